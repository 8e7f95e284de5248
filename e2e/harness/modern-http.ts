/** A raw client of Streamable HTTP as of 2026-07-28: one POST per message, headers that mirror it. */
import { META, NAME_SOURCES } from '../servers/lib/modern-spec.ts';
import { readEvents } from './http-client.ts';
import { createModernClient, type ModernClient, type ModernOptions } from './modern-client.ts';
import { createRpcSession, type Json, type Message } from './rpc-session.ts';

export interface ModernHttpOptions extends ModernOptions {
  headers?: Record<string, string>;
}

export interface ModernHttpClient extends ModernClient {
  /** The HTTP status and content type of an answered request, by its id. */
  answeredWith(id: unknown): { status: number; type: string } | undefined;
}

export function modernHttp(url: string, options: ModernHttpOptions = {}): ModernHttpClient {
  const over = Promise.withResolvers<void>();
  const running = new Map<unknown, AbortController>();
  const notifications = new Map<unknown, string[]>();
  const answered = new Map<unknown, { status: number; type: string }>();
  const { take, connect } = createRpcSession();
  const schemas: Schemas = new Map();

  async function post(line: string): Promise<void> {
    const message: Message = JSON.parse(line);
    if (message.method === undefined) return; // Modern clients post no answers.
    const controller = new AbortController();
    running.set(message.id, controller);
    notifications.set(message.id, []);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...baseHeaders, ...mirrored(message, schemas), ...options.headers },
        body: line,
        signal: controller.signal,
      });
      const type = response.headers.get('content-type') ?? '';
      answered.set(message.id, { status: response.status, type });
      if (type.startsWith('text/event-stream')) await readStream(message.id, response);
      else takeAnswer(await response.text(), message.id);
    } catch (error) {
      if (!controller.signal.aborted) take(noAnswer(message.id, String(error)));
    } finally {
      running.delete(message.id);
    }
  }

  async function readStream(id: unknown, response: Response): Promise<void> {
    let isAnswered = false;
    await readEvents(response, (line) => {
      const { method }: Message = JSON.parse(line);
      if (method === undefined) isAnswered = true;
      else notifications.get(id)?.push(line);
      remember(line, schemas);
      take(line);
    });
    if (!isAnswered) take(noAnswer(id, 'the stream ended before the answer'));
  }

  /** A refusal may come without the id of what it refuses, or be no message at all. */
  function takeAnswer(text: string, id: unknown): void {
    if (id === undefined) return;
    remember(text, schemas);
    take(isAnswerTo(text, id) ? text : noAnswer(id, text));
  }

  const raw = connect({
    send: (line) => void post(line),
    closed: over.promise,
    async close() {
      for (const controller of running.values()) controller.abort();
      over.resolve();
    },
  });
  const client = createModernClient(raw, options, {
    cancel: (id) => running.get(id)?.abort(),
    notificationsFor: (id) => notifications.get(id) ?? [],
  });
  return Object.assign(client, { answeredWith: (id: unknown) => answered.get(id) });
}

/** Of the tools that were listed, so that their parameters can be mirrored. */
type Schemas = Map<string, Json>;

function remember(line: string, schemas: Schemas): void {
  const tools: Json[] = JSON.parse(line.startsWith('{') ? line : '{}').result?.tools ?? [];
  for (const { name, inputSchema } of tools) schemas.set(name, inputSchema);
}

const baseHeaders = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

function mirrored({ method = '', params }: Message, schemas: Schemas) {
  const version = params?._meta?.[META.protocolVersion];
  const name = params?.[NAME_SOURCES[method] ?? ''];
  const headers: Record<string, string> = { 'mcp-method': method };
  if (typeof version === 'string') headers['mcp-protocol-version'] = version;
  if (typeof name === 'string') headers['mcp-name'] = encoded(name);
  if (method === 'tools/call') mirrorParameters(schemas.get(name), params.arguments, headers);
  return headers;
}

function mirrorParameters(schema: Json, value: Json, headers: Record<string, string>): void {
  for (const [name, one] of Object.entries<Json>(schema?.properties ?? {})) {
    const given = value?.[name];
    if (given === undefined || given === null) continue;
    const header = one?.['x-mcp-header'];
    if (header !== undefined) headers[`mcp-param-${header}`] = encoded(String(given));
    mirrorParameters(one, given, headers);
  }
}

function encoded(value: string): string {
  const isPlain = /^[\t\x20-\x7e]+$/.test(value) && value === value.trim();
  if (isPlain && !/^=\?base64\?.*\?=$/.test(value)) return value;
  return `=?base64?${Buffer.from(value).toString('base64')}?=`;
}

function isAnswerTo(text: string, id: unknown): boolean {
  try {
    return JSON.parse(text).id === id;
  } catch {
    return false;
  }
}

function noAnswer(id: unknown, text: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code: 0, message: text } });
}
