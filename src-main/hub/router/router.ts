import type { LoomError } from '../../../src-shared/errors.ts';
import {
  idOf,
  integerId,
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
  type ResponseFrame,
} from '../../../src-shared/wire/frame.ts';
import { findMembers } from '../../../src-shared/wire/json-scan.ts';
import type { ListKind } from '../catalog/surface.ts';
import { resultMessage, rpcCodes } from '../mcp/message.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import { cancelCall, tellServers } from './client-notices.ts';
import { Dispatch, type DispatchOptions } from './dispatch.ts';
import { FirstLists, type FirstListsOptions } from './first-lists.ts';
import { ListRequests } from './list-requests.ts';
import { Listening } from './listening/listening.ts';
import { LogLevels } from './log-levels.ts';
import { Notices } from './notices.ts';
import { Pairings } from './pairings.ts';
import { InputRounds } from './questions/input-rounds.ts';
import { Parking } from './questions/parking.ts';
import { ServerRequests } from './questions/server-requests.ts';
import { RelayedCall } from './relayed-call.ts';
import { emptyResult, progressOf, refuse, textAt } from './request-parts.ts';
import { ResourceRequests } from './resource-requests.ts';
import { SkillRequests } from './skill-requests.ts';
import { LegacyTaskRequests } from './tasks/legacy-task-requests.ts';
import { LegacyTasks } from './tasks/legacy-tasks.ts';
import { ModernTasks } from './tasks/modern-tasks.ts';

/** What the router needs of servers and catalog. */
export interface RouterOptions extends DispatchOptions, FirstListsOptions {
  /** Who the hub says it is. */
  serverInfo: object;
  /** How long a client may take to answer what a legacy server asked, in milliseconds. */
  inputWaitMs: number;
  instances(): readonly Instance[];
  session(id: string): Session | undefined;
  /** @param announced - called after the refresh. */
  refreshSoon(instance: Instance, announced?: () => void): void;
  markInteractive(instance: Instance): void;
}

