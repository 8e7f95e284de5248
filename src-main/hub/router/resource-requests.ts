import { LoomError } from '../../../src-shared/errors.ts';
import { idOf, type NotificationFrame, paramSpans } from '../../../src-shared/wire/frame.ts';
import { resultMessage } from '../mcp/message.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import type { Dispatch } from './dispatch.ts';
import { emptyResult, textAt, uriOf } from './request-parts.ts';
import { Subscriptions } from './subscriptions.ts';

export interface ResourceRequestsOptions {
  acquire(serverId: string, session: Session): Instance | Promise<Instance>;
  instances(): readonly Instance[];
}

/** Resources: reading them, and following them across restarts of their server. */
export class ResourceRequests {
  readonly #options: ResourceRequestsOptions;
  readonly #dispatch: Dispatch;
  readonly #subscriptions = new Subscriptions();

  constructor(dispatch: Dispatch, options: ResourceRequestsOptions) {
    this.#dispatch = dispatch;
    this.#options = options;
  }

  read(request: ClientRequest): void {
    this.#dispatch.callByUri(request, {});
  }

  subscribe(request: ClientRequest): void {
    const { session } = request;
    this.#dispatch.callByUri(request, {
      onAnswer: ({ outcome }, instance) => {
        if (outcome === 'result') this.#subscriptions.add(instance, uriOf(request) ?? '', session);
      },
    });
  }

  /** The server is told when nobody follows the resource any more. */
  unsubscribe(request: ClientRequest): void {
    const { session, frame } = request;
    const uri = uriOf(request) ?? '';
    this.#subscriptions.forgetLost(session, uri);
    const instance = this.#options
      .instances()
      .find((candidate) => this.#subscriptions.followers(candidate, uri).includes(session));
    if (!instance || this.#subscriptions.remove(instance, uri, session)) {
      this.#dispatch.callByUri(request, {});
    } else request.reply(resultMessage(idOf(frame), emptyResult));
  }

  /** `notifications/resources/updated` goes to those who follow the resource, to nobody else. */
  updated(instance: Instance, frame: NotificationFrame): void {
    const [span] = paramSpans(frame, ['uri']) ?? [];
    const uri = textAt(frame.bytes, span);
    if (uri === undefined) return;
    for (const session of this.#subscriptions.concerned(instance, uri)) session.send([frame.bytes]);
  }

  /** The server can be started: takes up again what was followed before it failed. */
  followAgain(serverId: string): void {
    for (const { uri, session } of this.#subscriptions.takeLost(serverId)) {
      void this.#subscribeAgain(serverId, uri, session);
    }
  }

  instanceRenewed(instance: Instance): void {
    for (const uri of this.#subscriptions.uris(instance)) {
      // One that refuses now has no more to tell.
      instance.peer.ask('resources/subscribe', { uri }).catch(() => {});
    }
  }

  instanceEnded(instance: Instance): void {
    for (const { uri, sessions } of this.#subscriptions.instanceEnded(instance)) {
      for (const session of sessions) void this.#subscribeAgain(instance.serverId, uri, session);
    }
  }

  sessionEnded(session: Session): void {
    for (const { instance, uri } of this.#subscriptions.sessionEnded(session)) {
      if (instance.isReady) instance.peer.ask('resources/unsubscribe', { uri }).catch(() => {});
    }
  }

  async #subscribeAgain(serverId: string, uri: string, session: Session): Promise<void> {
    try {
      if (session.closed) return;
      const instance = await this.#options.acquire(serverId, session);
      await instance.peer.ask('resources/subscribe', { uri });
      this.#subscriptions.add(instance, uri, session);
    } catch (error) {
      // One that refuses does so for good; one that is down is asked when it runs again.
      if (error instanceof LoomError) this.#subscriptions.lose(serverId, uri, session);
    }
  }
}
