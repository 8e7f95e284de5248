import type { Clock } from './clock.ts';
import { type Topic, topicName } from './listen-filter.ts';

/** Whoever begins to follow something waits this long to hear whether the server agrees. */
const momentMs = 2_000;

/** Who waits to hear whether a server agrees to tell of something. There may be thousands. */
export class AwaitedTopics {
  readonly #clock: Clock;
  /** By the topic's name in a filter. */
  readonly #waiting = new Map<string, Set<Waiting>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when it is agreed to, or a moment is over; rejects with a refusal. */
  wait(topic: Topic): Promise<void> {
    const name = topicName(topic);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        settle: (refusal) => {
          stop();
          this.#delete(name, waiting);
          if (refusal) reject(refusal);
          else resolve();
        },
      };
      const stop = this.#clock.after(momentMs, () => waiting.settle());
      const others = this.#waiting.get(name) ?? new Set();
      this.#waiting.set(name, others.add(waiting));
    });
  }

  agreed(names: ReadonlySet<string>): void {
    this.#settle(names);
  }

  refused(names: ReadonlySet<string>, refusal: Error): void {
    this.#settle(names, refusal);
  }

  /** Nobody is kept waiting any longer. */
  end(refusal?: Error): void {
    for (const all of this.#waiting.values()) for (const one of all) one.settle(refusal);
  }

  #settle(names: ReadonlySet<string>, refusal?: Error): void {
    for (const [name, all] of this.#waiting) {
      if (names.has(name)) for (const one of all) one.settle(refusal);
    }
  }

  #delete(name: string, waiting: Waiting): void {
    const all = this.#waiting.get(name);
    all?.delete(waiting);
    if (all?.size === 0) this.#waiting.delete(name);
  }
}

interface Waiting {
  settle(refusal?: Error): void;
}
