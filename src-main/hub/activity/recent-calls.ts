/** Enough for a 95th percentile that means something, and few enough for hundreds of servers. */
const mostDurations = 256;
const slotMs = 120_000;
const slots = 30;

/** How long the last calls of one server took, and how many there were in the last hour. */
export class RecentCalls {
  readonly #durations = new Float32Array(mostDurations);
  #added = 0;
  readonly #counts = new Array<number>(slots).fill(0);
  #slot = 0;
  #latency: { p50: number; p95: number } | undefined;

  /** @param durationMs - undefined for a call that says nothing of how long one takes. */
  add(now: number, durationMs: number | undefined): void {
    this.#turnTo(now);
    const place = this.#slot % slots;
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    if (durationMs === undefined) return;
    this.#durations[this.#added % mostDurations] = durationMs;
    this.#added += 1;
    this.#latency = undefined;
  }

  latency(): { p50: number; p95: number } | undefined {
    if (this.#added === 0) return undefined;
    this.#latency ??= this.#measure();
    return this.#latency;
  }

  /** The oldest first; undefined where there was no call. */
  lastHour(now: number): number[] | undefined {
    this.#turnTo(now);
    const counts = this.#counts.map(
      (_count, index) => this.#counts[(this.#slot + 1 + index) % slots] ?? 0,
    );
    return counts.some((count) => count > 0) ? counts : undefined;
  }

  #measure(): { p50: number; p95: number } {
    const sorted = this.#durations.slice(0, this.#added).sort();
    const at = (part: number) => {
      const ms = sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
      return Math.round(ms * 100) / 100;
    };
    return { p50: at(0.5), p95: at(0.95) };
  }

  /** Slots that have passed since are empty. A clock that was set back changes nothing. */
  #turnTo(now: number): void {
    const slot = Math.floor(now / slotMs);
    const passed = Math.min(slot - this.#slot, slots);
    for (let step = 0; step < passed; step++) this.#counts[(slot - step) % slots] = 0;
    this.#slot = Math.max(slot, this.#slot);
  }
}
