import { causeOf } from '../../../src-shared/domain/cause.ts';
import type { Lack, ServerHealth } from '../../../src-shared/domain/hub-state.ts';
import { waitsForSecret } from '../../../src-shared/domain/secret.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import type { Breaker } from './breaker.ts';
import type { Instance } from './instance.ts';

interface RunningServer {
  spec: ServerSpec;
  instances: ReadonlyMap<string, Instance>;
  breaker: Breaker;
}

/**
 * Whether a server can serve, with the evidence.
 *
 * @param idleSince - when its last instance ended, in milliseconds since the epoch.
 */
export function serverHealth(
  { spec, instances, breaker: { state } }: RunningServer,
  idleSince: number,
): ServerHealth {
  if (!spec.enabled) return { phase: 'disabled' };
  const states = [...instances.values()].map((instance) => instance.state);
  const ready = states.find(({ phase }) => phase === 'ready');
  if (ready) return { phase: 'ready', since: ready.since };
  const starting = states.find(({ phase }) => phase === 'starting');
  if (starting) return { phase: 'starting', since: starting.since };
  if (state.phase === 'closed') return { phase: 'idle', since: idleSince };
  const { since, attempt, error } = state;
  if (state.phase === 'open') {
    return { phase: 'failed', since, ...whyOf(error) };
  }
  if (waitsForSecret(error.code)) {
    const lack = lackOf(error);
    return { phase: 'waiting', since, awaits: awaitedBy(lack), lack, ...whyOf(error) };
  }
  return { phase: 'backing-off', since, attempt, retryAt: state.retryAt, ...whyOf(error) };
}

/** What has to happen before it can start. */
function lackOf({ code, secret, place }: LoomError): Lack {
  const store = place ? 'file' : 'keychain';
  if (code === 'missing-secret') return { of: 'secret', ...(secret && { name: secret }) };
  if (code === 'sign-in-needed') return { of: 'sign-in' };
  if (code === 'vault-locked') return { of: 'store', store, to: 'be-unlocked' };
  return { of: 'store', store, to: code === 'vault-damaged' ? 'be-repaired' : 'be-available' };
}

function awaitedBy(lack: Lack): string {
  if (lack.of === 'secret') return lack.name === undefined ? 'a secret' : `secret ${lack.name}`;
  if (lack.of === 'sign-in') return 'a sign-in';
  const store = lack.store === 'file' ? 'the encrypted file' : 'the keychain';
  return `${store} to ${lack.to.replace('-', ' ')}`;
}

function whyOf(error: LoomError) {
  return { error: error.message, remedy: error.remedy, ...causeOf(error) };
}

/** Why a server's tools are not known, in a few words. */
export function whyUnlisted(health: ServerHealth | undefined): string {
  if (health && 'error' in health) return health.error;
  return health?.phase === 'starting' ? 'it is still starting' : 'it was not listed yet';
}
