import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import {
  type FrameReading,
  integerId,
  type NotificationFrame,
  type RequestFrame,
  type ResponseFrame,
  readBatch,
  readFrame,
} from '../../../src-shared/wire/frame.ts';
import { parseText } from '../../../src-shared/wire/json-scan.ts';
import type { Link, OutgoingMessage } from '../upstreams/link.ts';
import { InFlightMap } from './in-flight-map.ts';
import { notificationMessage, type Pieces, requestMessage } from './message.ts';

/** A request that carries its id already. */
export type OutgoingRequest = Omit<OutgoingMessage, 'requestId'>;

/** Requests given up whose sessions are remembered: many servers never answer what was cancelled. */
const mostGivenUp = 1_000;
const idOfNone = 0;

/** Whoever waits for the answer to one request. Exactly one of the two is called, once. */
export interface PendingAnswer {
  answered(frame: ResponseFrame): void;
  failed(error: LoomError): void;
  /** The time limit for calls: `before` is the latest start that has now waited too long. */
  expire?(before: number): void;
  /** For which session it is. */
  readonly sessionId?: string;
  /** Its answer comes when the server has nothing more to tell, so nobody waits for it. */
  readonly isLasting?: boolean;
}

/** `about` is the id of the hub's request on whose stream it came, where the transport tells. */
export interface PeerHandlers {
  request(frame: RequestFrame, about: number | undefined): void;
  notification(frame: NotificationFrame, about: number | undefined): void;
  warning(text: string): void;
}

/** The server's own JSON-RPC error in answer to a request of the hub's. */
export class ServerRefusal extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/**
 * JSON-RPC over a link: matches answers to requests, hands the rest on. Payloads stay bytes; only
 * requests of the hub's own are parsed.
 */
export class Peer {
  #link: Link | undefined;
  /** Why nothing will be answered any more. */
  #over: LoomError | undefined;
  #lastId = 0;
  readonly #pending = new InFlightMap<number, PendingAnswer>();
  /** Requests that nobody waits for and that were not answered yet, with their sessions. */
  readonly #givenUp = new Map<number, string>();
  /** What the hub's own requests carry in `_meta`, where the server is of the modern era. */
  envelope: object | undefined;
  readonly #handlers: PeerHandlers;

  constructor(handlers: PeerHandlers) {
    this.#handlers = handlers;
  }

  attach(link: Link): void {
    this.#link = link;
  }

