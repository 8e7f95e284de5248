import type { HttpServer } from '../../../src-shared/domain/server.ts';
import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { answeredId, answeredVersion, cancelledId } from './answer-id.ts';
import { createHttpClient } from './http-client.ts';
import { brokenFailure } from './http-failure.ts';
import { type HttpSession, type PostOutcome, sessionHeaders } from './http-session.ts';
import { parseHttpTarget } from './http-target.ts';
import type { Link, LinkEnd, LinkEvents, OpenLink, OutgoingMessage } from './link.ts';
import { ListenStream } from './listen-stream.ts';
import { postMessage } from './post-message.ts';

/**
 * Streamable HTTP (2025-03-26 to 2025-11-25). The SDK's transport is not used here: it parses and
 * prints every message, which costs time and changes numbers; this one carries bytes.
 *
 * Opening sends nothing: the first message is the first request.
 */
export const streamableHttp: OpenLink<HttpServer> = async (spec, events, options) => {
  options.signal.throwIfAborted();
  const target = parseHttpTarget(options.serverId, spec);
  const client = await createHttpClient(target);
  const abort = new AbortController();
  const session: HttpSession = {
    target,
    client,
    maxMessage: options.maxMessage,
    signal: abort.signal,
    inFlight: new Map(),
    lingering: new Set(),
    id: undefined,
    protocolVersion: undefined,
  };
  return new StreamableHttpLink(session, events, abort);
};

/** How long a server has to take note that its session is over. */
const goodbyeMs = 1_000;

class StreamableHttpLink implements Link {
  readonly pid = undefined;
  readonly #session: HttpSession;
  readonly #events: LinkEvents;
  readonly #abort: AbortController;
  #hasEnded = false;
  #closing: Promise<void> | undefined;
  /** Kept to start a new session in place of a lost one. */
  #initialize: OutgoingMessage | undefined;
  #initialized: OutgoingMessage | undefined;
  #initializedSent: Promise<void> | undefined;
  #renewal: Promise<LoomError | undefined> | undefined;
  #listenStream: ListenStream | undefined;

  constructor(session: HttpSession, events: LinkEvents, abort: AbortController) {
    this.#session = session;
    this.#events = events;
    this.#abort = abort;
  }

