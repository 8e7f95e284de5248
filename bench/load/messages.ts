/** A request whose id is filled in, and how many bytes its answer has besides the id's digits. */
export interface Exchange {
  text(id: number): string;
  /** Undefined where any answer will do. */
  answerBytes?: number;
}

export const protocolVersion = '2025-11-25';

export const initialize = request('initialize', {
  protocolVersion,
  capabilities: {},
  clientInfo: { name: 'bench', version: '1.0.0' },
});

export const initialized = '{"jsonrpc":"2.0","method":"notifications/initialized"}';

export const listTools = request('tools/list', {});

/** A call of `echo`; a failure in its place would have another length. */
export function echo(tool: string): Exchange {
  const answer = '{"jsonrpc":"2.0","id":,"result":{"content":[{"type":"text","text":"hello"}]}}';
  return { ...call(tool, { text: 'hello' }), answerBytes: answer.length };
}

export function call(tool: string, input: object): Exchange {
  return request('tools/call', { name: tool, arguments: input });
}

/** A call whose text argument has `bytes` bytes, made beforehand: making it takes longer than sending it. */
export function bigCall(tool: string, id: number, bytes: number): Buffer {
  return Buffer.from(call(tool, { text: 'x'.repeat(bytes) }).text(id));
}

function request(method: string, params: object): Exchange {
  const tail = `,"method":"${method}","params":${JSON.stringify(params)}}`;
  return { text: (id) => `{"jsonrpc":"2.0","id":${id}${tail}` };
}
