import type { Era } from '../../../src-shared/domain/era.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { idOf, paramSpans } from '../../../src-shared/wire/frame.ts';
import type { Span } from '../../../src-shared/wire/json-scan.ts';
import type { Edit } from '../../../src-shared/wire/splice.ts';
import type { Origin } from '../catalog/naming.ts';
import type { View } from '../catalog/view.ts';
import { errorMessage, failureMessage, rpcCodes } from '../mcp/message.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import type { CallHost } from './call-host.ts';
import { refusesMore, refusesTwin } from './call-limits.ts';
import type { CallEnd } from './ended-call.ts';
import type { FirstLists } from './first-lists.ts';
import { RelayedCall } from './relayed-call.ts';
import { eraOf, progressOf, refuse, textAt } from './request-parts.ts';
import type { Route } from './route.ts';
import { WaitingCall } from './waiting-call.ts';

export interface DispatchOptions {
  /** What the session sees in requests of this era. */
  view(session: Session, era: Era): View;
  /** Starts or finds the instance that serves a session; throws or rejects with the reason. */
  acquire(serverId: string, session: Session, era: Era): Instance | Promise<Instance>;
  /** Why it is not known what a server offers. */
  whyUnlisted(serverId: string): string;
  /** A call has ended; its server is '' where it named something that no server has. */
  called: CallEnd;
}

/** What calls need besides their way. */
export interface DispatchHost extends Omit<CallHost, 'finished'> {
  /** Takes the retry of a parked call; returns false for any other request. */
  resume(request: ClientRequest, state: Span | undefined): boolean;
  /** Gives servers that nobody has seen their time to be listed. */
  settle: FirstLists['settle'];
}

/** A request by an exposed name. */
export interface NamedCall {
  what: 'tool' | 'prompt';
  find(view: View, exposed: string): Origin | undefined;
  /** The definition that tells which of its arguments stand in headers, too. */
  definition?(view: View, exposed: string): Uint8Array | undefined;
  /** Where `params.requestState` stands. */
  state?: Span | undefined;
  route: Omit<Route, 'edits' | 'serverId' | 'acquire' | 'mirrored'>;
}

type Failures = ReadonlyMap<string, LoomError>;

