import type { Clock } from './clock.ts';
import { type Topic, topicName } from './listen-filter.ts';

/** Whoever begins to follow something waits this long to hear whether the server agrees. */
const momentMs = 2_000;

/** Who waits to hear whether a server agrees to tell of something. */
export class AwaitedTopics {
  readonly #clock: Clock;
  #waiting: Waiting[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when it is agreed to, or a moment is over; rejects with a refusal. */
  wait(topic: Topic): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        name: topicName(topic),
        settle: (refusal) => {
          stop();
          this.#waiting = this.#waiting.filter((one) => one !== waiting);
          if (refusal) reject(refusal);
          else resolve();
        },
      };
      const stop = this.#clock.after(momentMs, () => waiting.settle());
      this.#waiting.push(waiting);
    });
  }

  agreed(names: ReadonlySet<string>): void {
    for (const waiting of this.#waiting) if (names.has(waiting.name)) waiting.settle();
  }

  refused(names: ReadonlySet<string>, refusal: Error): void {
    for (const waiting of this.#waiting) if (names.has(waiting.name)) waiting.settle(refusal);
  }

  /** Nobody is kept waiting any longer. */
  end(refusal?: Error): void {
    for (const waiting of this.#waiting) waiting.settle(refusal);
  }
}

interface Waiting {
  /** As a filter names it. */
  readonly name: string;
  settle(refusal?: Error): void;
}
