/**
 * A raw client of the modern era (2026-07-28) over whatever carries lines: every request gets its
 * envelope, and every answer comes with its own text and what came before it.
 */
import { META, MODERN_VERSION } from '../servers/lib/modern-spec.ts';
import type { Answer, Json, Message, RawClient } from './rpc-session.ts';

export interface ModernOptions {
  capabilities?: object;
  /** Undefined stands for a plain one; null: none is sent. */
  clientInfo?: object | null;
  /** Of every request; without it servers may not log. */
  logLevel?: string;
}

export interface ModernAnswer extends Answer {
  /** The line that answered, or the body over HTTP. */
  text: string;
  /**
   * The raw notifications that came for this request: over HTTP those of its own stream, otherwise
   * all that came between the request and its answer.
   */
  notifications: string[];
}

/** It rejects where the connection ends before, and stays open where the request was cancelled. */
export type PendingModern = Promise<ModernAnswer> & { id: number };

/** One input request of a server: by its key, with the method and params. */
export type AnswerInput = (key: string, request: { method: string; params: Json }) => unknown;

export interface ModernListen extends AsyncIterable<Message> {
  id: number;
  acknowledged: Promise<Message>;
  /** The graceful end. */
  ended: Promise<ModernAnswer>;
  /** The next notification after the acknowledgement. */
  next(): Promise<Message>;
  /** All that came so far, acknowledgement included. */
  messages(): Message[];
  stop(): void;
}

export interface ModernClient
  extends Pick<RawClient, 'received' | 'waitFor' | 'send' | 'closed' | typeof Symbol.asyncDispose> {
  /** What every request carries in `_meta`; for lines that a test writes itself. */
  envelope: Record<string, unknown>;
  request(method: string, params?: object): PendingModern;
  /** Sends the line as it is; resolves to the raw answer. */
  requestRaw(line: string): Promise<string>;
  callTool(name: string, args?: object, meta?: object): PendingModern;
  /** Answers input requests and tries again, until the server has all it needs. */
  callToolAnswering(
    name: string,
    args: object,
    answer: AnswerInput,
    meta?: object,
  ): Promise<ModernAnswer>;
  /** The same for `prompts/get`, `resources/read` and `tools/call`. */
  requestAnswering(method: string, params: object, answer: AnswerInput): Promise<ModernAnswer>;
  listen(notifications: object): ModernListen;
  cancel(id: number): void;
}

/** What only a carrier knows. */
export interface ModernCarrier {
  /** Gives the request up as this transport wants it. */
  cancel(id: number): void;
  /** The notifications of a request; undefined where the carrier cannot tell. */
  notificationsFor?(id: number): string[];
}

const mostRounds = 20;

export function createModernClient(
  raw: RawClient,
  options: ModernOptions = {},
  carrier: ModernCarrier = raw,
): ModernClient {
  const envelope = envelopeOf(options);
  let lastId = 0;

  function request(method: string, params: object = {}): PendingModern {
    lastId += 1;
    const id = lastId;
    const { _meta, ...rest } = params as { _meta?: object };
    const full = { ...rest, _meta: { ...envelope, ..._meta } };
    const from = raw.received.length;
    const answered = raw
      .requestRaw(JSON.stringify({ jsonrpc: '2.0', id, method, params: full }))
      .then((text) => {
        const { result, error }: Message = JSON.parse(text);
        const notifications = carrier.notificationsFor?.(id) ?? between(raw, from, text);
        return { ...(error ? { error } : { result }), text, notifications };
      });
    answered.catch(() => {}); // Whoever asked sees it.
    return Object.assign(answered, { id });
  }

  function callTool(name: string, args: object = {}, more?: object): PendingModern {
    return request('tools/call', { name, arguments: args, ...(more && { _meta: more }) });
  }

  async function requestAnswering(
    method: string,
    params: object,
    answer: AnswerInput,
  ): Promise<ModernAnswer> {
    let retry = {};
    for (let round = 0; round < mostRounds; round += 1) {
      const answered = await request(method, { ...params, ...retry });
      if (answered.result?.resultType !== 'input_required') return answered;
      retry = await answersTo(answered.result, answer);
    }
    throw new Error(`still input_required after ${mostRounds} rounds`);
  }

  return {
    envelope,
    received: raw.received,
    waitFor: raw.waitFor,
    send: raw.send,
    requestRaw: raw.requestRaw,
    closed: raw.closed,
    request,
    callTool,
    requestAnswering,
    callToolAnswering: (name, args, answer, more) =>
      requestAnswering(
        'tools/call',
        { name, arguments: args, ...(more && { _meta: more }) },
        answer,
      ),
    listen: (notifications) =>
      followListen(raw, carrier, request('subscriptions/listen', { notifications })),
    cancel: (id) => carrier.cancel(id),
    [Symbol.asyncDispose]: () => raw[Symbol.asyncDispose](),
  };
}

function between({ received }: RawClient, from: number, answer: string): string[] {
  const lines = received.slice(from, received.indexOf(answer, from));
  return lines.filter((line) => JSON.parse(line).id === undefined);
}

function followListen(raw: RawClient, carrier: ModernCarrier, ended: PendingModern): ModernListen {
  const { id } = ended;
  const isMine = ({ params }: Message) => params?._meta?.[META.subscriptionId] === id;
  let given = 1; // The acknowledgement is the first.

  /** The nth notification, or the end. */
  function nth(n: number): Promise<Message> {
    let seen = -1;
    return raw.waitFor((message) => {
      if (isMine(message) && message.method !== undefined) seen += 1;
      return seen === n || (message.method === undefined && message.id === id);
    });
  }

  async function nextOrEnd(): Promise<Message | undefined> {
    const message = await nth(given);
    if (message.method === undefined) return undefined;
    given += 1;
    return message;
  }

  const acknowledged = nth(0);
  acknowledged.catch(() => {}); // Whoever asks sees it.
  return {
    id,
    acknowledged,
    ended,
    async next() {
      const message = await nextOrEnd();
      if (!message) throw new Error('the subscription has ended');
      return message;
    },
    messages: () => raw.received.map((line): Message => JSON.parse(line)).filter(isMine),
    stop: () => carrier.cancel(id),
    async *[Symbol.asyncIterator]() {
      for (let one = await nextOrEnd(); one; one = await nextOrEnd()) yield one;
    },
  };
}

function envelopeOf({ capabilities, clientInfo, logLevel }: ModernOptions) {
  const info = clientInfo ?? { name: 'raw-modern', version: '1.0.0' };
  return {
    [META.protocolVersion]: MODERN_VERSION,
    ...(clientInfo !== null && { [META.clientInfo]: info }),
    [META.clientCapabilities]: capabilities ?? {},
    ...(logLevel !== undefined && { [META.logLevel]: logLevel }),
  };
}

async function answersTo({ inputRequests, requestState }: Json, answer: AnswerInput) {
  const requests: [string, Json][] = Object.entries(inputRequests ?? {});
  const answers = requests.map(async ([key, one]) => [key, await answer(key, one)] as const);
  const inputResponses = Object.fromEntries(await Promise.all(answers));
  return {
    ...(requests.length > 0 && { inputResponses }),
    ...(requestState !== undefined && { requestState }),
  };
}
