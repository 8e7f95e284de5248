import { type NotificationFrame, paramSpans } from '../../../../src-shared/wire/frame.ts';
import { parseText } from '../../../../src-shared/wire/json-scan.ts';
import { notificationMessage, requestMessage, rpcCodes } from '../../mcp/message.ts';
import { type Peer, readRefusal, ServerRefusal } from '../../mcp/peer.ts';
import { AwaitedTopics } from './awaited-topics.ts';
import { type Clock, systemClock } from './clock.ts';
import { GrowingPause } from './growing-pause.ts';
import { filterTopics, type ListenFilter, type Topic } from './listen-filter.ts';

export interface UpstreamListenOptions {
  peer: Pick<Peer, 'nextId' | 'relay' | 'forget' | 'send'>;
  /** All that is to be heard of now. */
  wanted(): ListenFilter;
  /** `_meta` of the request. */
  envelope(filter: ListenFilter): object | undefined;
  /** It listens again after a gap, in which changes may have gone unheard. */
  resumed(): void;
  clock?: Clock;
}

/** A server that does not acknowledge has had its time; what it sends is heard all the same. */
const acknowledgeMs = 10_000;

/**
 * The one `subscriptions/listen` that is open at a server of the modern era (2026-07-28
 * basic/patterns/subscriptions): all list changes it offers and all that anybody follows there. When
 * that changes a new one is opened before the old one ends, so that nothing is missed. One that
 * ends by itself is opened again with growing waits.
 */
export class UpstreamListen {
  readonly #options: UpstreamListenOptions;
  readonly #clock: Clock;
  /** The one whose notifications count. */
  #current: Opened | undefined;
  /** Sent and not acknowledged yet. */
  #next: Opened | undefined;
  readonly #awaited: AwaitedTopics;
  readonly #pause: GrowingPause;
  #hasGap = false;
  /** The server offers nothing of what is wanted now. */
  #givenUp = false;
  #isDue = false;
  #closed = false;

  constructor(options: UpstreamListenOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#awaited = new AwaitedTopics(this.#clock);
    this.#pause = new GrowingPause(this.#clock);
  }

