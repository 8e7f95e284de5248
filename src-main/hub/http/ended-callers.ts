/** A request on its way, of a caller who was let in when it began. */
export interface Arrival {
  readonly principal: string;
  /** Its caller was ended meanwhile. */
  isOver: boolean;
}

/**
 * Which requests were let in before their caller was ended. Whatever comes later is judged anew where
 * credentials are looked at: a token that had expired is valid again once a wrong clock is set right.
 */
export class EndedCallers {
  readonly #arriving = new Map<string, Set<Arrival>>();
  /** Ended a moment ago: those who were let in just before have not got here yet. */
  readonly #justEnded = new Set<string>();

  /** How many callers are remembered. */
  get size(): number {
    return this.#arriving.size + this.#justEnded.size;
  }

  /** A caller's request begins to come in; `left` is to be called when it is dealt with. */
  arrives(principal: string): Arrival {
    const arrival = { principal, isOver: this.#justEnded.has(principal) };
    const others = this.#arriving.get(principal) ?? new Set();
    this.#arriving.set(principal, others.add(arrival));
    return arrival;
  }

  left(arrival: Arrival): void {
    const others = this.#arriving.get(arrival.principal);
    others?.delete(arrival);
    if (others?.size === 0) this.#arriving.delete(arrival.principal);
  }

  end(principal: string): void {
    for (const arrival of this.#arriving.get(principal) ?? []) arrival.isOver = true;
    this.#justEnded.add(principal);
    // Between the look at credentials and here lie promises alone, which are settled before that.
    setImmediate(() => this.#justEnded.delete(principal));
  }
}
