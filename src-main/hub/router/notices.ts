import { type NotificationFrame, paramSpans } from '../../../src-shared/wire/frame.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import { isWanted } from './log-levels.ts';
import { RelayedCall } from './relayed-call.ts';
import { textAt } from './request-parts.ts';

export interface NoticesOptions {
  session(id: string): Session | undefined;
}

/**
 * Log messages of servers, and notifications that nobody knows: they name no request. They go where
 * they can only belong to, or nowhere; to guess would show one client's matters to another.
 */
export class Notices {
  readonly #options: NoticesOptions;

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  /** @param about - the hub's request on whose stream it came, where the transport tells. */
  take(instance: Instance, frame: NotificationFrame, about: number | undefined): void {
    const call = about === undefined ? undefined : instance.peer.pendingFor(about);
    const known = call instanceof RelayedCall ? call.request : undefined;
    if (instance.era === 'modern') this.#ofModern(instance, frame, { known, about });
    else this.#ofLegacy(instance, frame, known);
  }

  /** Each request has a stream of its own over HTTP; elsewhere all may be for one session. */
  #ofModern(
    instance: Instance,
    frame: NotificationFrame,
    { known, about }: { known: ClientRequest | undefined; about: number | undefined },
  ): void {
    if (known) deliver([known], frame);
    else if (about === undefined) {
      const [sessionId, ...others] = instance.peer.sessionsServed();
      const session = others.length === 0 ? this.#find(sessionId) : undefined;
      if (session) deliver(requestsOn(instance, session), frame);
    }
  }

  /** To the only session that the server ever served, if it is still there. */
  #ofLegacy(instance: Instance, frame: NotificationFrame, known: ClientRequest | undefined): void {
    const owner = this.#find(instance.soleSession);
    if (!owner) return;
    const requests = known ? [known] : requestsOn(instance, owner);
    if (requests.length > 0) deliver(requests, frame);
    // Between its calls a client of the modern era hears nothing.
    else if (owner.initialized) owner.send([frame.bytes]);
  }

  #find(sessionId: string | undefined): Session | undefined {
    return sessionId === undefined ? undefined : this.#options.session(sessionId);
  }
}

/** On the stream of the first that wants to hear it. */
function deliver(requests: readonly ClientRequest[], frame: NotificationFrame): void {
  const willing = requests.find((request) => isWelcome(request, frame));
  willing?.session.send([frame.bytes], willing);
}

/** The session's running requests there, the latest first: what is said now most likely is of it. */
function requestsOn(instance: Instance, session: Session): ClientRequest[] {
  const calls = session.calls.values().filter((call) => call.instance === instance);
  const requests = calls.filter(({ isRunning }) => isRunning).map(({ request }) => request);
  return requests.filter(({ isParked }) => !isParked).reverse();
}

/** A modern request is told of what it asked for; a legacy client has set the level as it wants it. */
function isWelcome({ envelope }: ClientRequest, frame: NotificationFrame): boolean {
  // The modern era has none: its elicitations have no id that this could name.
  if (envelope && frame.method === 'notifications/elicitation/complete') return false;
  if (!envelope || frame.method !== 'notifications/message') return true;
  const [level] = paramSpans(frame, ['level']) ?? [];
  return isWanted(textAt(frame.bytes, level) ?? '', envelope.logLevel);
}
