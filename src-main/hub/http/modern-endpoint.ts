import type { IncomingMessage } from 'node:http';
import { toLoomError } from '../../../src-shared/errors.ts';
import { type Frame, idOf, type RequestFrame } from '../../../src-shared/wire/frame.ts';
import type { Envelope } from '../mcp/envelope.ts';
import { InFlightMap } from '../mcp/in-flight-map.ts';
import { rpcCodes } from '../mcp/message.ts';
import { type EnvelopeRefusal, invalidEnvelope } from '../sessions/check-envelope.ts';
import type { ClientRequest, Session, SessionOptions } from '../sessions/session.ts';
import type { AcceptedTypes } from './accepted-types.ts';
import { checkModernPost, type ModernPost } from './check-modern-post.ts';
import { checkParamHeaders } from './check-param-headers.ts';
import type { Incoming } from './incoming.ts';
import { decodedValueOf } from './mirrored-headers.ts';
import { ModernExchange } from './modern-exchange.ts';
import { ModernSessions, type PooledSession } from './modern-sessions.ts';
import { profileOf } from './profile-of.ts';
import { refuseFailure, refuseRpc } from './refuse-rpc.ts';

/** Sessions, and where their messages go. */
export interface Carried {
  open(options: SessionOptions): Session;
  end(session: Session): void;
  take(session: Session, frame: Frame, toRequest: (frame: RequestFrame) => ClientRequest): void;
  /** The definition of a tool, as a client of the modern era sees it. */
  toolText(session: Session, name: string): Uint8Array | undefined;
}

export interface ModernEndpointOptions extends Carried {
  /** Called before a session is opened; throws where there are too many. */
  makeRoom(): void;
}

const listen = 'subscriptions/listen';

/** A request that is in order so far. */
interface Enveloped {
  frame: RequestFrame;
  envelope: Envelope;
  accepts: AcceptedTypes;
}

/**
 * `/mcp` by the Streamable HTTP transport of the modern era (2026-07-28 basic/transports): each POST
 * by itself, without sessions that clients know of.
 */
export class ModernEndpoint {
  readonly #options: ModernEndpointOptions;
  readonly #sessions: ModernSessions;
  readonly #exchanges = new InFlightMap<number, ModernExchange>();
  #lastExchange = 0;

  constructor(options: ModernEndpointOptions) {
    this.#options = options;
    this.#sessions = new ModernSessions(options);
  }

  /** Sessions that serve requests or wait for some. */
  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** Ends the session that nobody has needed for longest; false where all are in use. */
  endOldestIdle(): boolean {
    return this.#sessions.endOldestIdle();
  }

  post(incoming: Incoming, posted: ModernPost & { accepts: AcceptedTypes }): void {
    const { request, response } = incoming;
    const refusal = checkModernPost(request, posted);
    if (refusal) {
      refuseRpc(response, refusal);
      return;
    }
    const { frames, envelope, accepts } = posted;
    const [frame] = frames;
    if (frame?.kind === 'request' && frame.method === listen && !accepts.events) {
      // It would wait for ever: all that a listen is told are events.
      const code = rpcCodes.invalidRequest;
      refuseRpc(response, {
        status: 406,
        id: idOf(frame),
        code,
        message: 'Accept text/event-stream',
      });
      return;
    }
    if (frame?.kind === 'request' && envelope) {
      this.#serve(incoming, { frame, envelope, accepts });
    } else {
      // Clients of this era have nothing to tell: they cancel by hanging up.
      response.writeHead(202, { 'content-length': 0 }).end();
    }
  }

  /** Long answers become streams, quiet ones are kept, sessions idle since `idleBefore` end. */
  sweep({ streamBefore, idleBefore, keepAlive }: Sweep): void {
    for (const exchange of this.#exchanges.values()) {
      if (exchange.startedAt <= streamBefore) exchange.becomeStream();
      if (keepAlive) exchange.keepAlive();
    }
    this.#sessions.endIdleSince(idleBefore);
  }

  /** Ends all that a caller has open: the connections of its requests, and with them the requests. */
  endCaller(principal: string): void {
    for (const exchange of this.#exchanges.values()) {
      if (exchange.request.session.principal === principal) exchange.abandon();
    }
    this.#sessions.endCaller(principal);
  }

  close(): void {
    for (const exchange of this.#exchanges.values()) exchange.abandon();
    this.#sessions.close();
  }

  #serve(incoming: Incoming, one: Enveloped): void {
    const pooled = this.#borrow(incoming, one);
    if (!pooled) return;
    const { request, response } = incoming;
    const { session } = pooled;
    const refusal = this.#checkParams(request, one.frame, session);
    if (refusal) {
      this.#sessions.giveBack(pooled);
      refuseRpc(response, { status: 400, id: idOf(one.frame), ...refusal });
      return;
    }
    this.#lastExchange += 1;
    const number = this.#lastExchange;
    const exchange = new ModernExchange(response, {
      ...one,
      session,
      onOver: () => {
        this.#exchanges.delete(number);
        this.#sessions.giveBack(pooled);
      },
    });
    this.#exchanges.set(number, exchange);
    this.#options.take(session, one.frame, () => exchange.request);
  }

  /** Only the session's view knows which arguments a tool wants in headers. */
  #checkParams(
    request: IncomingMessage,
    frame: RequestFrame,
    session: Session,
  ): EnvelopeRefusal | undefined {
    if (frame.method !== 'tools/call') return undefined;
    // It says what the body says: that was looked at before.
    const name = decodedValueOf(request, 'Mcp-Name');
    const toolText = name === undefined ? undefined : this.#options.toolText(session, name);
    return toolText && checkParamHeaders(request, frame, toolText);
  }

  /** The session that is to serve a request, or undefined where the request was refused. */
  #borrow(
    { request, response, caller }: Incoming,
    { frame, envelope }: Enveloped,
  ): PooledSession | undefined {
    const { bytes } = frame;
    const id = idOf(frame);
    try {
      const { principal, servers } = caller;
      const profile = profileOf(request, caller);
      const sender = { profile, principal, servers, bytes, envelope };
      const borrowing = this.#sessions.borrow(sender);
      if (borrowing.ok) return borrowing.pooled;
      refuseRpc(response, { status: 400, id, ...invalidEnvelope(borrowing.detail) });
    } catch (thrown) {
      refuseFailure(response, toLoomError(thrown), id);
    }
    return undefined;
  }
}

/** Moments in milliseconds since the epoch. */
export interface Sweep {
  streamBefore: number;
  idleBefore: number;
  keepAlive: boolean;
}
