import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import {
  idKey,
  integerId,
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
} from '../../../src-shared/wire/frame.ts';
import { findMembers, parseText, type Span } from '../../../src-shared/wire/json-scan.ts';
import { type Edit, splice } from '../../../src-shared/wire/splice.ts';
import type { Origin } from '../catalog/naming.ts';
import type { ListKind } from '../catalog/surface.ts';
import type { View } from '../catalog/view.ts';
import { encode, errorMessage, failureMessage, resultMessage, rpcCodes } from '../mcp/message.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import { FirstLists } from './first-lists.ts';
import { LogLevels } from './log-levels.ts';
import { RelayedCall, type Route } from './relayed-call.ts';
import { ServerRequests, tokenIn } from './server-requests.ts';
import { Subscriptions } from './subscriptions.ts';
import { Tasks } from './tasks.ts';
import { WaitingCall } from './waiting-call.ts';

/** What the router needs of servers and catalog. */
export interface RouterOptions {
  listWaitMs: number;
  view(session: Session): View;
  /** Starts or finds the instance that serves a session; throws or rejects with the reason. */
  acquire(serverId: string, session: Session): Instance | Promise<Instance>;
  instances(): readonly Instance[];
  session(id: string): Session | undefined;
  refresh(instance: Instance): Promise<void>;
  refreshSoon(instance: Instance): void;
  markInteractive(instance: Instance): void;
  /** Why it is not known what a server offers. */
  whyUnlisted(serverId: string): string;
  /** A call has ended. */
  called(serverId: string, outcome: 'ok' | 'error' | 'cancelled'): void;
}

/** Takes each message to where it belongs and its answer back (design.md section 4, mcp.md 3.1). */
export class Router {
  readonly #options: RouterOptions;
  readonly #serverRequests: ServerRequests;
  readonly #subscriptions = new Subscriptions();
  readonly #tasks = new Tasks();
  readonly #logLevels: LogLevels;
  readonly #firstLists: FirstLists;
  #stopping = false;

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#serverRequests = new ServerRequests(options);
    this.#logLevels = new LogLevels(options);
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
      this.#refuse(request, rpcCodes.invalidParams, 'the cursor is not one that Loom gave out');
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

