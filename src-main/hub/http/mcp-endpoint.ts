import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../../../src-shared/domain/config.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import type { Frame } from '../../../src-shared/wire/frame.ts';
import { oneLine } from '../../../src-shared/wire/one-line.ts';
import { rpcCodes } from '../mcp/message.ts';
import { isLegacyRevision } from '../mcp/revisions.ts';
import { type AcceptedTypes, acceptedTypes } from './accepted-types.ts';
import { HttpSession } from './http-session.ts';
import { type Carried, ModernEndpoint, type Sweep } from './modern-endpoint.ts';
import { eraOfPost, namesModern } from './post-era.ts';
import { PostExchange } from './post-exchange.ts';
import { profileOf } from './profile-of.ts';
import { readBody } from './read-body.ts';
import { type Posted, readPosted } from './read-posted.ts';
import { refuseFailure, refuseRpc } from './refuse-rpc.ts';

export interface McpEndpointOptions extends Carried {
  config: Config;
}

const sweepEveryMs = 5_000;
/** A request that is not answered by then gets its headers, so that nobody's patience runs out. */
const streamAfterMs = 5_000;
const keepAliveEveryMs = 15_000;

/**
 * `/mcp` by the Streamable HTTP transport of the legacy era (2025-11-25 basic/transports); what is of
 * the modern era is handed on. Host and Origin are checked before; a session id finds a session and
 * never authenticates.
 */
export class McpEndpoint {
  readonly #options: McpEndpointOptions;
  readonly #modern: ModernEndpoint;
  readonly #sessions = new Map<string, HttpSession>();
  readonly #sweep: NodeJS.Timeout;
  #keptAliveAt = Date.now();

  constructor(options: McpEndpointOptions) {
    this.#options = options;
    this.#modern = new ModernEndpoint({ ...options, makeRoom: () => this.#makeRoom() });
    this.#sweep = setInterval(() => this.#sweepAll(), sweepEveryMs).unref();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.method === 'POST') await this.#post(request, response);
      // All that the modern era has is POST.
      else if (namesModern(versionOf(request))) refuseMethod(response, 'POST');
      else if (request.method === 'GET') this.#get(request, response);
      else if (request.method === 'DELETE') this.#delete(request, response);
      else refuseMethod(response, 'GET, POST, DELETE');
    } catch (thrown) {
      refuseFailure(response, toLoomError(thrown));
    }
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const session of [...this.#sessions.values()]) this.#end(session);
    this.#modern.close();
  }

  async #post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const accepts = acceptedTypes(request.headers.accept);
    if (!accepts.json && !accepts.events) {
      return refuse(response, 406, 'Accept application/json and text/event-stream');
    }
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return refuse(response, 415, 'The content type must be application/json');
    }
    const body = oneLine(await readBody(request, this.#options.config.limits.max_message));
    const posted = readPosted(body);
    if (!posted.ok) {
      return refuseRpc(response, { status: 400, code: posted.code, message: posted.detail });
    }
    const era = this.#hasSession(request) ? legacy : eraOfPost(posted, versionOf(request));
    if (era.era === 'modern') {
      this.#modern.post(request, response, { ...era.post, accepts });
      return;
    }
    const session = this.#sessionFor(request, response, posted.frames);
    if (session) this.#take(session, response, { ...posted, accepts });
  }

  /** Whether it belongs to a session of the legacy era: then its body is not looked at for another. */
  #hasSession(request: IncomingMessage): boolean {
    const id = request.headers['mcp-session-id'];
    return typeof id === 'string' && this.#sessions.has(id) && !namesModern(versionOf(request));
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

  #get(request: IncomingMessage, response: ServerResponse): void {
    if (!acceptedTypes(request.headers.accept).events) {
      refuse(response, 406, 'Accept text/event-stream');
      return;
    }
    const session = this.#existing(request, response);
    if (!session) return;
    session.lastUsedAt = Date.now();
    const lastEventId = request.headers['last-event-id'];
    if (typeof lastEventId !== 'string')
      session.standalone.connect(response, { prime: session.primes });
    else if (!session.resume(lastEventId, response)) {
      refuse(response, 400, 'The Last-Event-ID is not one of this session');
    }
  }

  #delete(request: IncomingMessage, response: ServerResponse): void {
    const session = this.#existing(request, response);
    if (!session) return;
    this.#end(session);
    response.writeHead(204).end();
  }

  #sessionFor(
    request: IncomingMessage,
    response: ServerResponse,
    frames: readonly Frame[],
  ): HttpSession | undefined {
    const initializes = frames.some(
      (frame) => frame.kind === 'request' && frame.method === 'initialize',
    );
    if (!initializes) return this.#existing(request, response);
    this.#makeRoom();
    const session = new HttpSession();
    const profile = profileOf(request);
    session.bind(
      this.#options.open({ carrier: 'http', profile, send: (message) => session.send(message) }),
    );
    this.#sessions.set(session.session.id, session);
    response.setHeader('mcp-session-id', session.session.id);
    return session;
  }

  #existing(request: IncomingMessage, response: ServerResponse): HttpSession | undefined {
    const id = request.headers['mcp-session-id'];
    if (typeof id !== 'string') {
      refuse(response, 400, 'The Mcp-Session-Id header is missing; initialize first');
      return undefined;
    }
    const session = this.#sessions.get(id);
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

function unexpectedRequest(): never {
  throw new Error('a message without requests holds a request');
}

function versionOf({ headers }: IncomingMessage): string | undefined {
  const version = headers['mcp-protocol-version'];
  return typeof version === 'string' ? version : undefined;
}

function refuse(response: ServerResponse, status: number, message: string): void {
  refuseRpc(response, { status, code: rpcCodes.invalidRequest, message });
}

function refuseMethod(response: ServerResponse, allow: string): void {
  const headers = { allow };
  const message = 'Method not allowed';
  refuseRpc(response, { status: 405, code: rpcCodes.invalidRequest, message, headers });
}
