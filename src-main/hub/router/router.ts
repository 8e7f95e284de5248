import {
  idKey,
  idOf,
  integerId,
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
  type ResponseFrame,
} from '../../../src-shared/wire/frame.ts';
import { findMembers } from '../../../src-shared/wire/json-scan.ts';
import { splice } from '../../../src-shared/wire/splice.ts';
import type { ListKind } from '../catalog/surface.ts';
import { resultMessage, rpcCodes } from '../mcp/message.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import { Dispatch, type DispatchOptions } from './dispatch.ts';
import { LogLevels } from './log-levels.ts';
import { RelayedCall } from './relayed-call.ts';
import { emptyResult, progressOf, refuse, textAt } from './request-parts.ts';
import { ResourceRequests } from './resource-requests.ts';
import { ServerRequests } from './server-requests.ts';
import { TaskRequests } from './task-requests.ts';
import { Tasks } from './tasks.ts';

/** What the router needs of servers and catalog. */
export interface RouterOptions extends DispatchOptions {
  instances(): readonly Instance[];
  session(id: string): Session | undefined;
  refreshSoon(instance: Instance): void;
  markInteractive(instance: Instance): void;
}

/** Takes each message to where it belongs and its answer back (design.md section 4, mcp.md 3.1). */
export class Router {
  readonly resources: ResourceRequests;
  readonly taskRequests: TaskRequests;
  readonly #options: RouterOptions;
  readonly #dispatch: Dispatch;
  readonly #serverRequests: ServerRequests;
  readonly #tasks = new Tasks();
  readonly #logLevels: LogLevels;

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#dispatch = new Dispatch(options);
    this.resources = new ResourceRequests(this.#dispatch, options);
    this.taskRequests = new TaskRequests(this.#dispatch, this.#tasks);
    this.#serverRequests = new ServerRequests(options);
    this.#logLevels = new LogLevels(options);
  }

  /** The hub is about to end: calls that run may finish, no new ones start. */
  stopTaking(): void {
    this.#dispatch.stopTaking();
  }

  /** The registry has changed: servers that nobody has seen are asked what they offer. */
  learn(sessions: readonly Session[]): void {
    this.#dispatch.learn(sessions);
  }

  list(kind: ListKind, request: ClientRequest): Promise<void> {
    return this.#dispatch.list(kind, request);
  }

  callTool(request: ClientRequest): void {
    const [name, meta, task] = paramSpans(request.frame, ['name', '_meta', 'task']) ?? [];
    const creating = this.taskRequests.creating(request, task);
    this.#dispatch.callByName(request, name, {
      what: 'tool',
      find: (view, exposed) => view.tool(exposed),
      route: { asTool: true, ...creating, ...progressOf(request, meta) },
    });
  }

  getPrompt(request: ClientRequest): void {
    const [name, meta] = paramSpans(request.frame, ['name', '_meta']) ?? [];
    this.#dispatch.callByName(request, name, {
      what: 'prompt',
      find: (view, exposed) => view.prompt(exposed),
      route: { asTool: false, ...progressOf(request, meta) },
    });
  }

  /** `completion/complete`: by the prompt's name or the template's URI. */
  complete(request: ClientRequest): void {
    const { frame } = request;
    const [ref] = paramSpans(frame, ['ref']) ?? [];
    const [name, uri] = (ref && findMembers(frame.bytes, ref.start, ['name', 'uri'])) ?? [];
    if (name) {
      this.#dispatch.callByName(request, name, {
        what: 'prompt',
        find: (view, exposed) => view.prompt(exposed),
        route: { asTool: false, progressToken: undefined },
      });
    } else this.#dispatch.callByUri(request, {}, uri);
  }

  setLogLevel(request: ClientRequest): void {
    const [level] = paramSpans(request.frame, ['level']) ?? [];
    const value = textAt(request.frame.bytes, level);
    if (value === undefined || !this.#logLevels.set(request.session, value)) {
      refuse(request, rpcCodes.invalidParams, 'there is no such logging level');
    } else request.reply(resultMessage(idOf(request.frame), emptyResult));
  }

  /** A client's notification that is not for the hub itself. */
  notified(session: Session, frame: NotificationFrame): void {
    const { method } = frame;
    if (method === 'notifications/cancelled') cancelCall(session, frame);
    else if (method === 'notifications/progress') this.#serverRequests.progress(session, frame);
    else this.#tellOwn(session, frame);
  }

  /** A client's answer to what a server asked. */
  answered(session: Session, frame: ResponseFrame): void {
    this.#serverRequests.answer(session, frame);
  }

  serverRequested(instance: Instance, frame: RequestFrame, about?: number): void {
    this.#serverRequests.take(instance, frame, about);
  }

  serverNotified(instance: Instance, frame: NotificationFrame, _about?: number): void {
    const { method } = frame;
    if (method === 'notifications/progress') this.#progressed(instance, frame);
    else if (method === 'notifications/cancelled') this.#serverRequests.cancelled(instance, frame);
    else if (method.endsWith('/list_changed')) this.#options.refreshSoon(instance);
    else if (method === 'notifications/resources/updated') this.resources.updated(instance, frame);
    else if (method === 'notifications/tasks/status') this.#tasks.status(instance, frame);
    // Log messages and the unknown: only a sole session can be meant.
    else this.#passToOwner(instance, frame);
  }

  instanceReady(instance: Instance): void {
    this.#logLevels.tell(instance);
    this.resources.followAgain(instance.serverId);
  }

  /** Its server has forgotten what it was told. */
  instanceRenewed(instance: Instance): void {
    this.#logLevels.tell(instance);
    this.resources.instanceRenewed(instance);
  }

  /** An instance serves one more session than before. */
  sessionJoined(instance: Instance): void {
    if (instance.isReady) this.#logLevels.tell(instance);
  }

  instanceEnded(instance: Instance): void {
    this.#serverRequests.instanceEnded(instance);
    this.#tasks.instanceEnded(instance);
    this.resources.instanceEnded(instance);
  }

  sessionEnded(session: Session): void {
    for (const call of session.calls.values()) call.cancel();
    this.#serverRequests.sessionEnded(session);
    this.#tasks.sessionEnded(session);
    this.resources.sessionEnded(session);
  }

  #progressed(instance: Instance, frame: NotificationFrame): void {
    const [span] = paramSpans(frame, ['progressToken']) ?? [];
    const token = span ? integerId(frame.bytes, span) : -1;
    const call = instance.peer.pendingFor(token);
    // Progress after the answer is dropped: some clients end the connection over it.
    if (span && call instanceof RelayedCall) call.progressed(frame.bytes, span);
    else this.#tasks.progress(instance, token, frame);
  }

  #passToOwner(instance: Instance, frame: NotificationFrame): void {
    const owner = this.#serverRequests.owner(instance);
    owner?.send([frame.bytes], owner.callOn(instance)?.request);
  }

  /** What a client tells of itself (roots changed) concerns only instances that are its own. */
  #tellOwn(session: Session, frame: NotificationFrame): void {
    for (const instance of this.#options.instances()) {
      if (instance.isReady && instance.soleSession === session.id) {
        instance.peer.send([frame.bytes], frame.method);
      }
    }
  }
}

function cancelCall(session: Session, frame: NotificationFrame): void {
  const [span] = paramSpans(frame, ['requestId']) ?? [];
  const call = span && session.calls.get(idKey(frame.bytes, span));
  if (!span || !call) return;
  call.cancel((upstreamId) => splice(frame.bytes, [{ span, text: String(upstreamId) }]));
}
