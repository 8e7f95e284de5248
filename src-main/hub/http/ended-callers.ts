/** A request may have been let in a moment before its caller was ended; in milliseconds. */
const keptMs = 60_000;

/**
 * Callers that may not call any more, for as long as requests that were let in before that are still
 * on their way. Whatever comes later is refused where credentials are looked at.
 */
export class EndedCallers {
  /** When each was ended, in milliseconds since the epoch. */
  readonly #ended = new Map<string, number>();
  /** How many requests of each caller are still coming in. */
  readonly #arriving = new Map<string, number>();

  /** How many are remembered. */
  get size(): number {
    return this.#ended.size;
  }

  /** A caller's request begins to come in; `left` is to be called when it is dealt with. */
  arrives(principal: string): void {
    this.#arriving.set(principal, (this.#arriving.get(principal) ?? 0) + 1);
  }

  left(principal: string): void {
    const others = (this.#arriving.get(principal) ?? 1) - 1;
    if (others > 0) this.#arriving.set(principal, others);
    else this.#arriving.delete(principal);
  }

  end(principal: string): void {
    this.#ended.set(principal, Date.now());
  }

  has(principal: string): boolean {
    return this.#ended.has(principal);
  }

  /** Forgets those of whom nothing can come any more. */
  sweep(now: number): void {
    for (const [principal, endedAt] of this.#ended) {
      if (endedAt + keptMs < now && !this.#arriving.has(principal)) this.#ended.delete(principal);
    }
  }
}
