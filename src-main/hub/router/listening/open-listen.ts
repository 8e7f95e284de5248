import { idKey, idOf, type NotificationFrame } from '../../../../src-shared/wire/frame.ts';
import { sameBytes } from '../../catalog/surface.ts';
import type { View } from '../../catalog/view.ts';
import { resultMessage } from '../../mcp/message.ts';
import type { ClientRequest, Session, SessionCall } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { type ListenFilter, type ListFlag, listChanges, listFlags } from './listen-filter.ts';
import { listenMessage, listenResult, withSubscriptionId } from './subscription-id.ts';
import type { Follower } from './subscriptions.ts';

/** A client's `subscriptions/listen` that is open (2026-07-28 basic/patterns/subscriptions). */
export class OpenListen implements SessionCall, Follower {
  readonly request: ClientRequest;
  readonly session: Session;
  readonly era = 'modern';
  /** It belongs to no instance. */
  readonly instance = undefined;
  readonly isRunning = false;
  readonly isLasting = true;
  readonly resources: Set<string>;
  readonly tasks: Set<string>;
  readonly #flags: readonly ListFlag[];
  readonly #id: Uint8Array;
  readonly #key: string;
  readonly #onOver: (listen: OpenListen) => void;
  /** The lists as they were when the client was last told of them. */
  #told = new Map<ListFlag, readonly Uint8Array[]>();
  #phase: 'beginning' | 'open' | 'over' = 'beginning';

  constructor(request: ClientRequest, filter: ListenFilter, onOver: (listen: OpenListen) => void) {
    const { session, frame } = request;
    this.request = request;
    this.session = session;
    this.resources = new Set(filter.resourceSubscriptions);
    this.tasks = new Set(filter.taskIds);
    this.#flags = listFlags.filter((flag) => filter[flag]);
    this.#id = idOf(frame);
    this.#key = idKey(frame.bytes, frame.id);
    this.#onOver = onOver;
    session.calls.set(this.#key, this);
    session.heldBytes += frame.bytes.length;
  }

  /** Whether the client is still to be told what it may expect. */
  get isBeginning(): boolean {
    return this.#phase === 'beginning';
  }

  /** How much it follows. */
  get followed(): number {
    return this.resources.size + this.tasks.size;
  }

  /** The length of its request, which is kept. */
  get bytes(): number {
    return this.request.frame.bytes.length;
  }

  wants(key: string): boolean {
    return this.#phase !== 'over' && (this.resources.has(key) || this.tasks.has(key));
  }

  /**
   * Tells the client what it will hear of: what it asked for but for what was taken out of
   * `resources` and `tasks`. Where that is nothing it ends at once.
   *
   * @param view - the lists from which on changes count.
   * @param serverInfo - who ends it.
   */
  acknowledge(view: View, serverInfo: object): void {
    if (this.#phase !== 'beginning') return;
    this.#phase = 'open';
    const notifications: ListenFilter = {};
    for (const flag of this.#flags) {
      notifications[flag] = true;
      this.#told.set(flag, listsOf(view, flag));
    }
    if (this.resources.size > 0) notifications.resourceSubscriptions = [...this.resources];
    if (this.tasks.size > 0) notifications.taskIds = [...this.tasks];
    const method = 'notifications/subscriptions/acknowledged';
    this.request.notify(listenMessage(method, this.#id, { notifications }));
    if (Object.keys(notifications).length === 0) this.end(serverInfo);
  }

  /** Some lists may have changed; it tells of those that really did. */
  listsChanged(view: View): void {
    if (this.#phase !== 'open') return;
    for (const flag of this.#flags) {
      const before = this.#told.get(flag);
      const now = listsOf(view, flag);
      if (now.every((list, index) => list === before?.[index] || sameBytes(list, before?.[index])))
        continue;
      this.#tell(flag, view);
    }
  }

  /** A server says that lists changed, which the view holds by now. */
  listsAnnounced(view: View, methods: ReadonlySet<string>): void {
    if (this.#phase !== 'open') return;
    for (const flag of this.#flags) {
      if (methods.has(listChanges[flag].method)) this.#tell(flag, view);
    }
  }

  /** Before the acknowledgement nothing was promised, and nothing else may come first. */
  updated(_instance: Instance, frame: NotificationFrame): void {
    if (this.#phase === 'open') this.request.notify(withSubscriptionId(frame, this.#id));
  }

  /** There will be nothing more to hear. */
  end(serverInfo: object): void {
    if (!this.#finish()) return;
    this.request.reply(resultMessage(this.#id, listenResult(this.#id, serverInfo)));
  }

  cancel(): void {
    if (this.#finish()) this.request.drop();
  }

  #tell(flag: ListFlag, view: View): void {
    this.#told.set(flag, listsOf(view, flag));
    this.request.notify(listenMessage(listChanges[flag].method, this.#id));
  }

  #finish(): boolean {
    if (this.#phase === 'over') return false;
    this.#phase = 'over';
    const { calls } = this.session;
    if (calls.get(this.#key) === this) calls.delete(this.#key);
    this.session.heldBytes -= this.request.frame.bytes.length;
    this.#onOver(this);
    return true;
  }
}

function listsOf(view: View, flag: ListFlag): Uint8Array[] {
  return listChanges[flag].kinds.map((kind) => view.lists[kind]);
}
