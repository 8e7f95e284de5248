import type { ServerHealth } from '../../../src-shared/domain/hub-state.ts';
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
    return { phase: 'failed', since, error: error.message, remedy: error.remedy };
  }
  const { message, remedy } = error;
  if (waitsForSecret(error.code)) {
    return { phase: 'waiting', since, awaits: awaitedBy(error), error: message, remedy };
  }
  return { phase: 'backing-off', since, attempt, retryAt: state.retryAt, error: message, remedy };
}

/** What has to happen before it can start. */
function awaitedBy({ code, secret, place }: LoomError): string {
  const store = place ? 'the encrypted file' : 'the keychain';
  if (code === 'missing-secret') return secret === undefined ? 'a secret' : `secret ${secret}`;
  if (code === 'vault-locked') return `${store} to be unlocked`;
  return `${store} to be ${code === 'vault-damaged' ? 'repaired' : 'available'}`;
}

/** Why a server's tools are not known, in a few words. */
export function whyUnlisted(health: ServerHealth | undefined): string {
  if (health && 'error' in health) return health.error;
  return health?.phase === 'starting' ? 'it is still starting' : 'it was not listed yet';
}
