import { watchThrough } from './watch-through.ts';

/** An editor writes in several steps; a client that rewrites its file, too. */
const debounceMs = 100;
/** After a failure to watch, and as often as it goes on. */
const retryMs = 10_000;
/** Of the time, no more than one part in so many goes into looking at a file that never rests. */
const restFactor = 10;
const longestRestMs = 1_000;

export interface WatchedTargetOptions {
  file: string;
  /** Looks at what stands in the file; never fails. */
  look(): Promise<void>;
  /** It cannot be watched: it is looked at every few seconds instead. */
  unwatchable(error: unknown): void;
}

/** Looks at the start, whenever the file changes, and when asked; one look at a time. */
export class WatchedTarget {
  readonly #options: WatchedTargetOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  #watch: { close(): void } | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** A look is under way, or it is too soon for the next one. */
  #isBusy = false;
  #isDue = false;
  #closed = false;

  constructor(options: WatchedTargetOptions) {
    this.#options = options;
    this.#open();
  }

  /** Asks for a look, after so many milliseconds. */
  lookIn(ms: number): void {
    this.#after(ms, () => this.look());
  }

  look(): void {
    if (this.#closed) return;
    this.#isDue = true;
    if (!this.#isBusy) this.#looking = this.#lookAndRest();
  }

  /** Resolves when the look that may be under way is over. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watch?.close();
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#looking;
  }

  #open(): void {
    this.#watch = watchThrough({
      path: this.#options.file,
      debounceMs,
      changed: () => this.look(),
      failed: (error) => {
        this.#options.unwatchable(error);
        this.#after(retryMs, () => {
          this.#open();
          this.look();
        });
      },
    });
  }

  async #lookAndRest(): Promise<void> {
    const began = performance.now();
    this.#isBusy = true;
    this.#isDue = false;
    await this.#options.look();
    const restMs = Math.min(longestRestMs, restFactor * (performance.now() - began));
    this.#after(restMs, () => {
      this.#isBusy = false;
      if (this.#isDue) this.look();
    });
  }

  #after(ms: number, act: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms).unref();
    this.#timers.add(timer);
  }
}
