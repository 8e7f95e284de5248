/** For the tests beside it: `/mcp` on a real port, where the test itself answers the requests. */
import { type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { Config } from '../../../../src-shared/domain/config.ts';
import { idKey, idOf } from '../../../../src-shared/wire/frame.ts';
import type { Auth } from '../../auth/auth.ts';
import { encode, resultMessage } from '../../mcp/message.ts';
import type { ClientRequest, Session } from '../../sessions/session.ts';
import { Sessions } from '../../sessions/sessions.ts';
import { listenOnHttp } from '../http-listener.ts';
import { McpEndpoint } from '../mcp-endpoint.ts';
import { readTlsFiles } from '../tls-files.ts';

export interface EndpointOptions {
  /** Answers requests other than `initialize`; by default with an empty result. */
  answer?(request: ClientRequest): void;
  http?: Record<string, unknown>;
  toolText?(name: string): Uint8Array | undefined;
  /** Everybody may call where there is none. */
  auth?: Auth;
  /** Where relative paths in `http` begin. */
  folder?: string;
}

export interface TestEndpoint {
  url: string;
  sessions: Sessions;
  /** All that was handed on, oldest first. */
  taken: ClientRequest[];
  changes(): number;
}

/** Closed at the end of the test. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<TestEndpoint> {
  const { answer = complete, toolText = () => undefined } = options;
  const config = Config.parse({ http: { address: '127.0.0.1:0', ...options.http } });
  let changes = 0;
  const sessions = new Sessions({
    view: () => {
      throw new Error('nobody asks for lists here');
    },
    hasProfile: (name) => ['default', 'review'].includes(name),
    onEnd: (session) => cancelAll(session),
    onChange: () => {
      changes += 1;
    },
    tellListens() {},
  });
  const taken: ClientRequest[] = [];
  const endpoint = new McpEndpoint({
    config,
    open: (session) => sessions.open(session),
    end: (session) => sessions.end(session),
    toolText: (_session, name) => toolText(name),
    take(session, frame, toRequest) {
      if (frame.kind !== 'request') return;
      const one = toRequest(frame);
      taken.push(one);
      if (frame.method === 'initialize') session.protocolVersion = '2025-11-25';
      if (frame.method === 'initialize') complete(one);
      else answer(one);
    },
  });
  options.auth?.onEnded((principal) => endpoint.endCaller(principal));
  const listener = await listenOnHttp({
    config,
    endpoint,
    auth: options.auth,
    tls: await readTlsFiles(config.http, options.folder ?? ''),
    webApp: () => Promise.reject(new Error('there is only /mcp here')),
  });
  onTestFinished(async () => {
    await listener.close();
    endpoint.close();
    sessions.close();
  });
  return { url: `${listener.url}/mcp`, sessions, taken, changes: () => changes };
}

export function complete(one: ClientRequest): void {
  one.reply(resultMessage(idOf(one.frame), encode({ resultType: 'complete' })));
}

/** A call that runs until it is cancelled; resolves then. */
export function runs(one: ClientRequest): Promise<void> {
  const { calls } = one.session;
  const key = idKey(one.frame.bytes, one.frame.id);
  return new Promise((resolve) => {
    calls.set(key, {
      request: one,
      instance: undefined,
      isRunning: true,
      cancel() {
        calls.delete(key);
        one.drop();
        resolve();
      },
    });
  });
}

function cancelAll(session: Session): void {
  for (const call of session.calls.values()) call.cancel();
}

export const version = '2026-07-28';

export const envelope = {
  'io.modelcontextprotocol/protocolVersion': version,
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A list sends a header once for each value; what is undefined is left out. */
export type Headers = Record<string, string | string[] | undefined>;

export interface RawAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A request of the modern era with all that it needs; `headers` and `params` are laid over it. */
export function modern(
  method: string,
  params: object = {},
  headers: Headers = {},
): { body: string; headers: Headers } {
  const { name, uri } = params as { name?: string; uri?: string };
  const message = { jsonrpc: '2.0', id: 7, method, params: { _meta: envelope, ...params } };
  return {
    body: JSON.stringify(message),
    headers: {
      'mcp-protocol-version': version,
      'mcp-method': method,
      'mcp-name': name ?? uri,
      ...headers,
    },
  };
}

interface Sent {
  method?: string;
  headers?: Headers;
  body?: string;
}

/** Resolves as soon as the headers are there. */
export function open(
  url: string,
  { method = 'POST', headers, body }: Sent,
): Promise<IncomingMessage> {
  const all = { 'content-type': 'application/json', accept: both, ...headers };
  const given = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers: Object.fromEntries(given), agent: false },
      resolve,
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const both = 'application/json, text/event-stream';

/** Resolves with the whole answer. */
export async function send(url: string, sent: Sent): Promise<RawAnswer> {
  const response = await open(url, sent);
  let body = '';
  response.setEncoding('utf8');
  for await (const text of response) body += text;
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}
