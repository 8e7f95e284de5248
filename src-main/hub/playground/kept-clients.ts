import type { PlaygroundClient } from './playground-client.ts';

/** How long a client waits for its next run. */
const keepMs = 60_000;

/** Clients between two runs of one session; each is used by one run at a time. */
export class KeptClients {
  readonly #kept = new Map<string, { client: PlaygroundClient; timer: NodeJS.Timeout }>();

  /** Takes one out, if it is there and the hub has not ended it. */
  take(key: string): PlaygroundClient | undefined {
    const found = this.#kept.get(key);
    if (!found) return undefined;
    clearTimeout(found.timer);
    this.#kept.delete(key);
    return found.client.session.closed ? undefined : found.client;
  }

  put(key: string, client: PlaygroundClient): void {
    this.take(key)?.end();
    const timer = setTimeout(() => this.take(key)?.end(), keepMs).unref();
    this.#kept.set(key, { client, timer });
  }
}
