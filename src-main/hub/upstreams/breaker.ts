import { waitsForSecret } from '../../../src-shared/domain/secret.ts';
import type { LoomError } from '../../../src-shared/errors.ts';

const firstDelayMs = 500;
const longestDelayMs = 60_000;
const failuresToOpen = 5;

/** Whether a server may be started. */
export type BreakerState =
  | { phase: 'closed' }
  /** `since` is its last failure, or when it began to wait for a secret. */
  | { phase: 'waiting'; since: number; attempt: number; retryAt: number; error: LoomError }
  | { phase: 'open'; since: number; attempt: number; error: LoomError };

/**
 * Exponential backoff with jitter after each failure in a row; after the fifth nothing is tried
 * until someone resets it. A server that lacks a secret has not failed itself: it is never given up.
 */
export class Breaker {
  #state: BreakerState = { phase: 'closed' };

  get state(): BreakerState {
    return this.#state;
  }

  /** Whether it is known to wait for a secret, or for their store. */
  get waitsForSecret(): boolean {
    return this.#state.phase !== 'closed' && waitsForSecret(this.#state.error.code);
  }

  /**
   * Notes a failure.
   *
   * @param now - milliseconds since the epoch.
   * @returns whether that is news: a server that still waits for the same secret is none.
   */
  failed(error: LoomError, now: number): boolean {
    const before = this.#state;
    const isWait = waitsForSecret(error.code);
    // Waits are no failures: neither counts for the other.
    const attempt =
      before.phase !== 'closed' && this.waitsForSecret === isWait ? before.attempt + 1 : 1;
    if (attempt >= failuresToOpen && !isWait) {
      this.#state = { phase: 'open', since: now, attempt, error };
      return true;
    }
    const delay = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
    const retryAt = now + delay * (0.8 + Math.random() * 0.4);
    const isKnown = isWait && before.phase !== 'closed' && isSame(before.error, error);
    const since = isKnown ? before.since : now;
    this.#state = { phase: 'waiting', since, attempt, retryAt, error };
    return !isKnown;
  }

  reset(): void {
    this.#state = { phase: 'closed' };
  }
}

/** Stores word the same trouble differently from time to time. */
function isSame(one: LoomError, other: LoomError): boolean {
  return one.code === other.code && one.secret === other.secret;
}