  /** What is wanted may have changed; all changes of one tick are one. */
  changed(): void {
    this.#givenUp = false;
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#reconsider();
    });
  }

  /**
   * Something that is wanted since now.
   *
   * @returns when the server has agreed, or a moment is over without its answer.
   * @throws ServerRefusal where it does not.
   */
  follow(topic: Topic): Promise<void> {
    this.changed();
    return this.#awaited.wait(topic);
  }

  /**
   * A notification that came for a listen.
   *
   * @param id - whose it is; one that does not say is taken for the current one's.
   * @returns whether it is to be handed on.
   */
  take(frame: NotificationFrame, id: number | undefined): boolean {
    const next = this.#next;
    if (next && (id === next.id || (id === undefined && !this.#current))) {
      const isAcknowledgement = frame.method === acknowledged;
      this.#begun(next, isAcknowledgement ? honouredIn(frame) : next.asked);
    }
    if (frame.method === acknowledged) return false;
    return this.#current !== undefined && (id === undefined || id === this.#current.id);
  }

  /** Its instance has ended, and all requests there with it. */
  close(): void {
    this.#closed = true;
    this.#pause.stop();
    this.#next?.stopWaiting();
    // What is followed is taken up again on the instance's successor.
    this.#awaited.end();
  }

  #reconsider(): void {
    if (this.#closed) return;
    const current = this.#current;
    if (current) this.#awaited.agreed(current.honoured);
    if (this.#next || this.#pause.isOn || this.#givenUp) return;
    const filter = this.#options.wanted();
    const wanted = filterTopics(filter);
    if (wanted.size === 0) this.#stop();
    else if (current && covers(current, wanted)) this.#settled(current);
    else this.#open(filter, wanted);
  }

  /** Nothing is to be changed. */
  #settled({ asked, since }: Opened): void {
    this.#awaited.refused(asked, notOffered());
    this.#pause.lived(since);
  }

  #open(filter: ListenFilter, asked: ReadonlySet<string>): void {
    const { peer, envelope } = this.#options;
    const id = peer.nextId();
    const opened: Opened = {
      id,
      asked,
      honoured: new Set(),
      since: this.#clock.now(),
      stopWaiting: this.#clock.after(acknowledgeMs, () => this.#begun(opened, opened.asked)),
    };
    this.#next = opened;
    const params = { _meta: envelope(filter), notifications: filter };
    const pieces = requestMessage(id, 'subscriptions/listen', params);
    const mirrored = { name: undefined };
    peer.relay(
      id,
      { method: 'subscriptions/listen', pieces, mirrored },
      {
        isLasting: true,
        answered: (frame) =>
          this.#ended(opened, frame.outcome === 'error' ? readRefusal(frame) : undefined),
        failed: (error) => this.#ended(opened, error),
      },
    );
  }

  /** The server listens to it from now on. */
  #begun(opened: Opened, honoured: ReadonlySet<string>): void {
    if (this.#closed || this.#next !== opened) return;
    opened.stopWaiting();
    // More than it was asked for is nothing that anybody wants.
    opened.honoured = new Set([...honoured].filter((one) => opened.asked.has(one)));
    const before = this.#current;
    this.#next = undefined;
    this.#current = opened;
    if (before) this.#cancel(before);
    this.#awaited.agreed(opened.honoured);
    this.#awaited.refused(opened.asked, notOffered());
    if (this.#hasGap) {
      this.#hasGap = false;
      this.#options.resumed();
    }
    this.#reconsider();
  }

  /** By a result, a refusal, or a connection that is lost. */
  #ended(opened: Opened, error: Error | undefined): void {
    opened.stopWaiting();
    if (this.#closed) return;
    if (opened === this.#next) {
      this.#next = undefined;
      this.#refused(opened, error);
    } else if (opened === this.#current) {
      this.#current = undefined;
      if (opened.honoured.size === 0) this.#giveUp();
      else {
        this.#hasGap = true;
        this.#pause.lived(opened.since);
        this.#tryLater();
      }
    }
  }

  #refused(opened: Opened, error: Error | undefined): void {
    const refusal = error === undefined ? notOffered() : error;
    const isRefusal = refusal instanceof ServerRefusal;
    // What was agreed to before is heard of through the one that is open still.
    if (this.#current) this.#awaited.agreed(this.#current.honoured);
    else this.#hasGap = true;
    if (isRefusal) this.#awaited.refused(opened.asked, refusal);
    const knowsNone =
      error === undefined || (isRefusal && refusal.code === rpcCodes.methodNotFound);
    if (knowsNone && !this.#current) this.#giveUp();
    else this.#tryLater();
  }

  /** Until something else is wanted. */
  #giveUp(): void {
    this.#givenUp = true;
    this.#awaited.end(notOffered());
  }

  #tryLater(): void {
    this.#pause.begin(() => this.#reconsider());
  }

  /** Nobody wants to hear of anything. */
  #stop(): void {
    if (this.#current) this.#cancel(this.#current);
    this.#current = undefined;
  }

  #cancel({ id }: Opened): void {
    const method = 'notifications/cancelled';
    this.#options.peer.forget(id);
    this.#options.peer.send(
      notificationMessage(method, { requestId: id, reason: 'it is no longer needed' }),
      method,
    );
  }
}

const acknowledged = 'notifications/subscriptions/acknowledged';

/** One listen request that was sent. */
interface Opened {
  readonly id: number;
  readonly asked: ReadonlySet<string>;
  /** What the server agreed to. */
  honoured: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Ends the wait for the acknowledgement. */
  stopWaiting(): void;
}

/** What is wanted was asked for, and what the server tells of is wanted. */
function covers({ asked, honoured }: Opened, wanted: ReadonlySet<string>): boolean {
  return isWithin(wanted, asked) && isWithin(honoured, wanted);
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  for (const one of part) if (!whole.has(one)) return false;
  return true;
}

function honouredIn(frame: NotificationFrame): ReadonlySet<string> {
  const [span] = paramSpans(frame, ['notifications']) ?? [];
  return filterTopics(span && parseText(frame.bytes, span));
}

function notOffered(): ServerRefusal {
  return new ServerRefusal(rpcCodes.invalidParams, 'the server does not tell of its changes');
}
