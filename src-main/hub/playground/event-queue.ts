import type { RunEvent } from '../../../src-shared/contract/playground.ts';
import { createWakeUp } from '../api/wake-up.ts';

/** Events kept for a page that is slower than the server that logs. */
const longestQueue = 1000;

/** What a run has to tell, in order; of progress and log lines only the latest are kept. */
export class EventQueue {
  #events: RunEvent[] = [];
  readonly #arrived: ReturnType<typeof createWakeUp>;
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.#arrived = createWakeUp(signal);
  }

  push(event: RunEvent): void {
    this.#events.push(event);
    if (this.#events.length > longestQueue) this.#dropOne();
    this.#arrived.wake();
  }

  /** Every event until `done` or the signal. */
  async *drain(): AsyncGenerator<RunEvent, void, void> {
    try {
      while (!this.#signal.aborted) {
        await this.#arrived.wait();
        const events = this.#events;
        this.#events = [];
        for (const event of events) {
          yield event;
          if (event.type === 'done') return;
        }
      }
    } finally {
      this.#arrived.close();
    }
  }

  #dropOne(): void {
    const spare = this.#events.findIndex(({ type }) => type === 'log' || type === 'progress');
    this.#events.splice(Math.max(spare, 0), 1);
  }
}
