import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LoomError } from '../../../src-shared/errors.ts';
import { type AnswerPage, answerHeaders, answerPage } from './answer-page.ts';

const path = '/callback';

/** No browser waits for ever, and a vault may first have to be unlocked. */
const mostWaitMs = 45_000;

/** What a browser brought back, and how it is told what became of that. */
export interface Callback {
  parameters: URLSearchParams;
  answer(page: 'signedIn' | 'failed', why?: string): void;
}

export interface CallbackListener {
  redirectUrl: string;
  /** Resolves with the one answer that is taken; never, where the listener is closed before. */
  callback: Promise<Callback>;
  /**
   * Takes the address that a browser on another machine was led to, where nobody listens.
   *
   * @returns whether it is the awaited one; it goes on waiting otherwise.
   */
  take(address: string): boolean;
  close(): void;
}

/**
 * Waits on loopback for a browser to come back from an authorization server (RFC 8252 section 7.3).
 * It takes one request: to the exact path, by the exact host, with the state that went out. What
 * else comes is refused and changes nothing.
 *
 * @param port - 0 for any that is free.
 * @param waitMs - how long the browser waits, before it is told that this takes longer.
 * @throws LoomError 'sign-in-failed' where nothing can listen there.
 */
export async function listenForCallback(
  state: string,
  port: number,
  waitMs = mostWaitMs,
): Promise<CallbackListener> {
  const { promise, resolve } = Promise.withResolvers<Callback>();
  let isTaken = false;
  let host = '';
  const server = createServer((request, response) => {
    const parameters = isTaken ? undefined : parametersOf(request, host);
    if (!parameters || !isSame(parameters.get('state'), state)) {
      return send(response, parameters ? 400 : 404, 'unknown');
    }
    isTaken = true;
    const late = setTimeout(() => send(response, 202, 'unfinished'), waitMs).unref();
    resolve({
      parameters,
      answer(page, why) {
        clearTimeout(late);
        send(response, page === 'signedIn' ? 200 : 400, page, why);
      },
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((cause: unknown) => {
    throw cannotListen(port, cause);
  });
  // Whatever becomes of the socket later: nobody comes back then, and the patience ends.
  server.on('error', () => {});
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    redirectUrl: `http://${host}${path}`,
    callback: promise,
    take(address) {
      const led = URL.parse(address.trim());
      const parameters = led?.origin === `http://${host}` ? returned(led) : undefined;
      if (isTaken || !parameters || !isSame(parameters.get('state'), state)) return false;
      isTaken = true;
      // Nobody looks at a page of this machine.
      resolve({ parameters, answer() {} });
      return true;
    },
    close() {
      server.close();
      server.closeIdleConnections();
    },
  };
}

/** Undefined where it is no request that an authorization server would send a browser with. */
function parametersOf({ method, url, headers }: IncomingMessage, host: string) {
  if (method !== 'GET' || headers.host !== host) return undefined;
  return returned(URL.parse(url ?? '', `http://${host}`));
}

function returned(address: URL | null): URLSearchParams | undefined {
  return address?.pathname === path ? address.searchParams : undefined;
}

function isSame(given: string | null, expected: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function send(response: ServerResponse, status: number, ...said: [page: AnswerPage, why?: string]) {
  if (!response.headersSent) response.writeHead(status, answerHeaders).end(answerPage(...said));
}

function cannotListen(port: number, cause: unknown): LoomError {
  return new LoomError('sign-in-failed', `nothing can listen on 127.0.0.1:${port} for the answer`, {
    remedy: 'Choose another auth.redirect_port, or end what uses it.',
    cause,
  });
}
