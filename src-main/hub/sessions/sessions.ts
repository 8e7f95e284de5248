import type { SessionView } from '../../../src-shared/domain/hub-state.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { everyListKind, type ListKind } from '../catalog/surface.ts';
import type { View } from '../catalog/view.ts';
import { notificationMessage } from '../mcp/message.ts';
import { Session, type SessionOptions } from './session.ts';

/** A burst of changes is one notification. */
const coalesceMs = 50;

export interface SessionsOptions {
  /** What a client of the legacy era sees. */
  view(session: Session): View;
  hasProfile(name: string): boolean;
  onEnd(session: Session): void;
  onChange(): void;
  /** Some lists may have changed: whoever has open listens tells those whose own lists really did. */
  tellListens(): void;
}

/** All connected sessions. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #byId = new Map<string, Session>();
  #changed: Set<ListKind> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** @throws LoomError 'unknown-profile'. */
  open(options: SessionOptions): Session {
    if (!this.#options.hasProfile(options.profile)) {
      throw new LoomError('unknown-profile', `there is no profile "${options.profile}"`);
    }
    const session = new Session(options);
    this.#byId.set(session.id, session);
    this.#options.onChange();
    return session;
  }

  end(session: Session): void {
    if (session.closed) return;
    session.closed = true;
    this.#byId.delete(session.id);
    this.#options.onEnd(session);
    this.#options.onChange();
  }

  find(id: string): Session | undefined {
    return this.#byId.get(id);
  }

  all(): readonly Session[] {
    return [...this.#byId.values()];
  }

  /** As people see them: sessions of one client are one. */
  views(): SessionView[] {
    const byClient = new Map<object, SessionView>();
    for (const session of this.all()) {
      const client = session.options.client ?? session;
      const shown = byClient.get(client);
      if (shown) shown.callsInFlight += session.callsInFlight;
      else byClient.set(client, viewOf(session));
    }
    return [...byClient.values()];
  }

  /** Some lists may have changed: tells each session whose own lists really did. */
  listsChanged(kinds: readonly ListKind[] = everyListKind): void {
    this.#changed ??= new Set();
    for (const kind of kinds) this.#changed.add(kind);
    this.#timer ??= setTimeout(() => this.#tell(), coalesceMs).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const session of this.all()) this.end(session);
  }

  #tell(): void {
    const kinds = this.#changed ?? new Set();
    this.#changed = undefined;
    this.#timer = undefined;
    this.#options.tellListens();
    for (const session of this.#byId.values()) {
      if (!session.initialized) continue;
      const methods = new Set(
        [...kinds].filter((kind) => this.#isNews(session, kind)).map((kind) => changeMethods[kind]),
      );
      for (const method of methods) session.send(notificationMessage(method));
    }
  }

  /** A list that is being asked for right now will hold the change; an equal one is none. */
  #isNews(session: Session, kind: ListKind): boolean {
    if ((session.listing.get(kind) ?? 0) > 0) return false;
    const delivered = session.delivered.get(kind);
    const now = this.#options.view(session).results[kind];
    if (delivered !== undefined && Buffer.compare(delivered, now) === 0) return false;
    // Told once; whether it asks is its own business.
    session.delivered.set(kind, now);
    return true;
  }
}

function viewOf(session: Session): SessionView {
  return {
    id: session.id,
    client: session.clientName,
    version: session.clientVersion,
    carrier: session.options.carrier,
    era: session.era,
    profile: session.profile,
    project: session.project,
    pid: session.options.pid,
    connectedAt: session.connectedAt,
    callsInFlight: session.callsInFlight,
  };
}

const changeMethods: Record<ListKind, string> = {
  tools: 'notifications/tools/list_changed',
  prompts: 'notifications/prompts/list_changed',
  resources: 'notifications/resources/list_changed',
  resourceTemplates: 'notifications/resources/list_changed',
};
