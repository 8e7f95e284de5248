import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../../../src-shared/domain/config.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import type { Frame } from '../../../src-shared/wire/frame.ts';
import { oneLine } from '../../../src-shared/wire/one-line.ts';
import { isLegacyRevision } from '../mcp/revisions.ts';
import { type AcceptedTypes, acceptedTypes } from './accepted-types.ts';
import { type Arrival, EndedCallers } from './ended-callers.ts';
import { HttpSession } from './http-session.ts';
import type { Incoming } from './incoming.ts';
import { type Carried, ModernEndpoint, type Sweep } from './modern-endpoint.ts';
import { claimsModern, eraOfPost, namesModern } from './post-era.ts';
import { PostExchange } from './post-exchange.ts';
import { profileOf } from './profile-of.ts';
import { readBody } from './read-body.ts';
import { type Posted, readPosted } from './read-posted.ts';
import { refuse, refuseFailure, refuseMethod, refuseRpc } from './refuse-rpc.ts';

export interface McpEndpointOptions extends Carried {
  config: Config;
}

const sweepEveryMs = 5_000;
/** A request that is not answered by then gets its headers, so that nobody's patience runs out. */
const streamAfterMs = 5_000;
const keepAliveEveryMs = 15_000;

/**
 * `/mcp` by the Streamable HTTP transport of the legacy era (2025-11-25 basic/transports); what is of
 * the modern era is handed on. Host, Origin and credentials are checked before; a session id finds one
 * of its caller's sessions and never authenticates.
 */
export class McpEndpoint {
  readonly #options: McpEndpointOptions;
  readonly #modern: ModernEndpoint;
  readonly #sessions = new Map<string, HttpSession>();
  readonly #sweep: NodeJS.Timeout;
  readonly #ended = new EndedCallers();
  #keptAliveAt = Date.now();

  constructor(options: McpEndpointOptions) {
    this.#options = options;
    this.#modern = new ModernEndpoint({ ...options, makeRoom: () => this.#makeRoom() });
    this.#sweep = setInterval(() => this.#sweepAll(), sweepEveryMs).unref();
  }

  /** Answers a request whose caller is known by now. */
  async handle(incoming: Incoming): Promise<void> {
    const { request, response, caller } = incoming;
    const arrival = this.#ended.arrives(caller.principal);
    try {
      refuseEnded(arrival);
      if (request.method === 'POST') await this.#post(incoming, arrival);
      // All that the modern era has is POST.
      else if (namesModern(versionOf(request))) refuseMethod(response, 'POST');
      else if (request.method === 'GET') this.#get(incoming);
      else if (request.method === 'DELETE') this.#delete(incoming);
      else refuseMethod(response, 'GET, POST, DELETE');
    } catch (thrown) {
      refuseFailure(response, toLoomError(thrown));
    } finally {
      this.#ended.left(arrival);
    }
  }

  /** Ends all that a caller has open: sessions, streams, running calls. */
  endCaller(principal: string): void {
    this.#ended.end(principal);
    for (const session of [...this.#sessions.values()]) {
      if (session.session.principal === principal) this.#end(session);
    }
    this.#modern.endCaller(principal);
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const session of [...this.#sessions.values()]) this.#end(session);
    this.#modern.close();
  }

  async #post(incoming: Incoming, arrival: Arrival): Promise<void> {
    const { request, response } = incoming;
    const accepts = acceptedTypes(request.headers.accept);
    if (!accepts.json && !accepts.events) {
      return refuse(response, 406, 'Accept application/json and text/event-stream');
    }
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return refuse(response, 415, 'The content type must be application/json');
    }
    const body = oneLine(await readBody(request, this.#options.config.limits.max_message));
    refuseEnded(arrival);
    const posted = readPosted(body);
    if (!posted.ok) {
      return refuseRpc(response, { status: 400, code: posted.code, message: posted.detail });
    }
    const isOfSession = this.#hasSession(incoming) && !claimsModern(posted);
    const era = isOfSession ? legacy : eraOfPost(posted, versionOf(request));
    if (era.era === 'modern') {
      this.#modern.post(incoming, { ...era.post, accepts });
      return;
    }
    const session = this.#sessionFor(incoming, posted.frames);
    if (session) this.#take(session, response, { ...posted, accepts });
  }

  /**
   * Whether it belongs to a session of the legacy era, as far as its headers tell. Its envelope may
   * name a revision of that era; what claims the modern one has to say so in its headers, too.
   */
  #hasSession(incoming: Incoming): boolean {
    return this.#find(incoming) !== undefined && !namesModern(versionOf(incoming.request));
  }

  /** A caller's own session: its id alone gives nobody access to it. */
  #find({ request, caller }: Incoming): HttpSession | undefined {
    const session = this.#sessions.get(String(request.headers['mcp-session-id']));
    return session?.session.principal === caller.principal ? session : undefined;
  }

