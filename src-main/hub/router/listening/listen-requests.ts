import type { Era } from '../../../../src-shared/domain/era.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { idKey, idOf } from '../../../../src-shared/wire/frame.ts';
import { findMembers } from '../../../../src-shared/wire/json-scan.ts';
import { extensions } from '../../catalog/capabilities.ts';
import type { View } from '../../catalog/view.ts';
import { errorMessage, failureMessage, rpcCodes } from '../../mcp/message.ts';
import type { ClientRequest, Session } from '../../sessions/session.ts';
import { refuse } from '../request-parts.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Following } from './following.ts';
import { type ListenFilter, parseListenFilter } from './listen-filter.ts';
import { type Counted, whyTooMany } from './listen-limits.ts';
import { OpenListen } from './open-listen.ts';

export interface ListenRequestsOptions {
  /** How long servers may take to agree before the client is told what it may expect. */
  waitMs: number;
  /** Who the hub says it is. */
  serverInfo: object;
  resources: Pick<Following, 'followAt' | 'followerEnded'>;
  tasks: Pick<Following, 'followAt' | 'followerEnded'>;
  view(session: Session, era: Era): View;
  /** Gives servers that nobody has seen their time to be listed. */
  settle(session: Session, era: Era): Promise<void>;
  /** The server that runs a task of the client's. */
  taskServer(session: Session, taskId: string): string | undefined;
  clock?: Clock;
}

/** `subscriptions/listen` of the clients (2026-07-28 basic/patterns/subscriptions). */
export class ListenRequests {
  readonly #options: ListenRequestsOptions;
  readonly #open = new Set<OpenListen>();
  #stopped = false;

  constructor(options: ListenRequestsOptions) {
    this.#options = options;
  }

  /** Takes a request; it stays among its session's calls until it is cancelled or the hub stops. */
  take(request: ClientRequest): void {
    const reading = parseListenFilter(request.frame);
    if (!reading.ok) refuse(request, rpcCodes.invalidParams, reading.reason);
    else if (reading.filter.taskIds && !understandsTasks(request)) refuseTasks(request);
    else if (this.#admits(request, reading.filter)) this.#begin(request, reading.filter);
  }

  /** Some lists may have changed: each client hears of those that really did for it. */
  listsChanged(): void {
    for (const listen of this.#open) {
      listen.listsChanged(this.#options.view(listen.session, 'modern'));
    }
  }

  /** A server has said that lists changed: whoever sees the server and listens for it hears so. */
  listsAnnounced(serverId: string, methods: ReadonlySet<string>): void {
    for (const listen of this.#open) {
      const view = this.#options.view(listen.session, 'modern');
      if (view.serves(serverId)) listen.listsAnnounced(view, methods);
    }
  }

  /**
   * The hub is about to end: clients hear that nothing more will come. Those behind a proxy do not:
   * it takes up their listens with the next hub.
   */
  stop(): void {
    this.#stopped = true;
    for (const listen of this.#open) {
      if (listen.session.options.carrier === 'socket') continue;
      // Nothing but the acknowledgement may come first.
      if (listen.isBeginning) this.#acknowledge(listen);
      listen.end(this.#options.serverInfo);
    }
  }

  #admits(request: ClientRequest, filter: ListenFilter): boolean {
    const { session, frame } = request;
    if (session.closed) return false;
    if (session.calls.has(idKey(frame.bytes, frame.id))) {
      refuse(request, rpcCodes.invalidRequest, 'a request with this id is still running');
      return false;
    }
    const refusal = this.#stopped
      ? new LoomError('hub-stopping', 'the hub is stopping')
      : whyTooMany(this.#open, countedAs(request, filter));
    if (refusal) request.reply(failureMessage(idOf(frame), refusal));
    return !refusal;
  }

  #begin(request: ClientRequest, filter: ListenFilter): void {
    const listen = new OpenListen(request, filter, (over) => {
      this.#open.delete(over);
      this.#options.resources.followerEnded(over);
      this.#options.tasks.followerEnded(over);
    });
    this.#open.add(listen);
    if (listen.resources.size + listen.tasks.size === 0) this.#acknowledge(listen);
    else void this.#beginFollowing(listen);
  }

  /** Takes out of the listen what no server tells of, and acknowledges the rest. */
  async #beginFollowing(listen: OpenListen): Promise<void> {
    const targets = await this.#targets(listen);
    const following = targets.map(async ({ key, wanted, serverId, at }) => {
      const followed = serverId !== undefined && (await at.followAt(serverId, key, listen));
      if (!followed) wanted.delete(key);
    });
    // A server that takes longer to start is followed all the same.
    await this.#atMost(Promise.all(following));
    this.#acknowledge(listen);
  }

  async #targets({ session, resources, tasks }: OpenListen): Promise<Target[]> {
    const { view, settle, taskServer } = this.#options;
    const find = (uri: string) => {
      const known = view(session, 'modern');
      return known.template(uri) ?? known.resource(uri);
    };
    if ([...resources].some((uri) => find(uri) === undefined)) await settle(session, 'modern');
    const { resources: atResources, tasks: atTasks } = this.#options;
    return [
      ...[...resources].map((key) => ({
        key,
        wanted: resources,
        serverId: find(key),
        at: atResources,
      })),
      ...[...tasks].map((key) => ({
        key,
        wanted: tasks,
        serverId: taskServer(session, key),
        at: atTasks,
      })),
    ];
  }

  async #atMost(work: Promise<unknown>): Promise<void> {
    const { waitMs, clock = systemClock } = this.#options;
    let stop = () => {};
    const waited = new Promise<void>((resolve) => {
      stop = clock.after(waitMs, resolve);
    });
    await Promise.race([work, waited]);
    stop();
  }

  #acknowledge(listen: OpenListen): void {
    const { view, serverInfo } = this.#options;
    listen.acknowledge(view(listen.session, 'modern'), serverInfo);
  }
}

function countedAs({ session, frame }: ClientRequest, filter: ListenFilter): Counted {
  const { resourceSubscriptions = [], taskIds = [] } = filter;
  const followed = resourceSubscriptions.length + taskIds.length;
  return { session, followed, bytes: frame.bytes.length };
}

/** Something that a listen asks for, and where it is to be followed. */
interface Target {
  key: string;
  /** Where it stands in the listen. */
  wanted: Set<string>;
  serverId: string | undefined;
  at: Pick<Following, 'followAt'>;
}

/** Whether the client declares the extension of tasks (2026-07-28 basic/versioning). */
function understandsTasks({ frame, envelope }: ClientRequest): boolean {
  const span = envelope?.clientCapabilities;
  const [declared] = (span && findMembers(frame.bytes, span.start, ['extensions'])) ?? [];
  return Boolean(declared && findMembers(frame.bytes, declared.start, [extensions.tasks])?.[0]);
}

function refuseTasks(request: ClientRequest): void {
  const requiredCapabilities = { extensions: { [extensions.tasks]: {} } };
  const text = 'taskIds need a client that declares the extension of tasks';
  const id = idOf(request.frame);
  request.reply(errorMessage(id, rpcCodes.missingCapability, text, { requiredCapabilities }));
}