/** Takes each message to where it belongs and its answer back (design.md section 4, mcp.md 3.1). */
export class Router {
  readonly resources: ResourceRequests;
  readonly legacyTasks: LegacyTaskRequests;
  readonly modernTasks: ModernTasks;
  readonly skills: SkillRequests;
  readonly #options: RouterOptions;
  readonly #dispatch: Dispatch;
  readonly #lists: ListRequests;
  readonly #listening: Listening;
  readonly #parking: Parking;
  readonly #serverRequests: ServerRequests;
  readonly #inputRounds: InputRounds;
  readonly #ownedTasks = new LegacyTasks();
  readonly #logLevels: LogLevels;
  readonly #notices: Notices;

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#parking = new Parking(options);
    this.#serverRequests = new ServerRequests(options, this.#parking);
    this.#inputRounds = new InputRounds(this.#serverRequests);
    this.#logLevels = new LogLevels(options);
    this.#notices = new Notices(options);
    const firstLists = new FirstLists(options);
    this.#lists = new ListRequests(firstLists, options);
    this.#dispatch = this.#createDispatch(options, firstLists);
    this.modernTasks = new ModernTasks(this.#dispatch, options);
    this.skills = new SkillRequests(this.#dispatch);
    this.#listening = this.#createListening(options);
    this.resources = new ResourceRequests(this.#dispatch, this.#listening.resources, options);
    this.legacyTasks = new LegacyTaskRequests(this.#dispatch, this.#ownedTasks);
  }

  /** The hub is about to end: calls that run may finish, no new ones start. */
  stopTaking(): void {
    this.#dispatch.stopTaking();
    this.#parking.stop();
    this.#listening.stop();
  }

  /** The registry has changed: servers that nobody has seen are asked what they offer. */
  learn(sessions: readonly Session[]): void {
    this.#lists.learn(sessions);
  }

  list(kind: ListKind, request: ClientRequest): Promise<void> {
    return this.#lists.take(kind, request);
  }

  callTool(request: ClientRequest): void {
    const [name, meta, task, state] =
      paramSpans(request.frame, ['name', '_meta', 'task', 'requestState']) ?? [];
    const creating = request.envelope
      ? this.modernTasks.creating(request)
      : this.legacyTasks.creating(request, task);
    this.#dispatch.callByName(request, name, {
      what: 'tool',
      find: (view, exposed) => view.tool(exposed),
      definition: (view, exposed) => view.toolText(exposed),
      state,
      route: { asTool: true, ...creating, ...progressOf(request, meta) },
    });
  }

  getPrompt(request: ClientRequest): void {
    const [name, meta, state] = paramSpans(request.frame, ['name', '_meta', 'requestState']) ?? [];
    this.#dispatch.callByName(request, name, {
      what: 'prompt',
      find: (view, exposed) => view.prompt(exposed),
      state,
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
    else tellServers(this.#options.instances(), session, frame);
  }

  /** A client's answer to what a server asked. */
  answered(session: Session, frame: ResponseFrame): void {
    this.#serverRequests.answer(session, frame);
  }

  serverRequested(instance: Instance, frame: RequestFrame, about?: number): void {
    this.#serverRequests.take(instance, frame, about);
  }

  /** @param about - the hub's request on whose stream it came, where the transport tells. */
  serverNotified(instance: Instance, frame: NotificationFrame, about?: number): void {
    const { method } = frame;
    if (instance.era === 'modern') this.modernTasks.notified(instance, frame);
    if (method === 'notifications/progress') this.#progressed(instance, frame);
    else if (this.#listening.notified(instance, frame)) return;
    else if (method === 'notifications/cancelled') this.#serverRequests.cancelled(instance, frame);
    else if (method.endsWith('/list_changed')) this.#listening.listAnnounced(instance, method);
    else if (method === 'notifications/resources/updated') this.resources.updated(instance, frame);
    else if (method === 'notifications/tasks/status') this.#ownedTasks.status(instance, frame);
    else this.#notices.take(instance, frame, about);
  }

  /** `subscriptions/listen`. */
  listen(request: ClientRequest): void {
    this.#listening.take(request);
  }

  /** Some lists may have changed: clients that listen hear of those that really did. */
  listsChanged(): void {
    this.#listening.listsChanged();
  }

  instanceReady(instance: Instance): void {
    this.#logLevels.tell(instance);
    this.#listening.instanceReady(instance);
  }

  /** A server that failed can be started again: takes up what was followed there. */
  followAgain(serverId: string): void {
    this.#listening.followAgain(serverId);
  }

  /** Its server has forgotten what it was told. */
  instanceRenewed(instance: Instance): void {
    this.#logLevels.tell(instance);
    this.#listening.instanceRenewed(instance);
  }

  /** An instance serves one more session than before. */
  sessionJoined(instance: Instance): void {
    if (instance.isReady) this.#logLevels.tell(instance);
  }

  /** @param error - why, where nobody asked for it. */
  instanceEnded(instance: Instance, error?: LoomError): void {
    this.#inputRounds.instanceEnded(instance, error);
    this.#serverRequests.instanceEnded(instance);
    this.#parking.instanceEnded(instance);
    this.#ownedTasks.instanceEnded(instance);
    this.modernTasks.instanceEnded(instance);
    this.#listening.instanceEnded(instance);
  }

  sessionEnded(session: Session): void {
    for (const call of session.calls.values()) call.cancel();
    this.#parking.sessionEnded(session);
    this.#serverRequests.sessionEnded(session);
    this.#ownedTasks.sessionEnded(session);
    this.resources.sessionEnded(session);
  }

  #createDispatch(options: RouterOptions, firstLists: FirstLists): Dispatch {
    const setLogLevel = (session: Session, level: string) => this.#logLevels.set(session, level);
    return new Dispatch(options, {
      pairings: new Pairings({ setLogLevel }),
      askClient: (call, input, questions) => this.#inputRounds.ask(call, input, questions),
      resume: (request, state) => this.#parking.takes(request, state),
      settle: (view, asker) => firstLists.settle(view, asker),
    });
  }

  #createListening(options: RouterOptions): Listening {
    return new Listening({
      ...options,
      settle: (session, era) => this.#lists.settle(session, era),
      taskServer: (session, taskId) => this.modernTasks.serverOf(session, taskId),
    });
  }

  #progressed(instance: Instance, frame: NotificationFrame): void {
    const [span] = paramSpans(frame, ['progressToken']) ?? [];
    const token = span ? integerId(frame.bytes, span) : -1;
    const call = instance.peer.pendingFor(token);
    // Progress after the answer is dropped: some clients end the connection over it.
    if (span && call instanceof RelayedCall) call.progressed(frame.bytes, span);
    else this.#ownedTasks.progress(instance, token, frame);
  }
}
