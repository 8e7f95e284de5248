import { LoomError } from '../../../src-shared/errors.ts';
import { idOf, type NotificationFrame, paramSpans } from '../../../src-shared/wire/frame.ts';
import { splice } from '../../../src-shared/wire/splice.ts';
import { failureMessage, resultMessage } from '../mcp/message.ts';
import { lowerNotification } from '../mcp/request-crossing.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import type { Dispatch } from './dispatch.ts';
import type { Following } from './listening/following.ts';
import type { Follower } from './listening/subscriptions.ts';
import { emptyResult, textAt, uriOf } from './request-parts.ts';

export interface ResourceRequestsOptions {
  instances(): readonly Instance[];
}

/** Resources: reading them, and following them as clients of the legacy era do. */
export class ResourceRequests {
  readonly #dispatch: Dispatch;
  readonly #following: Following;
  readonly #options: ResourceRequestsOptions;
  readonly #followers = new Map<Session, SessionFollower>();

  constructor(dispatch: Dispatch, following: Following, options: ResourceRequestsOptions) {
    this.#dispatch = dispatch;
    this.#following = following;
    this.#options = options;
  }

  read(request: ClientRequest): void {
    this.#dispatch.callByUri(request, {});
  }

  /** A server of the modern era knows no such request: the hub listens to it, and answers itself. */
  subscribe(request: ClientRequest): void {
    const uri = uriOf(request) ?? '';
    const { uris } = this.#followerOf(request.session);
    if ((uris.size >= mostFollowed && !uris.has(uri)) || uri.length > longestUri) {
      request.reply(failureMessage(idOf(request.frame), tooMuch));
      return;
    }
    this.#dispatch.callByUri(request, {
      byHub: (instance) =>
        instance.era === 'modern' ? this.#follow(request.session, instance, uri) : undefined,
      onAnswer: ({ outcome }, instance) => {
        if (outcome !== 'result') return;
        const follower = this.#followerOf(request.session);
        follower.uris.add(uri);
        this.#following.add(instance, uri, follower);
      },
    });
  }

  /** The server is told when nobody follows the resource any more. */
  unsubscribe(request: ClientRequest): void {
    const { session, frame } = request;
    const uri = uriOf(request) ?? '';
    const follower = this.#followerOf(session);
    follower.uris.delete(uri);
    this.#following.forgetLost(follower, uri);
    const instance = this.#options
      .instances()
      .find((candidate) => this.#following.isFollowing(candidate, uri, follower));
    if (instance?.era === 'modern') this.#following.unfollow(instance, uri, follower);
    else if (!instance || this.#following.remove(instance, uri, follower)) {
      this.#dispatch.callByUri(request, {
        byHub: ({ era }) => (era === 'modern' ? Promise.resolve(emptyResult) : undefined),
      });
      return;
    }
    request.reply(resultMessage(idOf(frame), emptyResult));
  }

  /** `notifications/resources/updated` of a server of the legacy era. */
  updated(instance: Instance, frame: NotificationFrame): void {
    const [span] = paramSpans(frame, ['uri']) ?? [];
    const uri = textAt(frame.bytes, span);
    if (uri !== undefined) this.#following.updated(instance, uri, frame);
  }

  sessionEnded(session: Session): void {
    const follower = this.#followers.get(session);
    this.#followers.delete(session);
    if (follower) this.#following.followerEnded(follower);
  }

  async #follow(session: Session, instance: Instance, uri: string): Promise<Uint8Array> {
    const follower = this.#followerOf(session);
    follower.uris.add(uri);
    try {
      await this.#following.follow(instance, uri, follower);
    } catch (error) {
      follower.uris.delete(uri);
      throw error;
    }
    return emptyResult;
  }

  #followerOf(session: Session): SessionFollower {
    const follower = this.#followers.get(session) ?? new SessionFollower(session);
    if (!session.closed) this.#followers.set(session, follower);
    return follower;
  }
}

/** What one client may follow: all of it is kept, and asked of servers in one request. */
const mostFollowed = 5_000;
/** In characters. */
const longestUri = 16 * 1024;

const tooMuch = new LoomError('server-busy', 'the client follows too many resources already', {
  remedy: 'Unsubscribe from some of them.',
});

/** A client of the legacy era that follows resources. */
class SessionFollower implements Follower {
  readonly session: Session;
  readonly era = 'legacy';
  readonly uris = new Set<string>();

  constructor(session: Session) {
    this.session = session;
  }

  wants(uri: string): boolean {
    return !this.session.closed && this.uris.has(uri);
  }

  updated(instance: Instance, frame: NotificationFrame): void {
    const { bytes } = frame;
    const isForeign = instance.era === 'modern';
    this.session.send(isForeign ? splice(bytes, lowerNotification(frame)) : [bytes]);
  }
}
