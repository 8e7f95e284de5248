import type { IncomingMessage } from 'node:http';
import type { SseServer } from '../../../src-shared/domain/server.ts';
import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { byteLength } from '../mcp/message.ts';
import { openHttpClient } from './authorized-client.ts';
import { mediaType, readEventStream, type StreamEnd } from './event-stream.ts';
import type { HttpClient } from './http-client.ts';
import { brokenFailure, protocolFailure, sizeFailure, statusFailure } from './http-failure.ts';
import { versionHeader } from './http-session.ts';
import { type HttpTarget, parseHttpTarget } from './http-target.ts';
import type { Link, LinkEnd, LinkEvents, OpenLink, OutgoingMessage } from './link.ts';
import { oversizedAnswerId } from './oversized-answer.ts';
import { readBody } from './read-body.ts';
import { saidIn } from './said-in.ts';

/**
 * HTTP with SSE (2024-11-05 basic/transports): everything from the server comes on one GET stream,
 * whose first event names where to POST. Opens when that event has come.
 */
export const sse: OpenLink<SseServer> = async (spec, events, options) => {
  options.signal.throwIfAborted();
  const target = parseHttpTarget(options.serverId, spec);
  const client = await openHttpClient(target, options.credentials);
  const link = new SseLink({ target, client, maxMessage: options.maxMessage }, events);
  const abort = () => client.destroy();
  options.signal.addEventListener('abort', abort, { once: true });
  try {
    await link.open();
    options.signal.throwIfAborted();
    return link;
  } catch (thrown) {
    link.discard();
    options.signal.throwIfAborted();
    throw toLoomError(thrown);
  } finally {
    options.signal.removeEventListener('abort', abort);
  }
};

interface SseConnection {
  target: HttpTarget;
  client: HttpClient;
  maxMessage: number;
}

class SseLink implements Link {
  readonly pid = undefined;
  readonly #connection: SseConnection;
  readonly #events: LinkEvents;
  #endpoint: URL | undefined;
  #protocolVersion: string | undefined;
  #hasEnded = false;

  constructor(connection: SseConnection, events: LinkEvents) {
    this.#connection = connection;
    this.#events = events;
  }

  /** @throws LoomError where there is no such stream or its first event does not come. */
  async open(): Promise<void> {
    const { target, client } = this.#connection;
    const outcome = await client.request({
      method: 'GET',
      headers: { accept: 'text/event-stream' },
    });
    if (!outcome.ok) throw outcome.error;
    const { response, url } = outcome;
    if (response.statusCode !== 200) throw await this.#refusal(response);
    if (mediaType(response) !== 'text/event-stream') {
      throw protocolFailure(target, 'does not answer with an event stream');
    }
    const endpoint = Promise.withResolvers<string>();
    const ended = this.#read(response, endpoint.resolve);
    const lost = brokenFailure(target, 'closed its event stream');
    void ended.then(() => endpoint.reject(lost));
    this.#endpoint = this.#checkEndpoint(await endpoint.promise, url);
    void ended.then(() => this.#end({ by: 'error', error: lost }));
  }

  send(message: OutgoingMessage): void {
    if (this.#hasEnded) return;
    this.#post(message).catch((thrown: unknown) => this.#report(message, toLoomError(thrown)));
  }

  async established(protocolVersion: string): Promise<void> {
    this.#protocolVersion = protocolVersion;
  }

  async close(): Promise<void> {
    this.#end({ by: 'us' });
  }

  /** Ends it without a word: it was never opened. */
  discard(): void {
    this.#hasEnded = true;
    this.#connection.client.destroy();
  }

  #read(response: IncomingMessage, onEndpoint: (text: string) => void): Promise<StreamEnd> {
    const { target, maxMessage } = this.#connection;
    return readEventStream(response, {
      position: { lastEventId: undefined, retryMs: undefined },
      limit: maxMessage,
      reader: {
        event: (type, data) => {
          if (type === 'endpoint') onEndpoint(Buffer.from(data).toString('utf8'));
          else if (type === 'message' && !this.#hasEnded) this.#events.message(data);
        },
        skipped: (head, tail) => {
          if (this.#hasEnded) return;
          const requestId = oversizedAnswerId(head, tail);
          const error = sizeFailure(target, 'its answer', maxMessage);
          if (requestId !== undefined) this.#events.requestFailed(requestId, error);
          else
            this.#events.warning(`sent a message of more than ${maxMessage} bytes; it was skipped`);
        },
      },
    });
  }

  /** Our headers go to the endpoint too, so it must not be somebody else's. */
  #checkEndpoint(text: string, base: URL): URL {
    const endpoint = URL.parse(text, base.href);
    if (endpoint?.origin === base.origin) return endpoint;
    throw protocolFailure(
      this.#connection.target,
      'names an endpoint that is not at its own address',
    );
  }

  async #post(message: OutgoingMessage): Promise<void> {
    const { target, client, maxMessage } = this.#connection;
    if (byteLength(message.pieces) > maxMessage) {
      return this.#report(message, sizeFailure(target, 'the message to it', maxMessage));
    }
    const outcome = await client.request({
      method: 'POST',
      url: this.#endpoint ?? target.url,
      headers: { 'content-type': 'application/json', ...versionHeader(this.#protocolVersion) },
      body: message.pieces,
    });
    if (!outcome.ok) {
      this.#report(message, outcome.error);
      if (outcome.isUnreachable) this.#end({ by: 'error', error: outcome.error });
      return;
    }
    const { response } = outcome;
    const status = response.statusCode ?? 0;
    if (status >= 200 && status <= 299) response.resume();
    else this.#report(message, await this.#refusal(response));
  }

  #report(message: OutgoingMessage, error: LoomError): void {
    if (this.#hasEnded) return;
    if (message.requestId !== undefined) this.#events.requestFailed(message.requestId, error);
    else this.#events.warning(`did not take ${message.method ?? 'an answer'}: ${error.message}`);
  }

  async #refusal(response: IncomingMessage): Promise<LoomError> {
    const { target, maxMessage } = this.#connection;
    const body = await readBody(response, maxMessage);
    const said = body.ok ? saidIn(response, body.bytes) : '';
    return statusFailure(target, response.statusCode ?? 0, said);
  }

  #end(end: LinkEnd): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#connection.client.destroy();
    this.#events.closed(end);
  }
}
