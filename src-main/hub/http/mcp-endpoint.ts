import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../../../src-shared/domain/config.ts';
import { LoomError, type LoomErrorCode, toLoomError } from '../../../src-shared/errors.ts';
import {
  type Frame,
  type RequestFrame,
  readBatch,
  readFrame,
} from '../../../src-shared/wire/frame.ts';
import { oneLine } from '../../../src-shared/wire/one-line.ts';
import { rpcCodes, unreadableCode } from '../mcp/message.ts';
import { isLegacyRevision } from '../mcp/revisions.ts';
import type { ClientRequest, Session, SessionOptions } from '../sessions/session.ts';
import { type AcceptedTypes, acceptedTypes } from './accepted-types.ts';
import { HttpSession } from './http-session.ts';
import { PostExchange } from './post-exchange.ts';
import { readBody } from './read-body.ts';
import { refuseFailure, refuseRpc } from './refuse-rpc.ts';

export interface McpEndpointOptions {
  config: Config;
  open(options: SessionOptions): Session;
  end(session: Session): void;
  take(session: Session, frame: Frame, toRequest: (frame: RequestFrame) => ClientRequest): void;
}

const sweepEveryMs = 5_000;
/** A request that is not answered by then gets its headers, so that nobody's patience runs out. */
const streamAfterMs = 5_000;
const keepAliveEveryMs = 15_000;

/**
 * `/mcp` by the Streamable HTTP transport of the legacy era (2025-11-25 basic/transports). Host and
 * Origin are checked before; a session id finds a session and never authenticates.
 */
export class McpEndpoint {
  readonly #options: McpEndpointOptions;
  readonly #sessions = new Map<string, HttpSession>();
  readonly #sweep: NodeJS.Timeout;
  #keptAliveAt = Date.now();

  constructor(options: McpEndpointOptions) {
    this.#options = options;
    this.#sweep = setInterval(() => this.#sweepSessions(), sweepEveryMs).unref();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.method === 'POST') await this.#post(request, response);
      else if (request.method === 'GET') this.#get(request, response);
      else if (request.method === 'DELETE') this.#delete(request, response);
      else refuseMethod(response);
    } catch (thrown) {
      const error = toLoomError(thrown);
      refuseFailure(response, statusOf(error), error);
    }
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const session of [...this.#sessions.values()]) this.#end(session);
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
    const session = this.#sessionFor(request, response, posted.frames);
    if (session) this.#take(session, response, { ...posted, accepts });
  }

  #take(
    session: HttpSession,
    response: ServerResponse,
    { frames, isBatch, accepts }: Messages & { accepts: AcceptedTypes },
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
    const { max_sessions } = this.#options.config.http;
    if (this.#sessions.size >= max_sessions) {
      throw new LoomError('too-many-sessions', `there are ${max_sessions} sessions already`);
    }
    const session = new HttpSession();
    const profile =
      new URL(request.url ?? '/', 'http://hub').searchParams.get('profile') ?? 'default';
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
    const version = request.headers['mcp-protocol-version'];
    if (version === undefined || isLegacyRevision(version)) return session;
    refuse(response, 400, `MCP-Protocol-Version ${String(version)} is not supported`);
    return undefined;
  }

  #end(session: HttpSession): void {
    this.#sessions.delete(session.session.id);
    session.close();
    this.#options.end(session.session);
  }

  /** One timer for all sessions: long answers become streams, quiet ones are kept, idle ones end. */
  #sweepSessions(): void {
    const now = Date.now();
    const timeoutMs = this.#options.config.http.session_timeout_minutes * 60_000;
    const keepAlive = now - this.#keptAliveAt >= keepAliveEveryMs;
    if (keepAlive) this.#keptAliveAt = now;
    for (const session of [...this.#sessions.values()]) {
      for (const exchange of session.exchanges.values()) {
        if (now - exchange.startedAt >= streamAfterMs) exchange.becomeStream();
      }
      if (keepAlive) for (const stream of session.streams.values()) stream.keepAlive();
      if (session.busy) session.lastUsedAt = now;
      else if (now - session.lastUsedAt >= timeoutMs) this.#end(session);
    }
  }
}

/** MCP's SDKs use it for an ended session; clients know it by the 404. */
const sessionNotFound = -32001;

interface Messages {
  frames: Frame[];
  isBatch: boolean;
}

/** The messages in a body: one, or a batch of them (2025-03-26 only). */
function readPosted(
  body: Uint8Array,
): ({ ok: true } & Messages) | { ok: false; code: number; detail: string } {
  const single = readFrame(body);
  const batch = single.ok ? undefined : readBatch(body);
  const frames: Frame[] = [];
  for (const reading of batch ?? [single]) {
    if (!reading.ok) return { ok: false, code: unreadableCode(reading), detail: reading.detail };
    frames.push(reading.frame);
  }
  if (frames.length > 0) return { ok: true, frames, isBatch: batch !== undefined };
  return { ok: false, code: rpcCodes.invalidRequest, detail: 'the batch is empty' };
}

function unexpectedRequest(): never {
  throw new Error('a message without requests holds a request');
}

const statuses: Partial<Record<LoomErrorCode, number>> = {
  'message-too-large': 413,
  'too-many-sessions': 503,
  'hub-stopping': 503,
  'unknown-profile': 404,
  usage: 400,
};

function statusOf({ code }: LoomError): number {
  return statuses[code] ?? 500;
}

function refuse(response: ServerResponse, status: number, message: string): void {
  refuseRpc(response, { status, code: rpcCodes.invalidRequest, message });
}

function refuseMethod(response: ServerResponse): void {
  const headers = { allow: 'GET, POST, DELETE' };
  const message = 'Method not allowed';
  refuseRpc(response, { status: 405, code: rpcCodes.invalidRequest, message, headers });
}
