import type { LoomError } from '../../../../src-shared/errors.ts';
import type { ClientStore } from './client-store.ts';

/** Stands in for one that cannot be opened: nothing is known, and nothing can be written. */
export function brokenClientStore(error: LoomError): ClientStore {
  const fail = (): never => {
    throw error;
  };
  return {
    targets: () => [],
    target: () => undefined,
    putTarget: fail,
    removeTarget: fail,
    setProof: fail,
    healOf: () => undefined,
    setHeal: fail,
    drifts: () => [],
    addDrift: fail,
    setOutcome: fail,
    see: fail,
    sightings: () => [],
    begin: async () => fail(),
    confirm: fail,
    drop: fail,
    forget: fail,
    unconfirmed: () => [],
    writes: fail,
    write: fail,
    bytes: async () => fail(),
    close: () => {},
  };
}
