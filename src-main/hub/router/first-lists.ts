import type { Era } from '../../../src-shared/domain/era.ts';
import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import type { View } from '../catalog/view.ts';
import type { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';

export interface FirstListsOptions {
  /** How long a list waits for a server that is seen for the first time, in milliseconds. */
  listWaitMs: number;
  /** Starts or finds the instance that serves a session; throws or rejects with the reason. */
  acquire(serverId: string, session: Session, era: Era): Instance | Promise<Instance>;
  /** Fetches what the server offers. */
  refresh(instance: Instance): Promise<void>;
}

/** Who asks for a list. */
export interface FirstAsker {
  session: Session;
  era: Era;
  /** A server that is waited for as long as it takes, until it fails. */
  wanted?: string | undefined;
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

  /**
   * Resolves when everything is known or has had its time; never rejects.
   *
   * @returns why servers could not be listed, as far as it is known by then.
   */
  async settle(view: View, asker: FirstAsker): Promise<ReadonlyMap<string, LoomError>> {
    const failures = new Map<string, LoomError>();
    const onFailure = (serverId: string, error: LoomError) => failures.set(serverId, error);
    const settle = (id: string) => {
      const fetched = this.#fetch(id, asker, onFailure);
      return id === asker.wanted ? fetched : this.#waitALittle(id, fetched);
    };
    await Promise.all(view.unknown.map(settle));
    return failures;
  }

  async #waitALittle(serverId: string, fetched: Promise<void>): Promise<void> {
    const now = Date.now();
    const until = this.#waitUntil.get(serverId) ?? now + this.#options.listWaitMs;
    this.#waitUntil.set(serverId, until);
    // Should it be unknown again (another project, another definition), it gets its time again.
    const forget = () => this.#waitUntil.delete(serverId);
    void fetched.then(forget);
    if (until > now) await withDeadline(fetched, until - now);
  }

  async #fetch(
    serverId: string,
    { session, era }: FirstAsker,
    onFailure: OnFailure,
  ): Promise<void> {
    try {
      await this.#options.refresh(await this.#options.acquire(serverId, session, era));
    } catch (error) {
      // It stands in the server's health as well; the list goes on without it.
      onFailure(serverId, toLoomError(error));
    }
  }
}

type OnFailure = (serverId: string, error: LoomError) => void;

async function withDeadline(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, deadline]);
  clearTimeout(timer);
}
