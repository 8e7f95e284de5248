import { waitsForSecret } from '../../../src-shared/domain/secret.ts';
import type { LoomError } from '../../../src-shared/errors.ts';

const firstDelayMs = 500;
const longestDelayMs = 60_000;
const failuresToOpen = 5;

/** Whether a server may be started. */
export type BreakerState =
  | { phase: 'closed' }
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

  /** @param now - milliseconds since the epoch. */
  failed(error: LoomError, now: number): void {
    const attempt = this.#state.phase === 'closed' ? 1 : this.#state.attempt + 1;
    if (attempt >= failuresToOpen && !waitsForSecret(error.code)) {
      this.#state = { phase: 'open', since: now, attempt, error };
      return;
    }
    const delay = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
    const retryAt = now + delay * (0.8 + Math.random() * 0.4);
    this.#state = { phase: 'waiting', since: now, attempt, retryAt, error };
  }

  reset(): void {
    this.#state = { phase: 'closed' };
  }
}
