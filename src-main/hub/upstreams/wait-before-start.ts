import { waitsForSecret } from '../../../src-shared/domain/secret.ts';
import { LoomError, remedyOf } from '../../../src-shared/errors.ts';
import type { BreakerState } from './breaker.ts';

/** A call that arrives this shortly before a retry waits for it; later ones fail at once. */
const worthWaitingMs = 1500;

/**
 * How long the start of a server must wait, in milliseconds; not above 0 where it need not.
 *
 * @throws LoomError 'server-unavailable' where that is too long for anybody to wait; what a server
 * that lacks a secret waits for, as it is.
 */
export function waitBeforeStart(serverId: string, state: BreakerState): number {
  if (state.phase === 'open') throw refusal(serverId, state.error, state.attempt);
  if (state.phase !== 'waiting') return 0;
  const wait = state.retryAt - Date.now();
  if (wait > worthWaitingMs && waitsForSecret(state.error.code)) throw state.error;
  if (wait > worthWaitingMs) throw notYet(serverId, state.error, wait);
  return wait;
}

function refusal(server: string, error: LoomError, failures: number): LoomError {
  return new LoomError(
    'server-unavailable',
    `server "${server}" is off after ${failures} failures in a row, the last one: ${error.message}`,
    {
      server,
      stderr: error.stderr,
      remedy: `Repair it, then \`loom servers restart ${server}\`.`,
      remedyId: 'repair-and-restart',
      cause: error,
    },
  );
}

function notYet(server: string, error: LoomError, waitMs: number): LoomError {
  return new LoomError(
    'server-unavailable',
    `server "${server}" is tried again in ${Math.ceil(waitMs / 1000)} s; it failed: ${error.message}`,
    { server, stderr: error.stderr, ...remedyOf(error), cause: error },
  );
}
