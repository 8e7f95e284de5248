import type { Era } from '../../src-shared/domain/era.ts';

/** A request whose id is filled in, and how many bytes its answer has besides the id's digits. */
export interface Exchange {
  text(id: number): string;
  /** Undefined where any answer will do. */
  answerBytes?: number;
}

export const protocolVersion = '2025-11-25';
const modernVersion = '2026-07-28';
const clientInfo = { name: 'bench', version: '1.0.0' };

export const initialize = request('initialize', {
  protocolVersion,
  capabilities: {},
  clientInfo,
});

export const initialized = '{"jsonrpc":"2.0","method":"notifications/initialized"}';

export const listTools = request('tools/list', {});

/** The eras of a request and its answer. */
export interface Eras {
  client: Era;
  answer: Era;
}

/** A call of `echo`; a failure in its place would have another length. */
export function echo(
  tool: string,
  { client, answer }: Eras = { client: 'legacy', answer: 'legacy' },
): Exchange {
  const type = answer === 'modern' ? '"resultType":"complete",' : '';
  const text = `{"jsonrpc":"2.0","id":,"result":{${type}"content":[{"type":"text","text":"hello"}]}}`;
  return { ...call(tool, { text: 'hello' }, client), answerBytes: text.length };
}

export function call(tool: string, input: object, era: Era = 'legacy'): Exchange {
  const envelope = era === 'modern' && { _meta: modernMeta };
  return request('tools/call', { name: tool, arguments: input, ...envelope });
}

/** The headers of a modern call, each with its line's end. */
export function modernHeaders(tool: string): string {
  return `MCP-Protocol-Version: ${modernVersion}\r\nMcp-Method: tools/call\r\nMcp-Name: ${tool}\r\n`;
}

const modernMeta = {
  'io.modelcontextprotocol/protocolVersion': modernVersion,
  'io.modelcontextprotocol/clientInfo': clientInfo,
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A call whose text argument has `bytes` bytes, made beforehand: making it takes longer than sending it. */
export function bigCall(tool: string, id: number, bytes: number): Buffer {
  return Buffer.from(call(tool, { text: 'x'.repeat(bytes) }).text(id));
}

function request(method: string, params: object): Exchange {
  const tail = `,"method":"${method}","params":${JSON.stringify(params)}}`;
  return { text: (id) => `{"jsonrpc":"2.0","id":${id}${tail}` };
}