/** Finds the server of a request by what it names, and sends it there. */
export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #settle: FirstLists['settle'];
  readonly #host: CallHost;
  readonly #resume: DispatchHost['resume'];
  #stopping = false;

  constructor(options: DispatchOptions, host: DispatchHost) {
    this.#options = options;
    this.#settle = host.settle;
    this.#resume = host.resume;
    this.#host = {
      pairings: host.pairings,
      askClient: host.askClient,
      finished: options.called,
    };
  }

  /** The hub is about to end: calls that run may finish, no new ones start. */
  stopTaking(): void {
    this.#stopping = true;
  }

  callByName(
    request: ClientRequest,
    span: Span | undefined,
    { what, find, definition, state, route }: NamedCall,
  ): void {
    const { frame } = request;
    const exposed = textAt(frame.bytes, span);
    if (!span || exposed === undefined) {
      const text = `the request names no ${what}, or names it twice`;
      refuse(request, rpcCodes.invalidParams, text);
      return;
    }
    if (this.#resume(request, state)) return;
    this.resolve(request, {
      // Only whom to wait for is told from the name, never where a call goes.
      wanted: (view) => unknownOwner(view, exposed),
      find: (view) => find(view, exposed),
      found: ({ serverId, name }, view) => {
        const edits: Edit[] = name === exposed ? [] : [{ span, text: JSON.stringify(name) }];
        const mirrored = { name, tool: definition?.(view, exposed) };
        this.relay(request, { ...route, edits, mirrored, ...this.target(serverId, request) });
      },
      missing: (failures) => {
        const text = `Unknown ${what}: ${exposed}${this.#unlisted(request, failures, exposed)}`;
        const serverId = unknownOwner(this.#viewFor(request), exposed);
        this.#toldMissing(request, { serverId, name: exposed, text });
        refuse(request, rpcCodes.invalidParams, text);
      },
    });
  }

  /** @param uriSpan - where the URI stands, unless it is `params.uri`. */
  callByUri(
    request: ClientRequest,
    route: Pick<Route, 'onAnswer' | 'byHub'>,
    uriSpan?: Span,
  ): void {
    const { frame } = request;
    const [own, meta, state] = paramSpans(frame, ['uri', '_meta', 'requestState']) ?? [];
    const uri = textAt(frame.bytes, uriSpan ?? own);
    if (uri === undefined) {
      refuse(request, rpcCodes.invalidParams, 'the request names no resource');
      return;
    }
    if (this.#resume(request, state)) return;
    this.resolve(request, {
      wanted: () => undefined,
      find: (view) => view.template(uri) ?? view.resource(uri),
      found: (serverId) => {
        const fixed = { edits: [], asTool: false, mirrored: { name: uri } };
        const progress = progressOf(request, meta);
        this.relay(request, { ...route, ...fixed, ...progress, ...this.target(serverId, request) });
      },
      missing: () => {
        const text = `Resource not found: ${uri}`;
        this.#toldMissing(request, { name: uri, text });
        const { invalidParams, resourceNotFound } = rpcCodes;
        const code = eraOf(request) === 'modern' ? invalidParams : resourceNotFound;
        request.reply(errorMessage(idOf(frame), code, text, { uri }));
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
    new RelayedCall(request, route, this.#host).begin();
  }

  /** The server's instance for this request. */
  target(serverId: string, request: ClientRequest): Pick<Route, 'serverId' | 'acquire'> {
    const { session } = request;
    return {
      serverId,
      acquire: () => this.#options.acquire(serverId, session, eraOf(request)),
    };
  }

  /** Looks it up, and once more when servers that were never seen have had their time. */
  resolve<T>(request: ClientRequest, lookup: Lookup<T>): void {
    const view = this.#viewFor(request);
    const value = lookup.find(view);
    if (value !== undefined) lookup.found(value, view);
    else if (view.unknown.length === 0) lookup.missing(new Map());
    else void this.#resolveLate(request, lookup);
  }

  /** It reaches no server, and is a failed call all the same to whoever looks for what went wrong. */
  #toldMissing(
    request: ClientRequest,
    { serverId = '', name, text }: { serverId?: string | undefined; name: string; text: string },
  ): void {
    const failure = new LoomError('not-found', text);
    const acquire = () => Promise.reject(failure);
    const route = { serverId, acquire, edits: [], progressToken: undefined, asTool: false };
    const call = { request, route: { ...route, mirrored: { name } }, startedAt: performance.now() };
    this.#options.called(call, 'error', failure);
  }

  /** What the request's session sees in requests of its era. */
  #viewFor(request: ClientRequest): View {
    return this.#options.view(request.session, eraOf(request));
  }

  async #resolveLate<T>(request: ClientRequest, lookup: Lookup<T>): Promise<void> {
    if (refusesTwin(request) || refusesMore(request)) return;
    const waiting = new WaitingCall(request);
    const view = this.#viewFor(request);
    const asker = { session: request.session, era: eraOf(request), wanted: lookup.wanted(view) };
    const failures = await this.#settle(view, asker);
    if (!waiting.leave()) return;
    const later = this.#viewFor(request);
    const late = lookup.find(later);
    if (late === undefined) lookup.missing(failures);
    else lookup.found(late, later);
  }

  /** It may belong to a server that could not be listed: then that is what the caller must know. */
  #unlisted(request: ClientRequest, failures: Failures, exposed: string): string {
    const view = this.#viewFor(request);
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

/** How what a request is about is found in a view. */
export interface Lookup<T> {
  /** A server that was never seen and most likely has what is looked for. */
  wanted(view: View): string | undefined;
  find(view: View): T | undefined;
  found(value: T, view: View): void;
  /** @param failures - why servers could not be listed. */
  missing(failures: Failures): void;
}
