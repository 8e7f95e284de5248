import type { HttpServer } from '../../../src-shared/domain/server.ts';
import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { answeredId, answeredVersion } from './answer-id.ts';
import { brokenFailure } from './http-failure.ts';
import { createHttpSession, HttpLink } from './http-link.ts';
import { type HttpSession, type PostOutcome, sessionHeaders } from './http-session.ts';
import type { OpenLink, OutgoingMessage } from './link.ts';
import { ListenStream } from './listen-stream.ts';
import { postMessage } from './post-message.ts';

/**
 * Streamable HTTP (2025-03-26 to 2025-11-25). The SDK's transport is not used here: it parses and
 * prints every message, which costs time and changes numbers; this one carries bytes.
 *
 * Opening sends nothing: the first message is the first request.
 */
export const streamableHttp: OpenLink<HttpServer> = async (spec, events, options) => {
  const way = { era: 'legacy', headersFor: ownHeaders } as const;
  return new StreamableHttpLink(await createHttpSession(spec, options, way), events);
};

/**
 * Before `initialize` is answered, the server may be of the modern era, where every message names its
 * method (2026-07-28 transports/streamable-http, "Headers"); one of the legacy era does not mind.
 */
function ownHeaders({ method }: OutgoingMessage, session: HttpSession): Record<string, string> {
  const headers = sessionHeaders(session);
  if (method === 'initialize') headers['mcp-method'] = method;
  return headers;
}

/** How long a server has to take note that its session is over. */
const goodbyeMs = 1_000;

class StreamableHttpLink extends HttpLink {
  /** Kept to start a new session in place of a lost one. */
  #initialize: OutgoingMessage | undefined;
  #initialized: OutgoingMessage | undefined;
  #initializedSent: Promise<void> | undefined;
  #renewal: Promise<LoomError | undefined> | undefined;
  #listenStream: ListenStream | undefined;

  override send(message: OutgoingMessage): void {
    if (this.hasEnded) return;
    if (message.method === 'initialize') this.#initialize = message;
    const sent = this.post(message);
    if (message.method === 'notifications/initialized') {
      this.#initialized = message;
      this.#initializedSent = sent;
    }
  }

  override async established(protocolVersion: string): Promise<void> {
    this.session.protocolVersion = protocolVersion;
    await this.#initializedSent;
    await this.#listen();
  }

  protected override async transmit(message: OutgoingMessage): Promise<PostOutcome> {
    await this.#renewal;
    const sessionId = this.session.id;
    let outcome = await postMessage(this.session, message, (bytes) =>
      this.#receive(message, bytes),
    );
    if (!outcome.ok && outcome.reason === 'session-lost') {
      outcome = await this.#sendAgain(message, sessionId);
    }
    // Many servers leave the stream of a cancelled request open for ever.
    if (message.method === 'notifications/cancelled') this.abandon(message);
    return outcome;
  }

  #receive(request: OutgoingMessage, bytes: Uint8Array): void {
    if (this.hasEnded) return;
    if (request.method === 'initialize' && answeredId(bytes) === request.requestId) {
      // Already `notifications/initialized` has to name it.
      this.session.protocolVersion = answeredVersion(bytes);
    }
    this.events.message(bytes, request.requestId);
  }

  /** The server lost the session in which `message` was sent: once more, in a new one. */
  async #sendAgain(
    message: OutgoingMessage,
    lostSession: string | undefined,
  ): Promise<PostOutcome> {
    const isRenewing = this.#renewal !== undefined;
    if (isRenewing || this.session.id === lostSession) {
      const error = await this.#renew();
      if (error) return { ok: false, reason: 'failed', error };
    }
    // An answer to a question of the old session means nothing in the new one.
    if (message.method === undefined) return { ok: true };
    return postMessage(this.session, message, (bytes) => this.#receive(message, bytes));
  }

  /** Starts a new session, once for all who wait for one; where that fails, the link ends. */
  #renew(): Promise<LoomError | undefined> {
    this.#renewal ??= this.#startSession()
      .catch(toLoomError)
      .then((error) => {
        this.#renewal = undefined;
        if (error) this.endSoon(error);
        return error;
      });
    return this.#renewal;
  }

  async #startSession(): Promise<LoomError | undefined> {
    const session = this.session;
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
      if (!this.hasEnded) this.events.message(bytes);
    });
    if (!confirmed.ok) return confirmed.error;
    await this.#listen();
    if (!this.hasEnded) {
      this.events.warning('lost our session; a new one was started');
      this.events.renewed();
    }
    return undefined;
  }

  /** The answer is for us alone: its user has had one long ago. */
  async #initializeAgain(
    initialize: OutgoingMessage,
  ): Promise<{ ok: true; version: string | undefined } | (PostOutcome & { ok: false })> {
    const requestId = initialize.requestId ?? -1;
    let version: string | undefined;
    this.session.inFlight.set(requestId, undefined);
    const outcome = await postMessage(this.session, initialize, (bytes) => {
      if (answeredId(bytes) === requestId) version = answeredVersion(bytes);
      else if (!this.hasEnded) this.events.message(bytes);
    });
    this.session.inFlight.delete(requestId);
    return outcome.ok ? { ok: true, version } : outcome;
  }

  async #listen(): Promise<void> {
    if (this.hasEnded) return;
    this.#listenStream?.close();
    this.#listenStream = new ListenStream(this.session, {
      message: (bytes) => !this.hasEnded && this.events.message(bytes),
      warning: (text) => !this.hasEnded && this.events.warning(text),
      sessionLost: () => void this.#renew(),
    });
    await this.#listenStream.opened;
  }

  protected override stop(): void {
    super.stop();
    this.#listenStream?.close();
  }

  protected override async sayGoodbye(): Promise<void> {
    const { client, id } = this.session;
    if (id === undefined) return;
    const deadline = setTimeout(() => client.destroy(), goodbyeMs);
    // Servers may refuse (405) or be gone: either way the session is over for us.
    await client.request({ method: 'DELETE', headers: sessionHeaders(this.session) });
    clearTimeout(deadline);
  }
}
