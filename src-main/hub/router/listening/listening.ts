import type { Era } from '../../../../src-shared/domain/era.ts';
import { type NotificationFrame, paramSpans } from '../../../../src-shared/wire/frame.ts';
import type { View } from '../../catalog/view.ts';
import type { ClientRequest, Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { textAt } from '../request-parts.ts';
import { Following } from './following.ts';
import { ListenRequests } from './listen-requests.ts';
import { UpstreamListens } from './upstream-listens.ts';

export interface ListeningOptions {
  listWaitMs: number;
  /** Who the hub says it is. */
  serverInfo: object;
  view(session: Session, era: Era): View;
  acquire(serverId: string, session: Session, era: Era): Instance | Promise<Instance>;
  /** @param announced - called after the refresh. */
  refreshSoon(instance: Instance, announced?: () => void): void;
  /** Gives servers that nobody has seen their time to be listed. */
  settle(session: Session, era: Era): Promise<void>;
  /** The server that runs a task of the client's. */
  taskServer(session: Session, taskId: string): string | undefined;
}

/**
 * Who hears of what changes: the listens of modern clients and the subscriptions of legacy ones on
 * one side, what servers of both eras are asked to tell on the other.
 */
export class Listening {
  readonly resources: Following;
  readonly #tasks: Following;
  readonly #upstream: UpstreamListens;
  readonly #requests: ListenRequests;
  readonly #refreshSoon: ListeningOptions['refreshSoon'];
  /** What each server has announced since its lists were last fetched, by the notification's name. */
  readonly #announced = new Map<string, Set<string>>();

  constructor(options: ListeningOptions) {
    const upstream = this.#createUpstream(options);
    const following = { acquire: options.acquire, listens: upstream };
    this.resources = new Following('resource', following);
    this.#tasks = new Following('task', following);
    this.#upstream = upstream;
    this.#refreshSoon = options.refreshSoon;
    this.#requests = new ListenRequests({
      ...options,
      waitMs: options.listWaitMs,
      resources: this.resources,
      tasks: this.#tasks,
    });
  }

  /** `subscriptions/listen`. */
  take(request: ClientRequest): void {
    this.#requests.take(request);
  }

  /** Some lists may have changed. */
  listsChanged(): void {
    this.#requests.listsChanged();
  }

  /**
   * A server says that a list has changed. What clients listen for is such words, so once the lists
   * are fetched they hear of it, even where nothing differs.
   */
  listAnnounced(instance: Instance, method: string): void {
    const { serverId } = instance;
    const methods = this.#announced.get(serverId) ?? new Set();
    this.#announced.set(serverId, methods.add(method));
    this.#refreshSoon(instance, () => {
      this.#announced.delete(serverId);
      this.#requests.listsAnnounced(serverId, methods);
    });
  }

  /** The hub is about to end. */
  stop(): void {
    this.#requests.stop();
  }

  /** Returns false for a notification that has nothing to do with listening. */
  notified(instance: Instance, frame: NotificationFrame): boolean {
    return this.#upstream.take(instance, frame);
  }

  instanceReady(instance: Instance): void {
    this.#upstream.instanceReady(instance);
    this.followAgain(instance.serverId);
  }

  /** The server can be started: takes up again what was followed before it failed. */
  followAgain(serverId: string): void {
    this.resources.followAgain(serverId);
    this.#tasks.followAgain(serverId);
  }

  instanceRenewed(instance: Instance): void {
    this.resources.instanceRenewed(instance);
  }

  instanceEnded(instance: Instance): void {
    this.#upstream.instanceEnded(instance);
    this.resources.instanceEnded(instance);
    this.#tasks.instanceEnded(instance);
  }

  #createUpstream({ refreshSoon }: ListeningOptions): UpstreamListens {
    return new UpstreamListens({
      topics: (instance) => [...this.resources.topics(instance), ...this.#tasks.topics(instance)],
      refreshSoon,
      listAnnounced: (instance, method) => this.listAnnounced(instance, method),
      resourceUpdated: (instance, uri, frame) => this.resources.updated(instance, uri, frame),
      taskUpdated: (instance, taskId, frame) => {
        this.#tasks.updated(instance, taskId, frame);
        if (isOver(frame)) this.#tasks.over(instance, taskId);
      },
    });
  }
}

/** A task that has ended has nothing more to tell, and must not keep its server running. */
function isOver(frame: NotificationFrame): boolean {
  const [status] = paramSpans(frame, ['status']) ?? [];
  return ['completed', 'failed', 'cancelled'].includes(textAt(frame.bytes, status) ?? '');
}
