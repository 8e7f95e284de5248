import { type RequestFrame, readFrame } from '../../../src-shared/wire/frame.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import type { Core } from '../core.ts';
import type { Pieces } from '../mcp/message.ts';
import type { Session, SessionOptions } from '../sessions/session.ts';

/** A message as `JSON.parse` reads it. */
export interface Message {
  id?: unknown;
  method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of any shape
  params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of any shape
  result?: any;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of any shape
  error?: any;
}

/** Capabilities of a client that can be asked anything. */
export const askable = { elicitation: { form: {}, url: {} }, sampling: { tools: {} }, roots: {} };

/** A client right behind the hub's front door. */
export class TestClient {
  readonly session: Session;
  /** Raw, in the order in which they came. */
  readonly texts: string[] = [];
  /** Requests that were dropped without an answer, by id. */
  readonly dropped: unknown[] = [];
  readonly #core: Core;
  readonly #waiting = new Set<() => void>();
  #lastId = 0;

  constructor(core: Core, options: Partial<SessionOptions> = {}) {
    this.#core = core;
    const send = (message: Pieces) => this.#receive(message);
    this.session = core.sessions.open({ carrier: 'socket', profile: 'default', send, ...options });
  }

  /** The legacy handshake. */
  async initialize(capabilities: object = {}): Promise<this> {
    const clientInfo = { name: 'test', version: '1' };
    await this.ask('initialize', { protocolVersion: '2025-11-25', capabilities, clientInfo });
    this.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return this;
  }

  get messages(): Message[] {
    return this.texts.map((text) => JSON.parse(text));
  }

  /** Whatever came that is no answer. */
  get heard(): Message[] {
    return this.messages.filter(({ method }) => method !== undefined);
  }

  send(message: object | string): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    const reading = readFrame(Buffer.from(text));
    if (!reading.ok) throw new Error(reading.detail);
    this.#core.take(this.session, reading.frame, (frame: RequestFrame) => ({
      frame,
      session: this.session,
      reply: (answer) => this.#receive(answer),
      notify: (answer) => this.#receive(answer),
      drop: () => {
        this.dropped.push(JSON.parse(text).id);
        this.#wake();
      },
    }));
  }

  /** Sends a request as it is, so of the legacy era; resolves to its answer. */
  ask(method: string, params: object = {}): Promise<Message> {
    const id = this.begin(method, params);
    return this.answerTo(id);
  }

  /** A request of the modern era; `meta` overrides members of its envelope. */
  modern(method: string, params: object = {}, meta: object = {}): Promise<Message> {
    return this.ask(method, { ...params, ...envelope({}, meta) });
  }

  /** Sends a request; returns its id. */
  begin(method: string, params: object = {}): string {
    this.#lastId += 1;
    const id = `c${this.#lastId}`;
    this.send({ jsonrpc: '2.0', id, method, params });
    return id;
  }

  call(name: string, input: object = {}, more: object = {}): Promise<Message> {
    return this.ask('tools/call', { name, arguments: input, ...more });
  }

  answerTo(id: string): Promise<Message> {
    return this.next((message) => message.id === id && message.method === undefined);
  }

  /** The first message, among those that nobody has awaited yet and those to come, that fits. */
  async next(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(
        (message, index) => !this.#taken.has(index) && fits(message) && this.#take(index),
      );
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** The next question, by its method. */
  asked(method: string): Promise<Message> {
    return this.next((message) => message.method === method && message.id !== undefined);
  }

  /** Answers a question. */
  answer({ id }: Message, result: object): void {
    this.send({ jsonrpc: '2.0', id, result });
  }

  refuse({ id }: Message, code: number, message: string): void {
    this.send({ jsonrpc: '2.0', id, error: { code, message } });
  }

  /** Takes a request back. */
  cancel(requestId: string): void {
    this.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } });
  }

  /** Resolves when a request was dropped without an answer. */
  async droppedOne(): Promise<void> {
    while (this.dropped.length === 0) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  end(): void {
    this.#core.sessions.end(this.session);
  }

  readonly #taken = new Set<number>();

  #take(index: number): boolean {
    this.#taken.add(index);
    return true;
  }

  #receive(message: Pieces): void {
    this.texts.push(Buffer.concat(message).toString());
    this.#wake();
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** What a modern request carries in `_meta`; `more` overrides its members. */
export function envelope(capabilities: object = {}, more: object = {}): { _meta: object } {
  return {
    _meta: {
      [metaKeys.protocolVersion]: '2026-07-28',
      [metaKeys.clientCapabilities]: capabilities,
      [metaKeys.clientInfo]: { name: 'test', version: '1' },
      ...more,
    },
  };
}
