/** What the raw servers send: messages as text, errors, results and input schemas. */

type Fields = Record<string, unknown>;

/** What the other side answered, as it came. */
export type Answer = { result: unknown } | { error: unknown };

/** Returned by a handler that has written its answer itself, or never will. */
export const NEVER_ANSWER = Symbol('never answer');

/** A result that is sent exactly as it is written here, where JSON.stringify would change it. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;
  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
  toFields(): Fields {
    return { code: this.code, message: this.message, data: this.data };
  }
}

export function answerText(id: unknown, answer: Answer): string {
  if ('error' in answer) return `${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`;
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${jsonText(answer.result)}}\n`;
}

export function requestText(id: string, method: string, params: unknown): string {
  return `{"jsonrpc":"2.0","id":"${id}","method":"${method}","params":${jsonText(params)}}\n`;
}

function jsonText(value: unknown): string {
  return value instanceof RawJson ? value.text : (JSON.stringify(value) ?? 'null');
}

export function textResult(text: string): Fields {
  return { content: [{ type: 'text', text }] };
}

export function jsonResult(value: unknown): Fields {
  return textResult(JSON.stringify(value));
}

/** `inputs({ ms: 'number', every: 'number?' })`: a question mark makes an input optional. */
export function inputs(types: Record<string, string>): Fields {
  const entries = Object.entries(types);
  const property = (type: string) => (type === 'any?' ? {} : { type: type.replace('?', '') });
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, type]) => [name, property(type)])),
    required: entries.filter(([, type]) => !type.endsWith('?')).map(([name]) => name),
  };
}
