/** What the modern raw servers read and send (MCP 2026-07-28). */

import { RawJson, RpcError } from './raw-messages.ts';
import type { Fields } from './raw-server.ts';

export const CODES = {
  headerMismatch: -32020,
  missingCapability: -32021,
  unsupportedVersion: -32022,
} as const;

/** One request as it came, and the way back to who sent it. The transport makes it. */
export interface Exchange {
  text: string;
  /** Aborted by the client's cancellation. */
  signal: AbortSignal;
  /** What the transport knows of the sender, such as headers; `whoami` tells it. */
  details: Fields;
  /** Sends a message that belongs to this request and is not its answer. */
  send(message: string): void;
  answer(message: string, status: number): void;
  /** Ends without an answer, as a lost connection would; on stdio, with an error. */
  drop(): void;
}

/** A request whose envelope is missing or malformed: 400 on HTTP, other than every other -32602. */
export class EnvelopeError extends RpcError {}

export function resultMessage(id: unknown, result: unknown): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${jsonText(result)}}`;
}

export function errorMessage(id: unknown, error: RpcError): string {
  return JSON.stringify({ jsonrpc: '2.0', id: id ?? null, error: error.toFields() });
}

export function notificationMessage(method: string, params: unknown): string {
  return `{"jsonrpc":"2.0","method":"${method}","params":${jsonText(params)}}`;
}

export function jsonText(value: unknown): string {
  return value instanceof RawJson ? value.text : (JSON.stringify(value) ?? 'null');
}

/** The HTTP status of an answer (2026-07-28 streamable-http). */
export function statusOf(error: RpcError): number {
  if (error instanceof EnvelopeError) return 400;
  if (error.code === -32601) return 404;
  const refusals: number[] = [-32700, -32600, ...Object.values(CODES)];
  return refusals.includes(error.code) ? 400 : 200;
}

export function missingCapability(requiredCapabilities: Fields): RpcError {
  const message = 'Missing required client capability';
  return new RpcError(CODES.missingCapability, message, { requiredCapabilities });
}
