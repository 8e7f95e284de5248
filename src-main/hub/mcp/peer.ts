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

/** Whoever waits for the answer to one request. Exactly one of the two is called, once. */
export interface PendingAnswer {
  answered(frame: ResponseFrame): void;
  failed(error: LoomError): void;
  /** The time limit for calls: `before` is the latest start that has now waited too long. */
  expire?(before: number): void;
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

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
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
  /** What the hub's own requests carry in `_meta`, where the server is of the modern era. */
  envelope: object | undefined;
  readonly #handlers: PeerHandlers;

  constructor(handlers: PeerHandlers) {
    this.#handlers = handlers;
  }

  attach(link: Link): void {
    this.#link = link;
  }

  get pendingCount(): number {
    return this.#pending.size;
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

  /** Forgets a request that nobody waits for any more; its late answer is dropped. */
  forget(id: number): void {
    this.#pending.delete(id);
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
            else reject(refusal(frame));
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
      // A late answer to a cancelled request is ordinary; an id never given out is not.
      if (id < 1 || id > this.#lastId) this.#handlers.warning('answered a request it never got');
      return;
    }
    this.#pending.delete(id);
    pending.answered(frame);
  }
}

function refusal(frame: ResponseFrame): Error {
  const error = parseText(frame.bytes, frame.body);
  if (typeof error !== 'object' || error === null) {
    return new LoomError('server-protocol', 'the server answered with an unreadable error');
  }
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new ServerRefusal(Number(code), String(message));
}
