import type { ServerResponse } from 'node:http';
import type { LoomError, LoomErrorCode } from '../../../src-shared/errors.ts';
import { errorMessage, failureMessage, nullId, type Pieces, rpcCodes } from '../mcp/message.ts';

export interface RpcRefusal {
  /** Of HTTP. */
  status: number;
  /** Of JSON-RPC. */
  code: number;
  message: string;
  data?: object;
  /** The request's, as it stood there; none where it is not known or does not matter. */
  id?: Uint8Array;
  headers?: Readonly<Record<string, string>>;
}

/** Refuses what was sent to `/mcp` with a JSON-RPC error; once an answer began, nothing. */
export function refuseRpc(
  response: ServerResponse,
  { status, code, message, data, id = nullId, headers }: RpcRefusal,
): void {
  send(response, { status, body: errorMessage(id, code, `loom: ${message}`, data), headers });
}

/** Refuses a request that is not in order. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  refuseRpc(response, { status, code: rpcCodes.invalidRequest, message });
}

export function refuseMethod(response: ServerResponse, allow: string): void {
  const headers = { allow };
  const message = 'Method not allowed';
  refuseRpc(response, { status: 405, code: rpcCodes.invalidRequest, message, headers });
}

/**
 * Refuses for a failure of the hub's own, whose remedy stands in the error's data.
 *
 * @param id - the request's, as it stood there, where it is known.
 */
export function refuseFailure(response: ServerResponse, error: LoomError, id = nullId): void {
  send(response, { status: statuses[error.code] ?? 500, body: failureMessage(id, error) });
}

const statuses: Partial<Record<LoomErrorCode, number>> = {
  'message-too-large': 413,
  'too-many-sessions': 503,
  'hub-stopping': 503,
  'unknown-profile': 404,
  'host-refused': 421,
  'origin-refused': 403,
  unauthorized: 401,
  'profile-refused': 403,
  'too-many-attempts': 429,
  'vault-locked': 503,
  'vault-unavailable': 503,
  'vault-damaged': 503,
  usage: 400,
};

interface Answer {
  status: number;
  body: Pieces;
  headers?: RpcRefusal['headers'] | undefined;
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(Buffer.concat(body));
}
