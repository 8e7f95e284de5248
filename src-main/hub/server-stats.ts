import { RecentCalls } from './activity/recent-calls.ts';

/** How often something was asked of a server, for people; since the hub's start. */
export interface ServerStats {
  calls: number;
  errors: number;
  /** Milliseconds since the epoch, as `at`. */
  lastUsedAt: number | undefined;
  warning: { at: number; text: string } | undefined;
  /** Of the last calls; undefined before the first. */
  recent: RecentCalls | undefined;
}

/** The statistics of all servers, by id; a server that was never used has zeros. */
export class AllServerStats {
  readonly #byServer = new Map<string, ServerStats>();

  of(serverId: string): ServerStats {
    const known = this.#byServer.get(serverId);
    if (known) return known;
    const fresh: ServerStats = {
      calls: 0,
      errors: 0,
      lastUsedAt: undefined,
      warning: undefined,
      recent: undefined,
    };
    this.#byServer.set(serverId, fresh);
    return fresh;
  }

  called(serverId: string, outcome: 'ok' | 'error' | 'cancelled', durationMs: number): void {
    const entry = this.of(serverId);
    const now = Date.now();
    entry.calls += 1;
    if (outcome === 'error') entry.errors += 1;
    entry.lastUsedAt = now;
    entry.recent ??= new RecentCalls();
    entry.recent.add(now, outcome === 'cancelled' ? undefined : durationMs);
  }

  warned(serverId: string, text: string): void {
    this.of(serverId).warning = { at: Date.now(), text };
  }
}
