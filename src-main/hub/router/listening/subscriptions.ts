import type { Era } from '../../../../src-shared/domain/era.ts';
import type { NotificationFrame } from '../../../../src-shared/wire/frame.ts';
import type { Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';

/** Who follows something: a session of the legacy era, or one listen of the modern era. */
export interface Follower {
  /** For whom it follows. */
  readonly session: Session;
  readonly era: Era;
  /** Whether it wants to hear of this, still. */
  wants(key: string): boolean;
  updated(instance: Instance, frame: NotificationFrame): void;
}

/**
 * Who follows what of which instance. Keys are URIs of resources, or ids of tasks in a second one.
 */
export class Subscriptions {
  readonly #byInstance = new Map<Instance, Map<string, Set<Follower>>>();
  #lost: { serverId: string; key: string; follower: Follower }[] = [];

  add(instance: Instance, key: string, follower: Follower): void {
    const keys = this.#byInstance.get(instance) ?? new Map<string, Set<Follower>>();
    const followers = keys.get(key) ?? new Set<Follower>();
    if (!followers.has(follower)) instance.holds += 1;
    followers.add(follower);
    keys.set(key, followers);
    this.#byInstance.set(instance, keys);
  }

  /** It could not be made anew: the server is down for now. */
  lose(serverId: string, key: string, follower: Follower): void {
    this.#lost.push({ serverId, key, follower });
  }

  /** What was lost of a server that runs again. */
  takeLost(serverId: string): { key: string; follower: Follower }[] {
    const taken = this.#lost.filter((one) => one.serverId === serverId);
    this.#lost = this.#lost.filter((one) => one.serverId !== serverId);
    return taken;
  }

  /** It does not want this any more, or (without a key) has ended. */
  forgetLost(follower: Follower, key?: string): void {
    this.#lost = this.#lost.filter(
      (one) => one.follower !== follower || (key !== undefined && one.key !== key),
    );
  }

  /** Returns true where nobody follows it any more. */
  remove(instance: Instance, key: string, follower: Follower): boolean {
    const keys = this.#byInstance.get(instance);
    const followers = keys?.get(key);
    if (!keys || !followers) return true;
    if (followers.delete(follower)) instance.holds -= 1;
    if (followers.size > 0) return false;
    keys.delete(key);
    if (keys.size === 0) this.#byInstance.delete(instance);
    return true;
  }

  followers(instance: Instance, key: string): readonly Follower[] {
    return [...(this.#byInstance.get(instance)?.get(key) ?? [])];
  }

  /** All that somebody follows on this instance. */
  keys(instance: Instance): readonly string[] {
    return [...(this.#byInstance.get(instance)?.keys() ?? [])];
  }

  /** Who is to hear that `uri` was updated: it may be a part of what they follow. */
  concerned(instance: Instance, uri: string): readonly Follower[] {
    const concerned = new Set<Follower>();
    for (const [followed, followers] of this.#byInstance.get(instance) ?? []) {
      if (!isWithin(uri, followed)) continue;
      for (const follower of followers) concerned.add(follower);
    }
    return [...concerned];
  }

  /** Ends all of a follower's; returns what nobody else follows, for the server to be told. */
  followerEnded(follower: Follower): { instance: Instance; key: string }[] {
    this.forgetLost(follower);
    const orphaned: { instance: Instance; key: string }[] = [];
    for (const [instance, keys] of [...this.#byInstance]) {
      for (const [key, followers] of [...keys]) {
        if (followers.has(follower) && this.remove(instance, key, follower))
          orphaned.push({ instance, key });
      }
    }
    return orphaned;
  }

  /** The instance is gone; returns what has to be followed anew on its successor. */
  instanceEnded(instance: Instance): { key: string; followers: Follower[] }[] {
    const keys = this.#byInstance.get(instance) ?? new Map<string, Set<Follower>>();
    this.#byInstance.delete(instance);
    instance.holds = 0;
    return [...keys].map(([key, followers]) => ({ key, followers: [...followers] }));
  }
}

function isWithin(uri: string, followed: string): boolean {
  if (!uri.startsWith(followed)) return false;
  const next = uri[followed.length];
  return next === undefined || followed.endsWith('/') || '/?#'.includes(next);
}
