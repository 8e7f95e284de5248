import type { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';

/** Which sessions follow which resources of which instances. */
export class Subscriptions {
  readonly #byInstance = new Map<Instance, Map<string, Set<Session>>>();
  #lost: { serverId: string; uri: string; session: Session }[] = [];

  add(instance: Instance, uri: string, session: Session): void {
    const uris = this.#byInstance.get(instance) ?? new Map<string, Set<Session>>();
    const followers = uris.get(uri) ?? new Set<Session>();
    if (!followers.has(session)) instance.holds += 1;
    followers.add(session);
    uris.set(uri, followers);
    this.#byInstance.set(instance, uris);
  }

  /** It could not be made anew: the server is down for now. */
  lose(serverId: string, uri: string, session: Session): void {
    this.#lost.push({ serverId, uri, session });
  }

  /** What was lost of a server that runs again. */
  takeLost(serverId: string): { uri: string; session: Session }[] {
    const taken = this.#lost.filter((one) => one.serverId === serverId);
    this.#lost = this.#lost.filter((one) => one.serverId !== serverId);
    return taken;
  }

  /** The session does not want it any more, or (without a URI) is gone. */
  forgetLost(session: Session, uri?: string): void {
    this.#lost = this.#lost.filter(
      (one) => one.session !== session || (uri !== undefined && one.uri !== uri),
    );
  }

  /** Returns true where nobody follows the resource any more. */
  remove(instance: Instance, uri: string, session: Session): boolean {
    const uris = this.#byInstance.get(instance);
    const followers = uris?.get(uri);
    if (!uris || !followers?.delete(session)) return true;
    instance.holds -= 1;
    if (followers.size > 0) return false;
    uris.delete(uri);
    if (uris.size === 0) this.#byInstance.delete(instance);
    return true;
  }

  followers(instance: Instance, uri: string): readonly Session[] {
    return [...(this.#byInstance.get(instance)?.get(uri) ?? [])];
  }

  /** All that somebody follows on this instance. */
  uris(instance: Instance): readonly string[] {
    return [...(this.#byInstance.get(instance)?.keys() ?? [])];
  }

  /** Who is to hear that `uri` was updated: it may be a part of what they follow. */
  concerned(instance: Instance, uri: string): readonly Session[] {
    const sessions = new Set<Session>();
    for (const [followed, followers] of this.#byInstance.get(instance) ?? []) {
      if (!isWithin(uri, followed)) continue;
      for (const session of followers) sessions.add(session);
    }
    return [...sessions];
  }

  /** Ends all of a session's; returns those that nobody else follows, for the server to be told. */
  sessionEnded(session: Session): { instance: Instance; uri: string }[] {
    this.forgetLost(session);
    const orphaned: { instance: Instance; uri: string }[] = [];
    for (const [instance, uris] of [...this.#byInstance]) {
      for (const [uri, followers] of [...uris]) {
        if (followers.has(session) && this.remove(instance, uri, session))
          orphaned.push({ instance, uri });
      }
    }
    return orphaned;
  }

  /** The instance is gone; returns what has to be subscribed anew on its successor. */
  instanceEnded(instance: Instance): { uri: string; sessions: Session[] }[] {
    const uris = this.#byInstance.get(instance) ?? new Map<string, Set<Session>>();
    this.#byInstance.delete(instance);
    instance.holds = 0;
    return [...uris].map(([uri, sessions]) => ({ uri, sessions: [...sessions] }));
  }
}

function isWithin(uri: string, followed: string): boolean {
  if (!uri.startsWith(followed)) return false;
  const next = uri[followed.length];
  return next === undefined || followed.endsWith('/') || '/?#'.includes(next);
}