  send(message: OutgoingMessage): void {
    if (this.#hasEnded) return;
    if (message.requestId !== undefined) this.#session.inFlight.set(message.requestId, undefined);
    if (message.method === 'initialize') this.#initialize = message;
    const sent = this.#send(message).catch((thrown: unknown) => {
      this.#report(message, { ok: false, reason: 'failed', error: toLoomError(thrown) });
    });
    if (message.method === 'notifications/initialized') {
      this.#initialized = message;
      this.#initializedSent = sent;
    }
  }

  async established(protocolVersion: string): Promise<void> {
    this.#session.protocolVersion = protocolVersion;
    await this.#initializedSent;
    await this.#listen();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #send(message: OutgoingMessage): Promise<void> {
    await this.#renewal;
    const sessionId = this.#session.id;
    let outcome = await postMessage(this.#session, message, (bytes) =>
      this.#receive(message, bytes),
    );
    if (!outcome.ok && outcome.reason === 'session-lost') {
      outcome = await this.#sendAgain(message, sessionId);
    }
    if (message.method === 'notifications/cancelled') this.#abandon(message);
    if (!outcome.ok) this.#report(message, outcome);
  }

  #receive(request: OutgoingMessage, bytes: Uint8Array): void {
    if (this.#hasEnded) return;
    if (request.method === 'initialize' && answeredId(bytes) === request.requestId) {
      // Already `notifications/initialized` has to name it.
      this.#session.protocolVersion = answeredVersion(bytes);
    }
    this.#events.message(bytes);
  }

  /** A cancelled request gets no answer, and many servers then leave its stream open for ever. */
  #abandon(cancellation: OutgoingMessage): void {
    const requestId = cancelledId(Buffer.concat(cancellation.pieces));
    if (requestId === undefined) return;
    const request = this.#session.inFlight.get(requestId);
    this.#session.inFlight.delete(requestId);
    request?.destroy();
  }

  #report(message: OutgoingMessage, outcome: PostOutcome & { ok: false }): void {
    if (this.#hasEnded) return;
    if (message.requestId === undefined) {
      this.#events.warning(
        `did not take ${message.method ?? 'an answer'}: ${outcome.error.message}`,
      );
    } else if (this.#session.inFlight.delete(message.requestId)) {
      this.#events.requestFailed(message.requestId, outcome.error);
    }
    if (outcome.reason === 'unreachable') this.#endSoon(outcome.error);
  }

  /** The server lost the session in which `message` was sent: once more, in a new one. */
  async #sendAgain(
    message: OutgoingMessage,
    lostSession: string | undefined,
  ): Promise<PostOutcome> {
    const isRenewing = this.#renewal !== undefined;
    if (isRenewing || this.#session.id === lostSession) {
      const error = await this.#renew();
      if (error) return { ok: false, reason: 'failed', error };
    }
    // An answer to a question of the old session means nothing in the new one.
    if (message.method === undefined) return { ok: true };
    return postMessage(this.#session, message, (bytes) => this.#receive(message, bytes));
  }

  /** Starts a new session, once for all who wait for one; where that fails, the link ends. */
  #renew(): Promise<LoomError | undefined> {
    this.#renewal ??= this.#startSession()
      .catch(toLoomError)
      .then((error) => {
        this.#renewal = undefined;
        if (error) this.#endSoon(error);
        return error;
      });
    return this.#renewal;
  }

  async #startSession(): Promise<LoomError | undefined> {
    const session = this.#session;
    const version = session.protocolVersion;
    if (!this.#initialize || !this.#initialized) {
      return brokenFailure(session.target, 'lost our session before it was established');
    }
    session.id = undefined;
    session.protocolVersion = undefined;
    this.#listenStream?.close();
    const begun = await this.#initializeAgain(this.#initialize);
    if (!begun.ok) return begun.error;
    if (begun.version !== version) {
      return brokenFailure(session.target, 'lost our session and does not start an equal one');
    }
    session.protocolVersion = version;
    const confirmed = await postMessage(session, this.#initialized, (bytes) => {
      if (!this.#hasEnded) this.#events.message(bytes);
    });
    if (!confirmed.ok) return confirmed.error;
    await this.#listen();
    if (!this.#hasEnded) {
      this.#events.warning('lost our session; a new one was started');
      this.#events.renewed();
    }
    return undefined;
  }

  /** The answer is for us alone: its user has had one long ago. */
  async #initializeAgain(
    initialize: OutgoingMessage,
  ): Promise<{ ok: true; version: string | undefined } | (PostOutcome & { ok: false })> {
    const requestId = initialize.requestId ?? -1;
    let version: string | undefined;
    this.#session.inFlight.set(requestId, undefined);
    const outcome = await postMessage(this.#session, initialize, (bytes) => {
      if (answeredId(bytes) === requestId) version = answeredVersion(bytes);
      else if (!this.#hasEnded) this.#events.message(bytes);
    });
    this.#session.inFlight.delete(requestId);
    return outcome.ok ? { ok: true, version } : outcome;
  }

  async #listen(): Promise<void> {
    if (this.#hasEnded) return;
    this.#listenStream?.close();
    this.#listenStream = new ListenStream(this.#session, {
      message: (bytes) => !this.#hasEnded && this.#events.message(bytes),
      warning: (text) => !this.#hasEnded && this.#events.warning(text),
      sessionLost: () => void this.#renew(),
    });
    await this.#listenStream.opened;
  }

  /** After all who learn of the same failure have reported theirs. */
  #endSoon(error: LoomError): void {
    setImmediate(() => {
      if (this.#hasEnded) return;
      this.#stop();
      this.#end({ by: 'error', error });
    });
  }

  /** From here on nothing is told but the end. */
  #stop(): void {
    this.#hasEnded = true;
    this.#session.inFlight.clear();
    this.#abort.abort();
    this.#listenStream?.close();
  }

  #end(end: LinkEnd): void {
    this.#session.client.destroy();
    this.#events.closed(end);
  }

  async #close(): Promise<void> {
    if (this.#hasEnded) return;
    this.#stop();
    await this.#sayGoodbye();
    this.#end({ by: 'us' });
  }

  async #sayGoodbye(): Promise<void> {
    const { client, id } = this.#session;
    if (id === undefined) return;
    const deadline = setTimeout(() => client.destroy(), goodbyeMs);
    // Servers may refuse (405) or be gone: either way the session is over for us.
    await client.request({ method: 'DELETE', headers: sessionHeaders(this.#session) });
    clearTimeout(deadline);
  }
}
