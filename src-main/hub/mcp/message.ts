import type { Era } from '../../../src-shared/domain/era.ts';
import { errorCodes, type LoomError } from '../../../src-shared/errors.ts';
import type { FrameReading } from '../../../src-shared/wire/frame.ts';

/** A message's bytes in order; what was relayed is shared with the original, not copied. */
export type Pieces = readonly Uint8Array[];

/** JSON-RPC and MCP error codes that the hub itself uses besides those of errors.ts. */
export const rpcCodes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  /** Up to 2025-11-25; since then it is `invalidParams`. */
  resourceNotFound: -32002,
  /** 2026-07-28 on, as the next two. */
  headerMismatch: -32020,
  missingCapability: -32021,
  unsupportedVersion: -32022,
} as const;

/** The code for something that was sent and is no JSON-RPC message. */
export function unreadableCode({ reason }: FrameReading & { ok: false }): number {
  return reason === 'not-json' ? rpcCodes.parseError : rpcCodes.invalidRequest;
}

export function requestMessage(id: number, method: string, params?: unknown): Pieces {
  return [encode({ jsonrpc: '2.0', id, method, params })];
}

export function notificationMessage(method: string, params?: unknown): Pieces {
  return [encode({ jsonrpc: '2.0', method, params })];
}

/** An answer whose result is already JSON text; `id` is the request's id as it stood there. */
export function resultMessage(id: Uint8Array, result: Uint8Array): Pieces {
  return [resultHead, id, resultMiddle, result, tail];
}

export function errorMessage(
  id: Uint8Array,
  code: number,
  message: string,
  data?: unknown,
): Pieces {
  return [errorHead, id, errorMiddle, encode({ code, message, data }), tail];
}

/** The answers to a batch (2025-03-26 only), as one array. */
export function batchMessage(answers: readonly Pieces[]): Pieces {
  const parts = answers.flatMap((answer, index) => (index === 0 ? answer : [comma, ...answer]));
  return [openArray, ...parts, closeArray];
}

/** A failure of the hub's own as a JSON-RPC error: cause, remedy and server stand in it. */
export function failureMessage(id: Uint8Array, error: LoomError): Pieces {
  const { rpc } = errorCodes[error.code];
  const data = {
    loom: error.code,
    server: error.server,
    remedy: error.remedy,
    stderr: error.stderr.length > 0 ? error.stderr : undefined,
  };
  return errorMessage(id, rpc, failureText(error), data);
}

/**
 * The same failure as a tool's result: models see `isError` results and can act on them, while many
 * clients hide JSON-RPC errors from the model.
 *
 * @param era - of the request: in the modern one each result names its type.
 */
export function failedToolMessage(id: Uint8Array, error: LoomError, era: Era): Pieces {
  const lines = [failureText(error), `→ ${error.remedy}`];
  if (error.stderr.length > 0) lines.push('Its last output:', ...error.stderr);
  const resultType = era === 'modern' ? 'complete' : undefined;
  const content = [{ type: 'text', text: lines.join('\n') }];
  return resultMessage(id, encode({ resultType, content, isError: true }));
}

function failureText(error: LoomError): string {
  return `loom: ${error.message}`;
}

/** A value as JSON text; it must not be undefined. */
export function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** The length of a message in bytes. */
export function byteLength(pieces: Pieces): number {
  let bytes = 0;
  for (const piece of pieces) bytes += piece.length;
  return bytes;
}

/** Stands in the answer to something that has no readable id (JSON-RPC 2.0, section 5). */
export const nullId = encode(null);

const resultHead = Buffer.from('{"jsonrpc":"2.0","id":');
const resultMiddle = Buffer.from(',"result":');
const errorHead = resultHead;
const errorMiddle = Buffer.from(',"error":');
const tail = Buffer.from('}');
const openArray = Buffer.from('[');
const comma = Buffer.from(',');
const closeArray = Buffer.from(']');
