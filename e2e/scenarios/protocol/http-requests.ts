/** Single HTTP requests to a hub, said byte for byte: fetch would set Host and Origin itself. */
import { type IncomingMessage, request } from 'node:http';

export interface RawAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Sends it and resolves with the whole answer. */
export async function send(url: string, options: RawRequest = {}): Promise<RawAnswer> {
  const response = await open(url, options);
  let body = '';
  response.setEncoding('utf8');
  for await (const text of response) body += text;
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** Resolves as soon as the headers are there; the body is the caller's. */
export function open(url: string, options: RawRequest = {}): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}

const mcpHeaders = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

/** POSTs one message (or any text) to an MCP endpoint; headers set to '' are left out. */
export function post(
  url: string,
  message: unknown,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  return send(url, { method: 'POST', headers: merged(headers), body: textOf(message) });
}

export function openPost(
  url: string,
  message: unknown,
  headers: Record<string, string> = {},
): Promise<IncomingMessage> {
  return open(url, { method: 'POST', headers: merged(headers), body: textOf(message) });
}

function merged(headers: Record<string, string>): Record<string, string> {
  const all = Object.entries({ ...mcpHeaders, ...headers });
  return Object.fromEntries(all.filter(([, value]) => value !== ''));
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message : JSON.stringify(message);
}

export interface RawSession {
  id: string;
  /** The headers of every further request. */
  headers: Record<string, string>;
  post(message: unknown, headers?: Record<string, string>): Promise<RawAnswer>;
  openPost(message: unknown, headers?: Record<string, string>): Promise<IncomingMessage>;
  get(headers?: Record<string, string>): Promise<IncomingMessage>;
}

/** Initializes a session by hand. */
export async function startSession(
  url: string,
  protocolVersion = '2025-11-25',
): Promise<RawSession> {
  const answer = await post(url, initialize(protocolVersion));
  const id = String(answer.headers['mcp-session-id']);
  if (answer.status !== 200) throw new Error(`initialize answered ${answer.status}`);
  const headers = { 'mcp-session-id': id, 'mcp-protocol-version': protocolVersion };
  await post(url, { jsonrpc: '2.0', method: 'notifications/initialized' }, headers);
  return {
    id,
    headers,
    post: (message, more) => post(url, message, { ...headers, ...more }),
    openPost: (message, more) => openPost(url, message, { ...headers, ...more }),
    get: (more) => open(url, { headers: { ...headers, accept: 'text/event-stream', ...more } }),
  };
}

export function initialize(protocolVersion = '2025-11-25'): object {
  const clientInfo = { name: 'raw-http', version: '1' };
  const params = { protocolVersion, capabilities: {}, clientInfo };
  return { jsonrpc: '2.0', id: 0, method: 'initialize', params };
}

export function call(id: unknown, name: string, args: object = {}, meta?: object): object {
  const params = { name, arguments: args, ...(meta && { _meta: meta }) };
  return { jsonrpc: '2.0', id, method: 'tools/call', params };
}

export interface ServerEvent {
  id: string | undefined;
  data: string;
}

/** Reads events of a stream one by one; undefined at its end. */
export function eventsOf(response: IncomingMessage): () => Promise<ServerEvent | undefined> {
  const chunks = response[Symbol.asyncIterator]();
  let text = '';
  return async () => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field('data');
        if (data !== undefined) return { id: field('id'), data };
        continue;
      }
      const { value, done } = await chunks.next();
      if (done) return undefined;
      text += value;
    }
  };
}