  /** How many requests somebody waits for the answer of. */
  get pendingCount(): number {
    let waited = 0;
    for (const { isLasting } of this.#pending.values()) if (!isLasting) waited += 1;
    return waited;
  }

  pendingFor(id: number): PendingAnswer | undefined {
    return this.#pending.get(id);
  }

  /** A fresh id; the request counts as sent once `relay` is called with it. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Sends a request whose bytes already carry `id`. */
  relay(id: number, request: OutgoingRequest, pending: PendingAnswer): void {
    this.#pending.set(id, pending);
    const over = this.#over;
    // Later, since the failing of one call lets the next in the queue start.
    if (over) queueMicrotask(() => this.fail(id, over));
    else this.#link?.send({ ...request, requestId: id });
  }

  /**
   * Forgets a request that nobody waits for any more; its late answer is dropped.
   *
   * @param sessionId - where it matters that the server may still work on it, and for whom.
   */
  forget(id: number, sessionId?: string): void {
    this.#pending.delete(id);
    if (sessionId === undefined) return;
    if (this.#givenUp.size < mostGivenUp) this.#givenUp.set(id, sessionId);
    // From then on there is always somebody else.
    else this.#givenUp.set(idOfNone, '');
  }

  /** The sessions of all requests that the server may be working on; '' stands for unknown ones. */
  sessionsServed(): ReadonlySet<string> {
    const sessions = new Set(this.#givenUp.values());
    for (const { sessionId } of this.#pending.values()) {
      if (sessionId !== undefined) sessions.add(sessionId);
    }
    return sessions;
  }

  send(pieces: Pieces, method?: string, requestId?: number): void {
    this.#link?.send({ pieces, method, requestId });
  }

  notify(method: string, params?: unknown): void {
    this.send(notificationMessage(method, params), method);
  }

  /**
   * A request of the hub's own.
   *
   * @returns the answer's frame, whose body is the result.
   * @throws ServerRefusal for an error answer, LoomError where no answer came.
   */
  ask(method: string, params?: object): Promise<ResponseFrame> {
    const id = this.nextId();
    const pieces = requestMessage(id, method, this.#enveloped(params));
    return new Promise((resolve, reject) => {
      this.relay(
        id,
        { method, pieces },
        {
          answered(frame) {
            if (frame.outcome === 'result') resolve(frame);
            else reject(readRefusal(frame));
          },
          failed(error) {
            reject(error);
          },
        },
      );
    });
  }

  /** Takes one message that the link received. */
  receive(bytes: Uint8Array, about?: number): void {
    const reading = readFrame(bytes);
    if (reading.ok) this.#take(reading, about);
    else for (const part of readBatch(bytes) ?? [reading]) this.#take(part, about);
  }

  /** One request will get no answer. */
  fail(id: number, error: LoomError): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.failed(error);
  }

  /** No request will get an answer any more, nor one that is still to come. */
  failAll(error: LoomError): void {
    this.#over ??= error;
    for (const id of this.#pending.keys()) this.fail(id, error);
  }

  /** Lets every request that was sent before `before` (ms since the epoch) end itself. */
  expire(before: number): void {
    for (const pending of this.#pending.values()) pending.expire?.(before);
  }

  /** Something that the server did wrong without failing. */
  warn(text: string): void {
    this.#handlers.warning(text);
  }

  /** Whatever a message makes go wrong concerns its server alone. */
  #take(reading: FrameReading, about: number | undefined): void {
    try {
      this.#handOn(reading, about);
    } catch (error) {
      this.warn(`sent a message that could not be handled: ${toLoomError(error).message}`);
    }
  }

  #handOn(reading: FrameReading, about: number | undefined): void {
    if (!reading.ok) {
      this.warn(`sent something that is not a JSON-RPC message: ${reading.detail}`);
      return;
    }
    const { frame } = reading;
    if (frame.kind === 'response') this.#settle(frame);
    else if (frame.kind === 'request') this.#handlers.request(frame, about);
    else this.#handlers.notification(frame, about);
  }

  #enveloped(params: object | undefined): object | undefined {
    return this.envelope ? { ...params, _meta: this.envelope } : params;
  }

  #settle(frame: ResponseFrame): void {
    const id = frame.id ? integerId(frame.bytes, frame.id) : -1;
    const pending = this.#pending.get(id);
    if (!pending) {
      this.#givenUp.delete(id);
      // A late answer to a cancelled request is ordinary; an id never given out is not.
      if (id < 1 || id > this.#lastId) this.#handlers.warning('answered a request it never got');
      return;
    }
    this.#pending.delete(id);
    try {
      pending.answered(frame);
    } catch (thrown) {
      // Nobody else would tell whoever waits that there is no usable answer.
      pending.failed(toLoomError(thrown));
      throw thrown;
    }
  }
}

/** An error answer, as `ask` throws it. */
export function readRefusal(frame: ResponseFrame): ServerRefusal | LoomError {
  const error = parseText(frame.bytes, frame.body);
  if (typeof error !== 'object' || error === null) {
    return new LoomError('server-protocol', 'the server answered with an unreadable error');
  }
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown };
  // A server may write anything there, also what cannot be made a number or a text.
  const said = typeof message === 'string' ? message : JSON.stringify(message);
  return new ServerRefusal(typeof code === 'object' ? Number.NaN : Number(code), said ?? '', data);
}
