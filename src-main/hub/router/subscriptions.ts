import type { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';

/** Which sessions follow which resources of which instances. */
export class Subscriptions {
  readonly #byInstance = new Map<Instance, Map<string, Set<Session>>>();

  add(instance: Instance, uri: string, session: Session): void {
    const uris = this.#byInstance.get(instance) ?? new Map<string, Set<Session>>();
    const followers = uris.get(uri) ?? new Set<Session>();
    if (!followers.has(session)) instance.holds += 1;
    followers.add(session);
    uris.set(uri, followers);
    this.#byInstance.set(instance, uris);
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

  /** Ends all of a session's; returns those that nobody else follows, for the server to be told. */
  sessionEnded(session: Session): { instance: Instance; uri: string }[] {
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
