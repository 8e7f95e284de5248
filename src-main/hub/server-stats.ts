/** How often something was asked of a server, for people; since the hub's start. */
export interface ServerStats {
  calls: number;
  errors: number;
  /** Milliseconds since the epoch, as `at`. */
  lastUsedAt: number | undefined;
  warning: { at: number; text: string } | undefined;
}

/** The statistics of all servers, by id; a server that was never used has zeros. */
export class AllServerStats {
  readonly #byServer = new Map<string, ServerStats>();

  of(serverId: string): ServerStats {
    const known = this.#byServer.get(serverId);
    if (known) return known;
    const fresh: ServerStats = { calls: 0, errors: 0, lastUsedAt: undefined, warning: undefined };
    this.#byServer.set(serverId, fresh);
    return fresh;
  }

  called(serverId: string, outcome: 'ok' | 'error' | 'cancelled'): void {
    const entry = this.of(serverId);
    entry.calls += 1;
    if (outcome === 'error') entry.errors += 1;
    entry.lastUsedAt = Date.now();
  }

  warned(serverId: string, text: string): void {
    this.of(serverId).warning = { at: Date.now(), text };
  }
}
