import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import type { SignInView } from '../../../src-shared/domain/sign-in.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { Credentials } from '../upstreams/credentials.ts';
import { askForChallenge } from './ask-for-challenge.ts';
import { addressOf, authorizesItself, type RemoteSpec } from './remote-spec.ts';
import { ServerSignIn, type ServerSignInOptions } from './server-sign-in.ts';
import type { SignInTarget } from './sign-in-flow.ts';
import type { SignInStore } from './sign-in-store.ts';

type Told = 'onSignedIn' | 'onNeeded' | 'onUnkept';

export interface SignInsOptions {
  store: SignInStore;
  onChange(): void;
  /** What the server's own state tells, by server. */
  on(serverId: string): Pick<ServerSignInOptions, Told>;
}

/** How long a removed server may be brought back as it was. */
const undoMs = 60_000;

/** Signing in to servers over HTTP, for all of them. */
export class SignIns {
  readonly #options: SignInsOptions;
  readonly #abort = new AbortController();
  /** Whoever would be told of a change is closed already. */
  #isClosing = false;
  readonly #servers = new Map<string, ServerSignIn>();
  readonly #forgetting = new Map<string, { timer: NodeJS.Timeout; forget(): Promise<void> }>();

  constructor(options: SignInsOptions) {
    this.#options = options;
  }

  /** What authorizes a server's requests; undefined where its entry says that itself. */
  credentialsFor(serverId: string, spec: RemoteSpec): Credentials | undefined {
    if (authorizesItself(spec) || !URL.canParse(spec.url)) return undefined;
    const hasKeys = Object.keys(spec.headers).length > 0;
    return this.#server(serverId).credentials(addressOf(spec).href, hasKeys);
  }

  /** @param spec - as it stands in the registry. */
  view(serverId: string, spec: ServerSpec): SignInView | undefined {
    if (spec.transport === 'stdio' || authorizesItself(spec)) return undefined;
    const isKnown = !spec.url.includes('${') && URL.canParse(spec.url);
    return this.#server(serverId).view(isKnown ? addressOf(spec).href : undefined);
  }

  /**
   * Begins to sign in to a server.
   *
   * @returns where the browser has to go, and until when.
   * @throws LoomError where its entry authorizes itself, or there is nothing to sign in to.
   */
  async begin(
    serverId: string,
    spec: RemoteSpec,
    choice: SignInTarget['choice'],
  ): Promise<{ url: string; expiresAt: number }> {
    if (authorizesItself(spec)) throw needsNone(serverId);
    const url = addressOf(spec);
    const server = this.#server(serverId);
    const challenge = server.challenge ?? (await askForChallenge(spec));
    return await server.begin({ url, choice, challenge });
  }

  /** @throws LoomError 'usage' where nothing waits for that address, else why it failed. */
  finish(serverId: string, address: string): Promise<void> {
    return this.#server(serverId).finish(address);
  }

  cancel(serverId: string): void {
    this.#servers.get(serverId)?.cancel();
  }

  signOut(serverId: string): Promise<boolean> {
    return this.#server(serverId).signOut();
  }

  /**
   * Its entry was removed: its sign-in goes, too, once nobody is about to bring it back.
   *
   * @param isBack - asked then.
   */
  forgetSoon(serverId: string, isBack: () => boolean): void {
    if (!this.#options.store.noteOf(serverId)) return;
    clearTimeout(this.#forgetting.get(serverId)?.timer);
    const forget = async () => {
      this.#forgetting.delete(serverId);
      if (!isBack()) await this.signOut(serverId).catch(() => {});
    };
    const timer = setTimeout(() => void forget(), undoMs).unref();
    this.#forgetting.set(serverId, { timer, forget });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const due = [...this.#forgetting.values()];
    for (const { timer } of due) clearTimeout(timer);
    await Promise.all(due.map(({ forget }) => forget()));
    this.#abort.abort();
  }

  #server(serverId: string): ServerSignIn {
    let server = this.#servers.get(serverId);
    if (!server) {
      const { store, on } = this.#options;
      const onChange = () => {
        if (!this.#isClosing) this.#options.onChange();
      };
      const { signal } = this.#abort;
      server = new ServerSignIn({ serverId, store, signal, onChange, ...on(serverId) });
      this.#servers.set(serverId, server);
    }
    return server;
  }
}

function needsNone(server: string): LoomError {
  const text = `server "${server}" has an Authorization header of its own`;
  return new LoomError('usage', text, {
    server,
    remedy: 'Take it out of its entry to sign in instead.',
  });
}