  callTool(request: ClientRequest): void {
    const [name, meta, task] = paramSpans(request.frame, ['name', '_meta', 'task']) ?? [];
    this.#callNamed(request, name, {
      what: 'tool',
      find: (view, exposed) => view.tool(exposed),
      route: { asTool: true, ...this.#withTask(request, task), ...progressOf(request, meta) },
    });
  }

  getPrompt(request: ClientRequest): void {
    const [name, meta] = paramSpans(request.frame, ['name', '_meta']) ?? [];
    this.#callNamed(request, name, {
      what: 'prompt',
      find: (view, exposed) => view.prompt(exposed),
      route: { asTool: false, ...progressOf(request, meta) },
    });
  }

  readResource(request: ClientRequest): void {
    this.#callUri(request, {});
  }

  subscribe(request: ClientRequest): void {
    const { session } = request;
    this.#callUri(request, {
      onAnswer: ({ outcome }, instance) => {
        if (outcome === 'result')
          this.#subscriptions.add(instance, this.#uriOf(request) ?? '', session);
      },
    });
  }

  unsubscribe(request: ClientRequest): void {
    const uri = this.#uriOf(request) ?? '';
    this.#subscriptions.forgetLost(request.session, uri);
    const instance = this.#options
      .instances()
      .find((candidate) => this.#subscriptions.followers(candidate, uri).includes(request.session));
    if (!instance || this.#subscriptions.remove(instance, uri, request.session)) {
      this.#callUri(request, {});
    } else request.reply(resultMessage(idOf(request.frame), emptyResult));
  }

  /** `completion/complete`: by the prompt's name or the template's URI. */
  complete(request: ClientRequest): void {
    const { frame } = request;
    const [ref] = paramSpans(frame, ['ref']) ?? [];
    const [name, uri] = (ref && findMembers(frame.bytes, ref.start, ['name', 'uri'])) ?? [];
    if (name) {
      this.#callNamed(request, name, {
        what: 'prompt',
        find: (view, exposed) => view.prompt(exposed),
        route: { asTool: false, progressToken: undefined },
      });
    } else this.#callUri(request, {}, uri);
  }

  setLogLevel(request: ClientRequest): void {
    const [level] = paramSpans(request.frame, ['level']) ?? [];
    const value = level && parseText(request.frame.bytes, level);
    if (typeof value !== 'string' || !this.#logLevels.set(request.session, value)) {
      this.#refuse(request, rpcCodes.invalidParams, 'there is no such logging level');
    } else request.reply(resultMessage(idOf(request.frame), emptyResult));
  }

  /** `tasks/get`, `tasks/result`, `tasks/cancel`: to where the task runs. */
  task(request: ClientRequest): void {
    const { frame, session } = request;
    const [idSpan, meta] = paramSpans(frame, ['taskId', '_meta']) ?? [];
    const taskId = String(idSpan && parseText(frame.bytes, idSpan));
    const instance = this.#tasks.instanceOf(session, taskId);
    if (!instance) {
      this.#refuse(request, rpcCodes.invalidParams, `there is no task ${JSON.stringify(taskId)}`);
      return;
    }
    this.#relay(request, {
      serverId: instance.serverId,
      acquire: () => instance,
      edits: [],
      asTool: false,
      ...progressOf(request, meta),
      onAnswer: (answer) => this.#tasks.answered(session, taskId, frame.method, answer),
    });
  }

  async listTasks(request: ClientRequest): Promise<void> {
    const id = idOf(request.frame);
    try {
      const texts = await this.#tasks.list(request.session);
      const list = texts.map((text) => Buffer.from(text).toString()).join(',');
      request.reply(resultMessage(id, Buffer.from(`{"tasks":[${list}]}`)));
    } catch (error) {
      request.reply(failureMessage(id, toLoomError(error)));
    }
  }

  /** A client's notification that is not for the hub itself. */
  notified(session: Session, frame: NotificationFrame): void {
    if (frame.method === 'notifications/cancelled') this.#cancelled(session, frame);
    else if (frame.method === 'notifications/progress')
      this.#serverRequests.progress(session, frame);
    else this.#tellOwn(session, frame);
  }

  /** A client's answer to what a server asked. */
  answered = (session: Session, frame: Parameters<ServerRequests['answer']>[1]): void =>
    this.#serverRequests.answer(session, frame);

  serverRequested = (instance: Instance, frame: RequestFrame): void =>
    this.#serverRequests.take(instance, frame);

  serverNotified = (instance: Instance, frame: NotificationFrame): void => {
    const { method } = frame;
    if (method === 'notifications/progress') this.#progressed(instance, frame);
    else if (method === 'notifications/cancelled') this.#serverRequests.cancelled(instance, frame);
    else if (method.endsWith('/list_changed')) this.#options.refreshSoon(instance);
    else if (method === 'notifications/resources/updated') this.#updated(instance, frame);
    else if (method === 'notifications/tasks/status') this.#tasks.status(instance, frame);
    // Log messages and the unknown: only a sole session can be meant.
    else this.#passToOwner(instance, frame);
  };

  instanceReady(instance: Instance): void {
    this.#logLevels.tell(instance);
    const { serverId } = instance;
    for (const { uri, session } of this.#subscriptions.takeLost(serverId)) {
      void this.#subscribeAgain(serverId, uri, session);
    }
  }

  /** An instance serves one more session than before. */
  sessionJoined(instance: Instance): void {
    if (instance.isReady) this.#logLevels.tell(instance);
  }

  instanceEnded(instance: Instance): void {
    this.#serverRequests.instanceEnded(instance);
    this.#tasks.instanceEnded(instance);
    for (const { uri, sessions } of this.#subscriptions.instanceEnded(instance)) {
      for (const session of sessions) void this.#subscribeAgain(instance.serverId, uri, session);
    }
  }

  sessionEnded(session: Session): void {
    for (const call of session.calls.values()) call.cancel();
    this.#serverRequests.sessionEnded(session);
    this.#tasks.sessionEnded(session);
    for (const { instance, uri } of this.#subscriptions.sessionEnded(session)) {
      if (instance.isReady) instance.peer.ask('resources/unsubscribe', { uri }).catch(() => {});
    }
  }

  #callNamed(
    request: ClientRequest,
    span: Span | undefined,
    { what, find, route }: NamedCall,
  ): void {
    const { frame, session } = request;
    const exposed = span && parseText(frame.bytes, span);
    if (!span || typeof exposed !== 'string') {
      this.#refuse(
        request,
        rpcCodes.invalidParams,
        `the request names no ${what}, or names it twice`,
      );
      return;
    }
    const go = (origin: Origin) => {
      const edits: Edit[] = origin.name === exposed ? [] : [{ span, text: encode(origin.name) }];
      this.#relay(request, { ...route, edits, ...this.#target(origin.serverId, session) });
    };
    this.#resolve(
      request,
      (view) => find(view, exposed),
      go,
      (failures) => {
        const missing = `Unknown ${what}: ${exposed}${this.#unlisted(session, failures)}`;
        this.#refuse(request, rpcCodes.invalidParams, missing);
      },
    );
  }

  /** It may belong to a server that could not be listed: then that is what the caller must know. */
  #unlisted(session: Session, failures: Failures): string {
    const { unknown } = this.#options.view(session);
    const missing = unknown.map((id) => {
      const failure = failures.get(id);
      return `"${id}": ${failure ? `${failure.message} → ${failure.remedy}` : this.#options.whyUnlisted(id)}`;
    });
    return missing.length > 0 ? ` (servers that are not listed: ${missing.join('; ')})` : '';
  }

  #callUri(request: ClientRequest, route: Pick<Route, 'onAnswer'>, uriSpan?: Span): void {
    const { frame, session } = request;
    const [own, meta] = paramSpans(frame, ['uri', '_meta']) ?? [];
    const span = uriSpan ?? own;
    const uri = span && parseText(frame.bytes, span);
    if (typeof uri !== 'string') {
      this.#refuse(request, rpcCodes.invalidParams, 'the request names no resource');
      return;
    }
    const go = (serverId: string) =>
      this.#relay(request, {
        ...route,
        edits: [],
        asTool: false,
        ...progressOf(request, meta),
        ...this.#target(serverId, session),
      });
    const find = (view: View) => view.template(uri) ?? view.resource(uri);
    this.#resolve(request, find, go, () =>
      request.reply(
        errorMessage(idOf(frame), rpcCodes.resourceNotFound, `Resource not found: ${uri}`, { uri }),
      ),
    );
  }

  /** Looks it up, and once more when servers that were never seen have had their time. */
  #resolve<T>(
    request: ClientRequest,
    find: (view: View) => T | undefined,
    found: (value: T) => void,
    missing: (failures: Failures) => void,
  ): void {
    const { session } = request;
    const view = this.#options.view(session);
    const value = find(view);
    if (value !== undefined) found(value);
    else if (view.unknown.length === 0) missing(new Map());
    else void this.#resolveLate(request, find, found, missing);
  }

  async #resolveLate<T>(
    request: ClientRequest,
    find: (view: View) => T | undefined,
    found: (value: T) => void,
    missing: (failures: Failures) => void,
  ): Promise<void> {
    const { session } = request;
    if (this.#refusesTwin(request)) return;
    const waiting = new WaitingCall(request);
    const failures = await this.#firstLists.settle(this.#options.view(session), session);
    if (!waiting.leave()) return;
    const late = find(this.#options.view(session));
    if (late === undefined) missing(failures);
    else found(late);
  }

  #target(serverId: string, session: Session): Pick<Route, 'serverId' | 'acquire'> {
    return { serverId, acquire: () => this.#options.acquire(serverId, session) };
  }

  #relay(request: ClientRequest, route: Route): void {
    const { session, frame } = request;
    if (session.closed) return;
    if (this.#stopping) {
      const error = new LoomError('hub-stopping', 'the hub is stopping');
      request.reply(failureMessage(idOf(frame), error));
      return;
    }
    if (this.#refusesTwin(request)) return;
    new RelayedCall(request, route, this.#observer).begin();
  }

  /** Two requests in flight under one id could not be told apart. */
  #refusesTwin(request: ClientRequest): boolean {
    const { session, frame } = request;
    if (!session.calls.has(idKey(frame.bytes, frame.id))) return false;
    this.#refuse(request, rpcCodes.invalidRequest, 'a request with this id is still running');
    return true;
  }

  readonly #observer = {
    finished: (call: RelayedCall, outcome: 'ok' | 'error' | 'cancelled') =>
      this.#options.called(call.route.serverId, outcome),
  };

  #withTask(request: ClientRequest, task: Span | undefined): Pick<Route, 'onAnswer'> {
    if (!task) return {};
    const { session, frame } = request;
    return {
      onAnswer: (answer, instance, upstreamId) => {
        const [meta] = paramSpans(frame, ['_meta']) ?? [];
        const token = meta && tokenIn(frame.bytes, meta);
        const client = token && frame.bytes.subarray(token.start, token.end);
        this.#tasks.created(session, instance, answer, { upstream: upstreamId, client });
      },
    };
  }

  #progressed(instance: Instance, frame: NotificationFrame): void {
    const [span] = paramSpans(frame, ['progressToken']) ?? [];
    const token = span ? integerId(frame.bytes, span) : -1;
    const call = instance.peer.pendingFor(token);
    // Progress after the answer is dropped: some clients end the connection over it.
    if (span && call instanceof RelayedCall) call.progressed(frame.bytes, span);
    else this.#tasks.progress(instance, token, frame);
  }

  #updated(instance: Instance, frame: NotificationFrame): void {
    const [span] = paramSpans(frame, ['uri']) ?? [];
    const uri = span && parseText(frame.bytes, span);
    if (typeof uri !== 'string') return;
    for (const session of this.#subscriptions.concerned(instance, uri)) session.send([frame.bytes]);
  }

  #passToOwner(instance: Instance, frame: NotificationFrame): void {
    const owner = this.#serverRequests.owner(instance);
    owner?.send([frame.bytes], owner.callOn(instance)?.request);
  }

  #cancelled(session: Session, frame: NotificationFrame): void {
    const [span] = paramSpans(frame, ['requestId']) ?? [];
    const call = span && session.calls.get(idKey(frame.bytes, span));
    if (!span || !call) return;
    call.cancel((upstreamId) => splice(frame.bytes, [{ span, text: String(upstreamId) }]));
  }

  /** What a client tells of itself (roots changed) concerns only instances that are its own. */
  #tellOwn(session: Session, frame: NotificationFrame): void {
    for (const instance of this.#options.instances()) {
      if (instance.isReady && instance.soleSession === session.id) {
        instance.peer.send([frame.bytes], frame.method);
      }
    }
  }

  async #subscribeAgain(serverId: string, uri: string, session: Session): Promise<void> {
    try {
      if (session.closed) return;
      const instance = await this.#options.acquire(serverId, session);
      await instance.peer.ask('resources/subscribe', { uri });
      this.#subscriptions.add(instance, uri, session);
    } catch (error) {
      // One that refuses does so for good; one that is down is asked when it runs again.
      if (error instanceof LoomError) this.#subscriptions.lose(serverId, uri, session);
    }
  }

  #uriOf({ frame }: ClientRequest): string | undefined {
    const [span] = paramSpans(frame, ['uri']) ?? [];
    const uri = span && parseText(frame.bytes, span);
    return typeof uri === 'string' ? uri : undefined;
  }

  #refuse(request: ClientRequest, code: number, message: string): void {
    request.reply(errorMessage(idOf(request.frame), code, message));
  }
}

type Failures = ReadonlyMap<string, LoomError>;

interface NamedCall {
  what: 'tool' | 'prompt';
  find(view: View, exposed: string): Origin | undefined;
  route: Omit<Route, 'edits' | 'serverId' | 'acquire'>;
}

export const emptyResult = encode({});

function idOf({ bytes, id }: RequestFrame): Uint8Array {
  return bytes.subarray(id.start, id.end);
}

function progressOf(
  { frame }: ClientRequest,
  meta: Span | undefined,
): Pick<Route, 'progressToken'> {
  return { progressToken: meta && tokenIn(frame.bytes, meta) };
}
