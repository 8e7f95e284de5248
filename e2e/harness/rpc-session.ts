/** What every raw client does with lines: asks, waits, answers. How lines travel is the carrier's. */

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever JSON came.
export type Json = any;

export interface Message {
  jsonrpc: '2.0';
  id?: string | number | null;
  method?: string;
  params?: Json;
  result?: Json;
  error?: RpcError;
}

export interface RpcError {
  code: number;
  message: string;
  data?: Json;
}

export interface Answer {
  result?: Json;
  error?: RpcError;
}

/** The answer to come, and the id to cancel it by. It rejects where the connection ends before. */
export type PendingAnswer = Promise<Answer> & { id: number };

export type RequestHandler = (params: Json, message: Message) => unknown;

export interface RawClient extends AsyncDisposable {
  request(method: string, params?: object): PendingAnswer;
  /** Sends the line as it is; resolves to the raw line that answers its id (null where it has none). */
  requestRaw(line: string): Promise<string>;
  notify(method: string, params?: object): void;
  send(line: string): void;
  /** Every raw line that came, oldest first. */
  received: string[];
  /** The first message that fits, among those that came already too. */
  waitFor(predicate: (message: Message) => boolean, withinMs?: number): Promise<Message>;
  /**
   * Answers what the hub asks. A handler's value is the result; it throws an `RpcError` to refuse and
   * returns undefined to leave it unanswered. Without one, `ping` is answered and the rest refused.
   */
  onRequest(method: string, handler: RequestHandler): void;
  callTool(name: string, args?: object, meta?: object): PendingAnswer;
  cancel(id: number, reason?: string): void;
  closed: Promise<void>;
}

export interface Carrier {
  /** Takes one line without its end. */
  send(line: string): void;
  closed: Promise<void>;
  close(): Promise<void>;
}

interface Waiter {
  line(line: string, message: Message): boolean;
  fail(error: Error): void;
}

/** A client over a carrier, and the function that the carrier gives each line that comes. */
export function createRpcSession(): {
  take(line: string): void;
  connect(carrier: Carrier): RawClient;
} {
  const received: string[] = [];
  const waiters = new Set<Waiter>();
  const handlers = new Map<string, RequestHandler>([['ping', () => ({})]]);
  let carrier: Carrier;
  let lastId = 0;
  let isClosed = false;

  function take(line: string): void {
    received.push(line);
    const parsed: Message | Message[] = JSON.parse(line);
    for (const message of [parsed].flat()) {
      for (const waiter of waiters) if (waiter.line(line, message)) waiters.delete(waiter);
      if (message.method !== undefined && message.id !== undefined) void answer(message);
    }
  }

  async function answer(message: Message): Promise<void> {
    const handler = handlers.get(message.method ?? '');
    const reply = (outcome: object) =>
      carrier.send(JSON.stringify({ jsonrpc: '2.0', id: message.id, ...outcome }));
    if (!handler) return reply({ error: { code: -32601, message: 'Method not found' } });
    try {
      const result = await handler(message.params, message);
      if (result !== undefined) reply({ result });
    } catch (error) {
      reply({ error });
    }
  }

  /** Resolves with the first line that fits from now on. */
  function next(fits: (message: Message) => boolean): Promise<[string, Message]> {
    const promise = new Promise<[string, Message]>((resolve, reject) => {
      if (isClosed) reject(new Error('the connection has ended'));
      waiters.add({
        line(line, message) {
          if (!fits(message)) return false;
          resolve([line, message]);
          return true;
        },
        fail: reject,
      });
    });
    // Whoever asked sees it; a call that was given up must not end the test run.
    promise.catch(() => {});
    return promise;
  }

  function isAnswerTo(id: unknown): (message: Message) => boolean {
    return (message) => message.method === undefined && message.id === id;
  }

  function request(method: string, params?: object): PendingAnswer {
    lastId += 1;
    const id = lastId;
    const answered = next(isAnswerTo(id)).then(([, { result, error }]) =>
      error ? { error } : { result },
    );
    answered.catch(() => {});
    carrier.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return Object.assign(answered, { id });
  }

  function waitFor(fits: (message: Message) => boolean, withinMs = 15_000): Promise<Message> {
    for (const line of received) {
      const found = ([JSON.parse(line)].flat() as Message[]).find(fits);
      if (found) return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const last = received.slice(-10).map((line) => line.slice(0, 500));
        reject(new Error(`no such message within ${withinMs} ms; the last:\n${last.join('\n')}`));
      }, withinMs);
      next(fits)
        .then(([, message]) => resolve(message), reject)
        .finally(() => clearTimeout(timer));
    });
  }

  function connect(over: Carrier): RawClient {
    carrier = over;
    void over.closed.then(() => {
      isClosed = true;
      for (const waiter of waiters)
        waiter.fail(new Error('the connection ended before the answer'));
      waiters.clear();
    });
    return {
      received,
      request,
      waitFor,
      requestRaw(line) {
        const answered = next(isAnswerTo(idIn(line))).then(([raw]) => raw);
        over.send(line);
        return answered;
      },
      notify: (method, params) => over.send(JSON.stringify({ jsonrpc: '2.0', method, params })),
      send: (line) => over.send(line),
      onRequest: (method, handler) => handlers.set(method, handler),
      callTool: (name, args = {}, meta) =>
        request('tools/call', { name, arguments: args, ...(meta && { _meta: meta }) }),
      cancel: (requestId, reason) =>
        over.send(
          JSON.stringify({
            jsonrpc: '2.0',
            method: 'notifications/cancelled',
            params: { requestId, ...(reason !== undefined && { reason }) },
          }),
        ),
      closed: over.closed,
      [Symbol.asyncDispose]: () => over.close(),
    };
  }

  return { take, connect };
}

/** The id of a request line; null where it is not one, as the error for it will say. */
function idIn(line: string): unknown {
  try {
    return JSON.parse(line).id ?? null;
  } catch {
    return null;
  }
}

export interface InitializeOptions {
  /** The whole params of `initialize`; false: none is sent. */
  initialize?: object | false;
  capabilities?: object;
}

/** Shakes hands as a client does, unless told not to. */
export async function initialize(client: RawClient, options: InitializeOptions): Promise<void> {
  if (options.initialize === false) return;
  const { error } = await client.request('initialize', initializeParams(options));
  if (error) throw new Error(`initialize failed: ${JSON.stringify(error)}`);
  client.notify('notifications/initialized');
}

export function initializeParams(options: InitializeOptions): object {
  return (
    options.initialize || {
      protocolVersion: '2025-11-25',
      capabilities: options.capabilities ?? {},
      clientInfo: { name: 'raw', version: '1.0.0' },
    }
  );
}

/** The text of a tool result's first block. */
export function textOf({ result, error }: Answer): string {
  if (error) throw new Error(`not a result: ${JSON.stringify(error)}`);
  return String(result?.content?.[0]?.text);
}

/** The JSON in the text of a tool result's first block. */
export function jsonOf(answer: Answer): Json {
  return JSON.parse(textOf(answer));
}
