import { LoomError } from '../../../src-shared/errors.ts';
import { idKey, idOf, paramSpans } from '../../../src-shared/wire/frame.ts';
import type { Span } from '../../../src-shared/wire/json-scan.ts';
import type { Edit } from '../../../src-shared/wire/splice.ts';
import type { Origin } from '../catalog/naming.ts';
import type { ListKind } from '../catalog/surface.ts';
import type { View } from '../catalog/view.ts';
import { errorMessage, failureMessage, resultMessage, rpcCodes } from '../mcp/message.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import { FirstLists } from './first-lists.ts';
import { RelayedCall, type Route } from './relayed-call.ts';
import { progressOf, refuse, textAt } from './request-parts.ts';
import { WaitingCall } from './waiting-call.ts';

export interface DispatchOptions {
  listWaitMs: number;
  view(session: Session): View;
  /** Starts or finds the instance that serves a session; throws or rejects with the reason. */
  acquire(serverId: string, session: Session): Instance | Promise<Instance>;
  refresh(instance: Instance): Promise<void>;
  /** Why it is not known what a server offers. */
  whyUnlisted(serverId: string): string;
  /** A call has ended. */
  called(serverId: string, outcome: 'ok' | 'error' | 'cancelled'): void;
}

/** A request by an exposed name. */
export interface NamedCall {
  what: 'tool' | 'prompt';
  find(view: View, exposed: string): Origin | undefined;
  route: Omit<Route, 'edits' | 'serverId' | 'acquire'>;
}

type Failures = ReadonlyMap<string, LoomError>;

