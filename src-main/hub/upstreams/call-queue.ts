import type { LoomError } from '../../../src-shared/errors.ts';

/** Something that waits for its turn on an instance. */
export interface QueuedCall {
  readonly sessionId: string;
  /** Its turn has come. */
  start(): void;
  /** Its turn will never come. */
  failed(error: LoomError): void;
}

/**
 * Lets at most `limit` calls run at once. Waiting ones are served one session after the other, so
 * that a session with a thousand calls does not starve one with a single call.
 */
export class CallQueue {
  readonly #limit: number;
  #running = 0;
  /** The order of the keys is the order of turns. */
  readonly #waiting = new Map<string, QueuedCall[]>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get running(): number {
    return this.#running;
  }

  get idle(): boolean {
    return this.#running === 0 && this.#waiting.size === 0;
  }

  /** Starts the call now or when its turn comes; each started call must `leave` once. */
  enter(call: QueuedCall): void {
    if (this.#running < this.#limit) {
      this.#running += 1;
      call.start();
      return;
    }
    const own = this.#waiting.get(call.sessionId);
    if (own) own.push(call);
    else this.#waiting.set(call.sessionId, [call]);
  }

  /** A started call has ended. */
  leave(): void {
    this.#running -= 1;
    const next = this.#takeNext();
    if (next) this.enter(next);
  }

  /** Takes a call that has not started out of the queue; false where it was not waiting. */
  withdraw(call: QueuedCall): boolean {
    const own = this.#waiting.get(call.sessionId);
    const index = own?.indexOf(call) ?? -1;
    if (!own || index < 0) return false;
    own.splice(index, 1);
    if (own.length === 0) this.#waiting.delete(call.sessionId);
    return true;
  }

  /** There is nobody to serve them any more: fails the calls that wait. */
  failAll(error: LoomError): void {
    const calls = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    for (const call of calls) call.failed(error);
  }

  #takeNext(): QueuedCall | undefined {
    const turn = this.#waiting.entries().next();
    if (turn.done) return undefined;
    const [sessionId, own] = turn.value;
    const call = own.shift();
    this.#waiting.delete(sessionId);
    if (own.length > 0) this.#waiting.set(sessionId, own);
    return call;
  }
}
