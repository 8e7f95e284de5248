import type { Era } from '../../../../src-shared/domain/era.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { NotificationFrame } from '../../../../src-shared/wire/frame.ts';
import { rpcCodes } from '../../mcp/message.ts';
import { ServerRefusal } from '../../mcp/peer.ts';
import type { Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import type { Topic } from './listen-filter.ts';
import { type Follower, Subscriptions } from './subscriptions.ts';

export interface FollowingOptions {
  acquire(serverId: string, session: Session, era: Era): Instance | Promise<Instance>;
  /** Following at servers of the modern era. */
  listens: {
    follow(instance: Instance, topic: Topic): Promise<void>;
    changed(instance: Instance): void;
  };
}

/**
 * Follows resources, or tasks, at servers of either era for clients of either era, across restarts
 * of the servers. A server hears of it when the first follower comes and when the last one goes.
 */
export class Following {
  readonly #kind: Topic['kind'];
  readonly #options: FollowingOptions;
  readonly #subscriptions = new Subscriptions();

  constructor(kind: Topic['kind'], options: FollowingOptions) {
    this.#kind = kind;
    this.#options = options;
  }

  /** All that somebody follows on this instance. */
  topics(instance: Instance): Topic[] {
    return this.#subscriptions.keys(instance).map((key) => ({ kind: this.#kind, key }));
  }

  /** The server has agreed to it already. */
  add(instance: Instance, key: string, follower: Follower): void {
    this.#subscriptions.add(instance, key, follower);
  }

  /**
   * @throws ServerRefusal where the server does not offer it, LoomError where it gives no answer.
   */
  async follow(instance: Instance, key: string, follower: Follower): Promise<void> {
    if (instance.era === 'modern') await this.#listen(instance, key, follower);
    else await this.#subscribe(instance, key, follower);
  }

  /**
   * The same at the server's instance for the follower, started if need be. One that is down for now
   * is asked when it runs again.
   *
   * @returns false where the server refuses, which it does for good.
   */
  async followAt(serverId: string, key: string, follower: Follower): Promise<boolean> {
    if (!follower.wants(key)) return false;
    try {
      const { session, era } = follower;
      await this.follow(await this.#options.acquire(serverId, session, era), key, follower);
      return true;
    } catch (error) {
      if (!(error instanceof LoomError)) return false;
      if (follower.wants(key)) this.#subscriptions.lose(serverId, key, follower);
      return true;
    }
  }

  /** The server is told when nobody follows it any more. */
  unfollow(instance: Instance, key: string, follower: Follower): void {
    if (this.#subscriptions.remove(instance, key, follower)) this.#orphaned(instance, key);
  }

  /** As `unfollow`, for one that tells the server itself; returns whether the server is to be told. */
  remove(instance: Instance, key: string, follower: Follower): boolean {
    return this.#subscriptions.remove(instance, key, follower);
  }

  forgetLost(follower: Follower, key: string): void {
    this.#subscriptions.forgetLost(follower, key);
  }

  isFollowing(instance: Instance, key: string, follower: Follower): boolean {
    return this.#subscriptions.followers(instance, key).includes(follower);
  }

  /** To those who follow it, to nobody else. */
  updated(instance: Instance, key: string, frame: NotificationFrame): void {
    const concerned =
      this.#kind === 'resource'
        ? this.#subscriptions.concerned(instance, key)
        : this.#subscriptions.followers(instance, key);
    for (const follower of concerned) follower.updated(instance, frame);
  }

  /** Nothing more will come of it. */
  over(instance: Instance, key: string): void {
    for (const follower of this.#subscriptions.followers(instance, key)) {
      this.unfollow(instance, key, follower);
    }
  }

  /** The server can be started: takes up again what was followed before it failed. */
  followAgain(serverId: string): void {
    for (const { key, follower } of this.#subscriptions.takeLost(serverId)) {
      void this.followAt(serverId, key, follower);
    }
  }

  /** Its server has forgotten what it was told. */
  instanceRenewed(instance: Instance): void {
    if (instance.era === 'modern' || this.#kind !== 'resource') return;
    for (const uri of this.#subscriptions.keys(instance)) {
      // One that refuses now has no more to tell.
      instance.peer.ask('resources/subscribe', { uri }).catch(() => {});
    }
  }

  instanceEnded(instance: Instance): void {
    for (const { key, followers } of this.#subscriptions.instanceEnded(instance)) {
      for (const follower of followers) void this.followAt(instance.serverId, key, follower);
    }
  }

  followerEnded(follower: Follower): void {
    for (const { instance, key } of this.#subscriptions.followerEnded(follower)) {
      this.#orphaned(instance, key);
    }
  }

  /** Counted before the server agrees: what it is asked for is all that is followed. */
  async #listen(instance: Instance, key: string, follower: Follower): Promise<void> {
    this.#subscriptions.add(instance, key, follower);
    try {
      await this.#options.listens.follow(instance, { kind: this.#kind, key });
    } catch (error) {
      this.unfollow(instance, key, follower);
      throw error;
    }
    if (!follower.wants(key)) this.unfollow(instance, key, follower);
  }

  async #subscribe(instance: Instance, uri: string, follower: Follower): Promise<void> {
    if (this.#kind !== 'resource') {
      throw new ServerRefusal(rpcCodes.methodNotFound, 'the server has no such tasks');
    }
    const isFollowed = () => this.#subscriptions.followers(instance, uri).length > 0;
    if (!isFollowed()) await instance.peer.ask('resources/subscribe', { uri });
    if (follower.wants(uri)) this.#subscriptions.add(instance, uri, follower);
    else if (!isFollowed()) this.#orphaned(instance, uri);
  }

  #orphaned(instance: Instance, key: string): void {
    if (!instance.isReady) return;
    if (instance.era === 'modern') this.#options.listens.changed(instance);
    else instance.peer.ask('resources/unsubscribe', { uri: key }).catch(() => {});
  }
}
