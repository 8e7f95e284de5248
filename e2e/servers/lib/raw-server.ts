/**
 * The kit under the raw servers: JSON-RPC lines on stdin and stdout, without a package and without
 * validation. It answers `initialize`, `ping`, `tools/list` and `tools/call`; a server registers
 * the rest, or replaces any of these.
 */
import { fieldsFrom, textFrom } from './arguments.ts';
import {
  type Answer,
  answerText,
  NEVER_ANSWER,
  type RawJson,
  RpcError,
  requestText,
} from './raw-messages.ts';
import { readLines } from './read-lines.ts';
import { isErrorWithCode, writeAll } from './write-all.ts';

export type Fields = Record<string, unknown>;
/** `line` is the request exactly as it was received. */
export type Handler = (params: Fields, id: unknown, line: string) => unknown;
/** What the client answered, and the line it came in. */
export type Received = { answer: Answer; line: string };
export type ToolDefinition = Fields & { name: string };

export interface ToolCall {
  id: unknown;
  line: string;
  params: Fields;
  /** Sends a progress notification, if the client asked for them with a token. */
  progress: (update: Fields) => void;
}
export type RunTool = (input: Fields, call: ToolCall) => unknown;

export interface RawServerOptions {
  name: string;
  capabilities?: Fields;
  instructions?: string;
  /** Sent whatever the client asks for. Without it the client's own version is echoed. */
  protocolVersion?: string;
  staysAfterStdinEnds?: boolean;
}

export class RawServer {
  /** The raw params of the client's `initialize`. */
  client: Fields = {};
  readonly tools = new Map<string, { definition: ToolDefinition; run: RunTool }>();
  private readonly options: RawServerOptions;
  private readonly handlers = new Map<string, Handler>();
  private readonly listeners = new Map<string, (params: Fields) => void>();
  private readonly waiting = new Map<unknown, (received: Received) => void>();
  private lastId = 0;

  constructor(options: RawServerOptions) {
    this.options = options;
    this.handle('initialize', (params) => this.initialize(params));
    this.handle('ping', () => ({}));
    this.handle('tools/list', () => ({
      tools: [...this.tools.values()].map((tool) => tool.definition),
    }));
    this.handle('tools/call', (params, id, line) => this.callTool(params, id, line));
  }

  handle(method: string, handler: Handler): void {
    this.handlers.set(method, handler);
  }

  onNotification(method: string, listener: (params: Fields) => void): void {
    this.listeners.set(method, listener);
  }

  tool(definition: ToolDefinition, run: RunTool): void {
    this.tools.set(definition.name, {
      definition: { inputSchema: { type: 'object' }, ...definition },
      run,
    });
  }

  /** Asks the client. The id is known at once, so that a server can cancel what it asked. */
  request(
    method: string,
    params: Fields | RawJson = {},
  ): { id: string; received: Promise<Received> } {
    const { id, text, received } = this.prepare(method, params);
    this.write(text);
    return { id, received };
  }

  /** What `request` writes, for whoever writes several at once. */
  prepare(
    method: string,
    params: Fields | RawJson,
  ): { id: string; text: string; received: Promise<Received> } {
    const id = `server-${++this.lastId}`;
    const received = new Promise<Received>((resolve) => this.waiting.set(id, resolve));
    return { id, text: requestText(id, method, params), received };
  }

  notify(method: string, params?: Fields): void {
    this.send({ jsonrpc: '2.0', method, params });
  }

  send(message: Fields): void {
    this.write(`${JSON.stringify(message)}\n`);
  }

  /** Puts these bytes on stdout, whatever they are. */
  write(data: string | Uint8Array): void {
    this.put(1, data);
  }

  log(text: string): void {
    this.put(2, `${text}\n`);
  }

  start(): void {
    readLines(process.stdin, (line) => this.receive(line));
    if (!this.options.staysAfterStdinEnds) process.stdin.on('end', () => process.exit(0));
  }

  private put(descriptor: number, data: string | Uint8Array): void {
    try {
      writeAll(descriptor, data);
    } catch (error) {
      if (!isErrorWithCode(error, 'EPIPE')) throw error;
      if (!this.options.staysAfterStdinEnds) process.exit(0);
    }
  }

  private receive(line: string): void {
    const message = fieldsFrom(JSON.parse(line));
    const params = fieldsFrom(message.params);
    if (typeof message.method !== 'string') this.settle(message, line);
    else if ('id' in message) void this.answer(message, params, line);
    else this.listeners.get(message.method)?.(params);
  }

  private settle({ id, result, error }: Fields, line: string): void {
    this.waiting.get(id)?.({ answer: error === undefined ? { result } : { error }, line });
    this.waiting.delete(id);
  }

  private async answer({ id, method }: Fields, params: Fields, line: string): Promise<void> {
    try {
      const handler = this.handlers.get(textFrom(method));
      if (handler === undefined) throw new RpcError(-32601, `Method not found: ${method}`);
      const result = await handler(params, id, line);
      if (result !== NEVER_ANSWER) this.write(answerText(id, { result }));
    } catch (error) {
      const known = error instanceof RpcError ? error : new RpcError(-32603, String(error));
      this.write(answerText(id, { error: known.toFields() }));
    }
  }

  private initialize(params: Fields): Fields {
    this.client = params;
    const { name, capabilities, instructions, protocolVersion } = this.options;
    return {
      protocolVersion: protocolVersion ?? params.protocolVersion,
      capabilities: { tools: {}, ...capabilities },
      serverInfo: { name, version: '1.0.0' },
      instructions,
    };
  }

  private callTool(params: Fields, id: unknown, line: string): unknown {
    const tool = this.tools.get(textFrom(params.name));
    if (tool === undefined) throw new RpcError(-32602, `Unknown tool: ${params.name}`);
    const { progressToken } = fieldsFrom(params._meta);
    const progress = (update: Fields) => {
      if (progressToken === undefined) return;
      this.notify('notifications/progress', { progressToken, ...update });
    };
    return tool.run(fieldsFrom(params.arguments), { id, line, params, progress });
  }
}