  #take(
    session: HttpSession,
    response: ServerResponse,
    { frames, isBatch, accepts }: Posted & { accepts: AcceptedTypes },
  ): void {
    session.lastUsedAt = Date.now();
    const requests = frames.filter(({ kind }) => kind === 'request').length;
    if (requests === 0) {
      response.writeHead(202, { 'content-length': 0 }).end();
      for (const frame of frames) this.#options.take(session.session, frame, unexpectedRequest);
      return;
    }
    const exchange = new PostExchange(session, response, { accepts, requests, isBatch });
    for (const frame of frames) {
      this.#options.take(session.session, frame, (one) => exchange.toRequest(one));
    }
    // What was refused its initialize holds no place among the sessions.
    if (!session.session.initialized) this.#end(session);
  }

  #get(incoming: Incoming): void {
    const { request, response } = incoming;
    if (!acceptedTypes(request.headers.accept).events) {
      refuse(response, 406, 'Accept text/event-stream');
      return;
    }
    const session = this.#existing(incoming);
    if (!session) return;
    session.lastUsedAt = Date.now();
    const lastEventId = request.headers['last-event-id'];
    if (typeof lastEventId !== 'string')
      session.standalone.connect(response, { prime: session.primes });
    else if (!session.resume(lastEventId, response)) {
      refuse(response, 400, 'The Last-Event-ID is not one of this session');
    }
  }

  #delete(incoming: Incoming): void {
    const session = this.#existing(incoming);
    if (!session) return;
    this.#end(session);
    incoming.response.writeHead(204).end();
  }

  #sessionFor(incoming: Incoming, frames: readonly Frame[]): HttpSession | undefined {
    const { request, response, caller } = incoming;
    const initializes = frames.some(
      (frame) => frame.kind === 'request' && frame.method === 'initialize',
    );
    if (!initializes) return this.#existing(incoming);
    this.#makeRoom();
    const session = new HttpSession();
    const { principal, servers } = caller;
    session.bind(
      this.#options.open({
        carrier: 'http',
        profile: profileOf(request, caller),
        principal,
        servers,
        send: (message) => session.send(message),
      }),
    );
    this.#sessions.set(session.session.id, session);
    response.setHeader('mcp-session-id', session.session.id);
    return session;
  }

  #existing(incoming: Incoming): HttpSession | undefined {
    const { request, response } = incoming;
    if (typeof request.headers['mcp-session-id'] !== 'string') {
      refuse(response, 400, 'The Mcp-Session-Id header is missing; initialize first');
      return undefined;
    }
    const session = this.#find(incoming);
    if (!session) {
      const message = 'There is no such session; initialize a new one';
      refuseRpc(response, { status: 404, code: sessionNotFound, message });
      return undefined;
    }
    const version = versionOf(request);
    if (version === undefined || isLegacyRevision(version)) return session;
    refuse(response, 400, `MCP-Protocol-Version ${version} is not supported`);
    return undefined;
  }

  /** Throws where there are as many sessions as there may be, and all are in use. */
  #makeRoom(): void {
    const { max_sessions } = this.#options.config.http;
    if (this.#sessions.size + this.#modern.sessionCount < max_sessions) return;
    if (this.#modern.endOldestIdle()) return;
    throw new LoomError('too-many-sessions', `there are ${max_sessions} sessions already`);
  }

  #end(session: HttpSession): void {
    this.#sessions.delete(session.session.id);
    session.close();
    this.#options.end(session.session);
  }

  /** One timer for all: long answers become streams, quiet ones are kept, idle sessions end. */
  #sweepAll(): void {
    const now = Date.now();
    const keepAlive = now - this.#keptAliveAt >= keepAliveEveryMs;
    if (keepAlive) this.#keptAliveAt = now;
    const idleBefore = now - this.#options.config.http.session_timeout_minutes * 60_000;
    const sweep = { streamBefore: now - streamAfterMs, idleBefore, keepAlive };
    this.#sweepSessions(sweep, now);
    this.#modern.sweep(sweep);
  }

  #sweepSessions({ streamBefore, idleBefore, keepAlive }: Sweep, now: number): void {
    for (const session of [...this.#sessions.values()]) {
      for (const exchange of session.exchanges.values()) {
        if (exchange.startedAt <= streamBefore) exchange.becomeStream();
      }
      if (keepAlive) for (const stream of session.streams.values()) stream.keepAlive();
      if (session.busy) session.lastUsedAt = now;
      else if (session.lastUsedAt <= idleBefore) this.#end(session);
    }
  }
}

/** MCP's SDKs use it for an ended session; clients know it by the 404. */
const sessionNotFound = -32001;

const legacy = { era: 'legacy' } as const;

function refuseEnded({ isOver }: Arrival): void {
  if (!isOver) return;
  throw new LoomError('unauthorized', 'the token was revoked, or has expired, meanwhile');
}

function unexpectedRequest(): never {
  throw new Error('a message without requests holds a request');
}

function versionOf({ headers }: IncomingMessage): string | undefined {
  const version = headers['mcp-protocol-version'];
  return typeof version === 'string' ? version : undefined;
}
