import { eraChoice, type HttpServer } from '../../../src-shared/domain/server.ts';
import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { cancelledId } from './answer-id.ts';
import { openHttpClient } from './authorized-client.ts';
import type { HttpSession, PostOutcome } from './http-session.ts';
import { parseHttpTarget } from './http-target.ts';
import type { Link, LinkEnd, LinkEvents, LinkOptions, OutgoingMessage } from './link.ts';

/** A session that is new in every respect, and what aborts it. Sends nothing. */
export async function createHttpSession(
  spec: HttpServer,
  options: LinkOptions,
  way: Pick<HttpSession, 'era' | 'headersFor'>,
): Promise<OpenedSession> {
  options.signal.throwIfAborted();
  const target = parseHttpTarget(options.serverId, spec);
  const client = await openHttpClient(target, options.credentials);
  const abort = new AbortController();
  const session: HttpSession = {
    ...way,
    target,
    client,
    maxMessage: options.maxMessage,
    signal: abort.signal,
    isEraGiven: eraChoice(spec) !== 'auto',
    inFlight: new Map(),
    lingering: new Set(),
    id: undefined,
    protocolVersion: undefined,
  };
  return { session, abort };
}

export interface OpenedSession {
  session: HttpSession;
  abort: AbortController;
}

/** What the links of Streamable HTTP have in common in both eras: every message is a POST. */
export abstract class HttpLink implements Link {
  readonly pid = undefined;
  protected readonly session: HttpSession;
  protected readonly events: LinkEvents;
  protected hasEnded = false;
  readonly #abort: AbortController;
  #closing: Promise<void> | undefined;

  constructor({ session, abort }: OpenedSession, events: LinkEvents) {
    this.session = session;
    this.events = events;
    this.#abort = abort;
  }

  abstract send(message: OutgoingMessage): void;

  abstract established(protocolVersion: string): Promise<void>;

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Brings one message to the server, and delivers what comes on its stream. */
  protected abstract transmit(message: OutgoingMessage): Promise<PostOutcome>;

  /** The last word to the server, after which nothing is told any more. */
  protected async sayGoodbye(): Promise<void> {}

  /** Transmits a message and tells what became of it; never rejects. */
  protected async post(message: OutgoingMessage): Promise<void> {
    const { requestId } = message;
    if (requestId !== undefined) this.session.inFlight.set(requestId, undefined);
    try {
      const outcome = await this.transmit(message);
      if (!outcome.ok) this.#report(message, outcome);
      else if (requestId !== undefined) this.session.inFlight.delete(requestId);
      if (outcome.eraDoubted && !this.hasEnded) this.events.eraDoubted();
    } catch (thrown) {
      this.#report(message, { ok: false, reason: 'failed', error: toLoomError(thrown) });
    }
  }

  /** Ends the HTTP request of a cancelled request: it gets no answer. */
  protected abandon(cancellation: OutgoingMessage): void {
    const requestId = cancelledId(Buffer.concat(cancellation.pieces));
    if (requestId === undefined) return;
    const request = this.session.inFlight.get(requestId);
    this.session.inFlight.delete(requestId);
    request?.destroy();
  }

  /** After all who learn of the same failure have reported theirs. */
  protected endSoon(error: LoomError): void {
    setImmediate(() => {
      if (this.hasEnded) return;
      this.stop();
      this.#end({ by: 'error', error });
    });
  }

  /** From here on nothing is told but the end. */
  protected stop(): void {
    this.hasEnded = true;
    this.session.inFlight.clear();
    this.#abort.abort();
  }

  #report(message: OutgoingMessage, outcome: PostOutcome & { ok: false }): void {
    if (this.hasEnded) return;
    if (message.requestId === undefined) {
      this.events.warning(
        `did not take ${message.method ?? 'an answer'}: ${outcome.error.message}`,
      );
    } else if (this.session.inFlight.delete(message.requestId)) {
      this.events.requestFailed(message.requestId, outcome.error);
    }
    if (outcome.reason === 'unreachable') this.endSoon(outcome.error);
  }

  #end(end: LinkEnd): void {
    this.session.client.destroy();
    this.events.closed(end);
  }

  async #close(): Promise<void> {
    if (this.hasEnded) return;
    this.stop();
    await this.sayGoodbye();
    this.#end({ by: 'us' });
  }
}
