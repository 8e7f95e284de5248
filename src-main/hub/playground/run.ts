import type { RunEvent, RunRequest } from '../../../src-shared/contract/playground.ts';
import { EventQueue } from './event-queue.ts';
import type { Heard, Message, PlaygroundClient } from './playground-client.ts';

type Question = Extract<RunEvent, { type: 'question' }>;

/** A person's refusal, in the code that sampling uses for it (2025-11-25 client/sampling). */
const refusal = { code: -1, message: 'the user refused' };

/** One request of the playground's: what happens until its answer, and the questions meanwhile. */
export class Run {
  readonly id: string;
  readonly #client: PlaygroundClient;
  readonly #events: EventQueue;
  /** The ids of what the server has asked and nobody has answered yet, as they came. */
  readonly #open = new Map<string, string | number>();
  #requestId = -1;
  #startedAt = 0;
  isDone = false;

  constructor(id: string, client: PlaygroundClient, signal: AbortSignal) {
    this.id = id;
    this.#client = client;
    this.#events = new EventQueue(signal);
    client.onHeard = (heard) => this.#hear(heard);
  }

  /** Sends the request. */
  start({ method, params }: RunRequest): void {
    const meta = { ...(params._meta as object | undefined), progressToken: this.#client.nextId };
    this.#startedAt = performance.now();
    this.#requestId = this.#client.nextId;
    const request = {
      jsonrpc: '2.0',
      id: this.#requestId,
      method,
      params: { ...params, _meta: meta },
    };
    this.#events.push({ type: 'started', run: this.id, request });
    this.#client.request(method, request.params);
  }

  events(): AsyncGenerator<RunEvent, void, void> {
    return this.#events.drain();
  }

  /** Returns false where nobody waits for that answer. */
  answer(id: string, result: Record<string, unknown> | undefined): boolean {
    const rpcId = this.#open.get(id);
    if (rpcId === undefined) return false;
    this.#open.delete(id);
    this.#client.send(result ? { id: rpcId, result } : { id: rpcId, error: refusal });
    return true;
  }

  /** Nobody follows it any more: the server is told, and who waits for an answer gets a refusal. */
  end(): void {
    if (!this.isDone) this.#client.cancel(this.#requestId);
    for (const id of [...this.#open.keys()]) this.answer(id, undefined);
    this.#client.onHeard = undefined;
  }

  #hear({ message, text }: Heard): void {
    const { id, method } = message;
    if (method === undefined) {
      if (id === this.#requestId) this.#finish(message, text);
    } else if (id === undefined) this.#notified(method, message.params ?? {});
    else this.#asked(id, method, message);
  }

  #asked(id: string | number, method: string, { params }: Message): void {
    if (!isQuestion(method)) {
      const error = { code: -32601, message: `the playground does not know ${method}` };
      this.#client.send({ id, error });
      return;
    }
    this.#open.set(String(id), id);
    this.#events.push({ type: 'question', id: String(id), method, params: params ?? {} });
  }

  #notified(method: string, params: Record<string, unknown>): void {
    if (method === 'notifications/progress') this.#progressed(params);
    else if (method === 'notifications/message') {
      this.#events.push({ type: 'log', level: String(params.level), data: params.data });
    } else if (method === 'notifications/cancelled') {
      const id = String(params.requestId);
      if (this.#open.delete(id)) this.#events.push({ type: 'withdrawn', id });
    }
  }

  #progressed({ progress, total, message, progressToken }: Record<string, unknown>): void {
    if (progressToken !== this.#requestId || typeof progress !== 'number') return;
    this.#events.push({
      type: 'progress',
      progress,
      ...(typeof total === 'number' && { total }),
      ...(typeof message === 'string' && { message }),
    });
  }

  #finish(response: Message, text: string): void {
    this.isDone = true;
    this.#events.push({
      type: 'done',
      tookMs: performance.now() - this.#startedAt,
      response,
      ...(JSON.stringify(response) !== text && { text }),
      bytes: Buffer.byteLength(text),
    });
  }
}

function isQuestion(method: string): method is Question['method'] {
  return ['elicitation/create', 'sampling/createMessage', 'roots/list'].includes(method);
}
