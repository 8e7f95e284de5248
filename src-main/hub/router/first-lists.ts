import type { View } from '../catalog/view.ts';
import type { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';

export interface FirstListsOptions {
  /** How long a list waits for a server that is seen for the first time. */
  waitMs: number;
  acquire(serverId: string, session: Session): Instance | Promise<Instance>;
  refresh(instance: Instance): Promise<void>;
}

/**
 * A list that is asked for before some server was ever seen: all such servers start side by side,
 * and the list waits for each a little, once. What comes later is told by list_changed.
 */
export class FirstLists {
  readonly #options: FirstListsOptions;
  readonly #waitUntil = new Map<string, number>();

  constructor(options: FirstListsOptions) {
    this.#options = options;
  }

  /** Resolves when everything is known or has had its time; never rejects. */
  async settle(view: View, session: Session): Promise<void> {
    await Promise.all(view.unknown.map((serverId) => this.#settle(serverId, session)));
  }

  async #settle(serverId: string, session: Session): Promise<void> {
    const now = Date.now();
    const until = this.#waitUntil.get(serverId) ?? now + this.#options.waitMs;
    this.#waitUntil.set(serverId, until);
    const fetched = this.#fetch(serverId, session);
    if (until > now) await withDeadline(fetched, until - now);
  }

  async #fetch(serverId: string, session: Session): Promise<void> {
    try {
      await this.#options.refresh(await this.#options.acquire(serverId, session));
    } catch {
      // It stands in the server's health, with cause and remedy; the list goes on without it.
    } finally {
      // Should it be unknown again (another project, another definition), it gets its time again.
      this.#waitUntil.delete(serverId);
    }
  }
}

async function withDeadline(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, deadline]);
  clearTimeout(timer);
}