/** Answers lists from the catalog, and finds the server for everything else. */
export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #firstLists: FirstLists;
  #stopping = false;

  constructor(options: DispatchOptions) {
    this.#options = options;
    this.#firstLists = new FirstLists({ ...options, waitMs: options.listWaitMs });
  }

  /** The hub is about to end: calls that run may finish, no new ones start. */
  stopTaking(): void {
    this.#stopping = true;
  }

  /** A list from the catalog; only servers that were never seen are waited for. */
  async list(kind: ListKind, request: ClientRequest): Promise<void> {
    const { session, frame } = request;
    if (paramSpans(frame, ['cursor'])?.[0]) {
      // Everything is on one page, so no cursor can be one of ours.
      refuse(request, rpcCodes.invalidParams, 'the cursor is not one that Loom gave out');
      return;
    }
    let view = this.#options.view(session);
    if (view.unknown.length > 0) {
      session.listing.set(kind, (session.listing.get(kind) ?? 0) + 1);
      await this.#firstLists.settle(view, session);
      session.listing.set(kind, (session.listing.get(kind) ?? 1) - 1);
      view = this.#options.view(session);
    }
    session.delivered.set(kind, view.results[kind]);
    request.reply(resultMessage(idOf(frame), view.results[kind]));
  }

  /** The registry has changed: servers that nobody has seen are asked what they offer. */
  learn(sessions: readonly Session[]): void {
    // Sessions with one view see the same servers, and one of them is enough to ask.
    const views = new Map(sessions.map((session) => [this.#options.view(session), session]));
    for (const [view, session] of views) void this.#firstLists.settle(view, session);
  }

  callByName(
    request: ClientRequest,
    span: Span | undefined,
    { what, find, route }: NamedCall,
  ): void {
    const { frame, session } = request;
    const exposed = textAt(frame.bytes, span);
    if (!span || exposed === undefined) {
      const text = `the request names no ${what}, or names it twice`;
      refuse(request, rpcCodes.invalidParams, text);
      return;
    }
    this.#resolve(request, {
      // Only whom to wait for is told from the name, never where a call goes.
      wanted: (view) => unknownOwner(view, exposed),
      find: (view) => find(view, exposed),
      found: ({ serverId, name }) => {
        const edits: Edit[] = name === exposed ? [] : [{ span, text: JSON.stringify(name) }];
        this.relay(request, { ...route, edits, ...this.#target(serverId, session) });
      },
      missing: (failures) => {
        const hint = this.#unlisted(session, failures, exposed);
        refuse(request, rpcCodes.invalidParams, `Unknown ${what}: ${exposed}${hint}`);
      },
    });
  }

  /** @param uriSpan - where the URI stands, unless it is `params.uri`. */
  callByUri(request: ClientRequest, route: Pick<Route, 'onAnswer'>, uriSpan?: Span): void {
    const { frame, session } = request;
    const [own, meta] = paramSpans(frame, ['uri', '_meta']) ?? [];
    const uri = textAt(frame.bytes, uriSpan ?? own);
    if (uri === undefined) {
      refuse(request, rpcCodes.invalidParams, 'the request names no resource');
      return;
    }
    this.#resolve(request, {
      wanted: () => undefined,
      find: (view) => view.template(uri) ?? view.resource(uri),
      found: (serverId) => {
        const fixed = { edits: [], asTool: false, ...progressOf(request, meta) };
        this.relay(request, { ...route, ...fixed, ...this.#target(serverId, session) });
      },
      missing: () => {
        const text = `Resource not found: ${uri}`;
        request.reply(errorMessage(idOf(frame), rpcCodes.resourceNotFound, text, { uri }));
      },
    });
  }

  /** Sends the request on its way. */
  relay(request: ClientRequest, route: Route): void {
    if (request.session.closed) return;
    if (this.#stopping) {
      const error = new LoomError('hub-stopping', 'the hub is stopping');
      request.reply(failureMessage(idOf(request.frame), error));
      return;
    }
    if (refusesTwin(request) || refusesMore(request)) return;
    new RelayedCall(request, route, this.#observer).begin();
  }

  readonly #observer = {
    finished: (call: RelayedCall, outcome: 'ok' | 'error' | 'cancelled') =>
      this.#options.called(call.route.serverId, outcome),
  };

  #target(serverId: string, session: Session): Pick<Route, 'serverId' | 'acquire'> {
    return { serverId, acquire: () => this.#options.acquire(serverId, session) };
  }

  /** Looks it up, and once more when servers that were never seen have had their time. */
  #resolve<T>(request: ClientRequest, lookup: Lookup<T>): void {
    const view = this.#options.view(request.session);
    const value = lookup.find(view);
    if (value !== undefined) lookup.found(value);
    else if (view.unknown.length === 0) lookup.missing(new Map());
    else void this.#resolveLate(request, lookup);
  }

  async #resolveLate<T>(request: ClientRequest, lookup: Lookup<T>): Promise<void> {
    const { session } = request;
    if (refusesTwin(request) || refusesMore(request)) return;
    const waiting = new WaitingCall(request);
    const view = this.#options.view(session);
    const failures = await this.#firstLists.settle(view, session, lookup.wanted(view));
    if (!waiting.leave()) return;
    const late = lookup.find(this.#options.view(session));
    if (late === undefined) lookup.missing(failures);
    else lookup.found(late);
  }

  /** It may belong to a server that could not be listed: then that is what the caller must know. */
  #unlisted(session: Session, failures: Failures, exposed: string): string {
    const view = this.#options.view(session);
    const owner = unknownOwner(view, exposed);
    const missing = (owner === undefined ? view.unknown : [owner]).map((id) => {
      const failure = failures.get(id);
      const why = failure
        ? `${failure.message} → ${failure.remedy}`
        : this.#options.whyUnlisted(id);
      return `"${id}": ${why}`;
    });
    return missing.length > 0 ? ` (servers that are not listed: ${missing.join('; ')})` : '';
  }
}

/** The server that was never seen and that a name's prefix means. */
function unknownOwner(view: View, exposed: string): string | undefined {
  return view.unknown.find((id) => exposed.startsWith(`${id}__`));
}

interface Lookup<T> {
  /** A server that was never seen and most likely has what is looked for. */
  wanted(view: View): string | undefined;
  find(view: View): T | undefined;
  found(value: T): void;
  /** @param failures - why servers could not be listed. */
  missing(failures: Failures): void;
}

/** What may wait for one client at once, in calls and in bytes of their requests. */
const mostCalls = 5_000;
const mostBytes = 512 * 1024 * 1024;

/** A client that asks faster than servers answer must not fill the memory. */
function refusesMore(request: ClientRequest): boolean {
  const { calls, heldBytes } = request.session;
  if (calls.size < mostCalls && heldBytes < mostBytes) return false;
  const error = new LoomError('server-busy', 'too many calls of this client wait already', {
    remedy: 'Try again when some of them have ended.',
  });
  request.reply(failureMessage(idOf(request.frame), error));
  return true;
}

/** Two requests in flight under one id could not be told apart. */
function refusesTwin(request: ClientRequest): boolean {
  const { session, frame } = request;
  if (!session.calls.has(idKey(frame.bytes, frame.id))) return false;
  refuse(request, rpcCodes.invalidRequest, 'a request with this id is still running');
  return true;
}
