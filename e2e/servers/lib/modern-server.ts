/**
 * The kit under modern.ts and modern-http.ts: a server of MCP 2026-07-28 and of nothing older,
 * without a package. It checks every request's envelope and answers `server/discover`, the lists,
 * `tools/call` and `subscriptions/listen`; what answers go over is the transport's.
 */
import { fieldsFrom, textFrom } from './arguments.ts';
import { InputRequired, ModernCall } from './modern-call.ts';
import { ModernListens } from './modern-listens.ts';
import {
  CODES,
  EnvelopeError,
  type Exchange,
  errorMessage,
  jsonText,
  resultMessage,
  statusOf,
} from './modern-messages.ts';
import { META, MODERN_VERSION, TASKS } from './modern-spec.ts';
import { NEVER_ANSWER, RawJson, RpcError } from './raw-messages.ts';
import type { Fields, ToolDefinition } from './raw-server.ts';

export type ModernHandler = (params: Fields, call: ModernCall) => unknown;
export type RunModernTool = (input: Fields, call: ModernCall) => unknown;

export interface ModernOptions {
  name: string;
  instructions?: string;
  /** Of lists, reads and discovery; milliseconds. */
  ttlMs: number;
  cacheScope: string;
  /** Items per page of a list; all on one page without it. */
  pageSize?: number;
  /** How `initialize` is refused: a code, or not at all, by the end of the process. */
  refuseInitialize: number | 'exit';
}

const LISTS = {
  'tools/list': 'tools',
  'prompts/list': 'prompts',
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
} as const;

const CAPABILITIES = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { listChanged: true, subscribe: true },
  completions: {},
  logging: {},
  extensions: { [TASKS]: {} },
};

export class ModernServer {
  readonly options: ModernOptions;
  readonly serverInfo: Fields;
  readonly listens: ModernListens;
  readonly tools = new Map<string, { definition: Fields | RawJson; run: RunModernTool }>();
  /** Items of the other lists, which a server fills. */
  readonly items: Record<'prompts' | 'resources' | 'resourceTemplates', (Fields | RawJson)[]> = {
    prompts: [],
    resources: [],
    resourceTemplates: [],
  };
  /** The ids of requests that the client cancelled. */
  readonly cancelled: unknown[] = [];
  private readonly handlers = new Map<string, ModernHandler>();

  constructor(options: ModernOptions) {
    this.options = options;
    this.serverInfo = { name: options.name, version: '1.0.0' };
    this.listens = new ModernListens(this.serverInfo);
    this.handle('server/discover', () => this.discover());
    for (const [method, key] of Object.entries(LISTS)) {
      this.handle(method, (params) => this.list(key, params));
    }
    this.handle('tools/call', (params, call) => this.callTool(params, call));
    this.handle('subscriptions/listen', (_params, call) => this.listens.listen(call));
  }

  handle(method: string, handler: ModernHandler): void {
    this.handlers.set(method, handler);
  }

  tool(definition: ToolDefinition, run: RunModernTool): void {
    const complete = { inputSchema: { type: 'object' }, ...definition };
    this.tools.set(definition.name, { definition: complete, run });
  }

  /** Answers one request, through its exchange. */
  async take(exchange: Exchange): Promise<void> {
    const message = fieldsFrom(JSON.parse(exchange.text));
    const { id } = message;
    exchange.signal.addEventListener('abort', () => this.cancelled.push(id));
    try {
      const result = await this.run(message, exchange);
      // A client hears nothing more of what it cancelled.
      if (result === NEVER_ANSWER || exchange.signal.aborted) return;
      exchange.answer(resultMessage(id, this.completed(result)), 200);
    } catch (error) {
      if (exchange.signal.aborted) return;
      if (error instanceof InputRequired) {
        return exchange.answer(resultMessage(id, error.result), 200);
      }
      const known = error instanceof RpcError ? error : new RpcError(-32603, String(error));
      exchange.answer(errorMessage(id, known), statusOf(known));
    }
  }

  /** What results of lists and reads say of how long they may be kept. */
  caching(): Fields {
    const { ttlMs, cacheScope } = this.options;
    return { ttlMs, cacheScope };
  }

  private run(message: Fields, exchange: Exchange): unknown {
    const method = textFrom(message.method);
    const params = fieldsFrom(message.params);
    const call = new ModernCall(message, params, exchange);
    if (method === 'initialize' && !(META.protocolVersion in call.meta)) this.refuse(params);
    checkEnvelope(call.meta);
    const handler = this.handlers.get(method);
    if (handler === undefined) throw new RpcError(-32601, `Method not found: ${method}`);
    return handler(params, call);
  }

  private refuse({ protocolVersion }: Fields): never {
    const how = this.options.refuseInitialize;
    if (how === 'exit') process.exit(1);
    if (how === CODES.unsupportedVersion) throw unsupportedVersion(protocolVersion);
    throw new RpcError(how, 'initialize is refused');
  }

  private completed(result: unknown): unknown {
    if (result instanceof RawJson) return result;
    const fields = fieldsFrom(result);
    const _meta = { ...fieldsFrom(fields._meta), [META.serverInfo]: this.serverInfo };
    return { resultType: 'complete', ...fields, _meta };
  }

  private discover(): Fields {
    const { instructions } = this.options;
    return {
      supportedVersions: [MODERN_VERSION],
      capabilities: CAPABILITIES,
      ...(instructions && { instructions }),
      ...this.caching(),
    };
  }

  private list(key: (typeof LISTS)[keyof typeof LISTS], { cursor }: Fields): RawJson {
    const items =
      key === 'tools' ? [...this.tools.values()].map((tool) => tool.definition) : this.items[key];
    const size = this.options.pageSize ?? Math.max(items.length, 1);
    const page = pageOf(cursor);
    const texts = items.slice(page * size, (page + 1) * size).map(jsonText);
    if (page > 0 && texts.length === 0) throw new RpcError(-32602, `Unknown cursor: ${cursor}`);
    // The empty text is a cursor like any other.
    const next = (page + 1) * size < items.length && { nextCursor: page ? String(page + 1) : '' };
    const rest = JSON.stringify(this.completed({ ...next, ...this.caching() }));
    return new RawJson(`{"${key}":[${texts.join(',')}],${rest.slice(1)}`);
  }

  private callTool(params: Fields, call: ModernCall): unknown {
    const tool = this.tools.get(textFrom(params.name));
    if (tool === undefined) throw new RpcError(-32602, `Unknown tool: ${params.name}`);
    return tool.run(fieldsFrom(params.arguments), call);
  }
}

function pageOf(cursor: unknown): number {
  if (cursor === undefined) return 0;
  return cursor === '' ? 1 : Number(cursor);
}

/** @throws EnvelopeError -32602; RpcError -32022 for another revision. */
function checkEnvelope(meta: Fields): void {
  const version = meta[META.protocolVersion];
  const capabilities = meta[META.clientCapabilities];
  const needed = {
    protocolVersion: typeof version === 'string',
    clientCapabilities: isObject(capabilities),
  };
  for (const [name, isThere] of Object.entries(needed)) {
    if (!isThere) throw new EnvelopeError(-32602, `Invalid params: _meta lacks a valid ${name}`);
  }
  if (version !== MODERN_VERSION) throw unsupportedVersion(version);
}

function unsupportedVersion(requested: unknown): RpcError {
  const data = { supported: [MODERN_VERSION], requested };
  return new RpcError(CODES.unsupportedVersion, 'Unsupported protocol version', data);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
