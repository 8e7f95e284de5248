import { readFrame } from '../../../src-shared/wire/frame.ts';
import type { Core } from '../core.ts';
import { encode, type Pieces, rpcCodes } from '../mcp/message.ts';
import { newestLegacyRevision } from '../mcp/revisions.ts';
import type { Session } from '../sessions/session.ts';
import { allClientCapabilities } from '../upstreams/handshake.ts';

/** What reaches the client, as JSON reads it; `text` is how it came. */
export interface Heard {
  message: Message;
  text: string;
}

export interface Message {
  id?: string | number;
  method?: string;
  params?: Record<string, unknown>;
}

export interface PlaygroundClientOptions {
  profile: string;
  project: string | undefined;
}

/**
 * A client of the hub's own that can be asked everything. Servers meet it as they meet any other one,
 * and so it has its own instances of those that ask.
 */
export class PlaygroundClient {
  /** Takes what comes; between runs nobody does, and questions are refused. */
  onHeard: ((heard: Heard) => void) | undefined;
  readonly #core: Core;
  readonly #session: Session;
  #lastId = 0;

  constructor(core: Core, { profile, project }: PlaygroundClientOptions) {
    this.#core = core;
    this.#session = core.sessions.open({
      carrier: 'socket',
      profile,
      project,
      clientHint: 'loom-playground',
      pid: process.pid,
      send: (pieces) => this.#hear(pieces),
    });
  }

  get session(): Session {
    return this.#session;
  }

  /** The handshake. What servers log is wanted in full: the one who plays is there to see it. */
  introduce(): void {
    this.request('initialize', {
      protocolVersion: newestLegacyRevision,
      capabilities: allClientCapabilities,
      clientInfo: { name: 'loom-playground', title: 'Loom Playground', version: '1' },
    });
    this.send({ method: 'notifications/initialized' });
    this.request('logging/setLevel', { level: 'debug' });
  }

  /** Sends a request; returns it as it was sent. Its answer is heard under the same id. */
  request(method: string, params: object): { id: number } {
    this.#lastId += 1;
    return this.send({ id: this.#lastId, method, params });
  }

  /** The progress token of the next request. */
  get nextId(): number {
    return this.#lastId + 1;
  }

  /** Takes a request back; its server is told. */
  cancel(requestId: number): void {
    const params = { requestId, reason: 'cancelled in the playground' };
    this.send({ method: 'notifications/cancelled', params });
  }

  send<T extends object>(members: T): T {
    const message = { jsonrpc: '2.0', ...members };
    const reading = readFrame(encode(message));
    if (!reading.ok) throw new Error(reading.detail);
    const reply = (pieces: Pieces) => this.#hear(pieces);
    this.#core.take(this.#session, reading.frame, (frame) => ({
      frame,
      session: this.#session,
      reply,
      notify: reply,
      drop() {},
    }));
    return message;
  }

  end(): void {
    this.onHeard = undefined;
    this.#core.sessions.end(this.#session);
  }

  #hear(pieces: Pieces): void {
    const text = Buffer.concat(pieces).toString();
    const message = JSON.parse(text) as Message;
    if (this.onHeard) this.onHeard({ message, text });
    else if (message.method !== undefined && message.id !== undefined) {
      const error = { code: rpcCodes.methodNotFound, message: 'nothing runs in the playground' };
      this.send({ id: message.id, error });
    }
  }
}
