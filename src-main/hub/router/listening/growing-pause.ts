import type { Clock } from './clock.ts';

/** Waits in milliseconds: the first, doubled each time, up to the last. */
const firstMs = 500;
const longestMs = 60_000;
/** What lived this long did not fail in a row. */
const steadyMs = 60_000;

/** The waits between attempts at something that fails again and again. */
export class GrowingPause {
  readonly #clock: Clock;
  #attempt = 0;
  #stop: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isOn(): boolean {
    return this.#stop !== undefined;
  }

  /** Something has lived since then; after a while it counts as no failure. */
  lived(since: number): void {
    if (this.#clock.now() - since >= steadyMs) this.#attempt = 0;
  }

  /** An attempt has failed; `onOver` makes the next one. */
  begin(onOver: () => void): void {
    const wait = Math.min(longestMs, firstMs * 2 ** this.#attempt);
    this.#attempt += 1;
    this.stop();
    this.#stop = this.#clock.after(wait, () => {
      this.#stop = undefined;
      onOver();
    });
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
