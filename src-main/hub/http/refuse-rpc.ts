import type { ServerResponse } from 'node:http';
import type { LoomError } from '../../../src-shared/errors.ts';
import { errorMessage, failureMessage, nullId, type Pieces } from '../mcp/message.ts';

export interface RpcRefusal {
  /** Of HTTP. */
  status: number;
  /** Of JSON-RPC. */
  code: number;
  message: string;
  headers?: Readonly<Record<string, string>>;
}

/** Refuses a request to `/mcp`, as a JSON-RPC error without an id; once an answer began, nothing. */
export function refuseRpc(
  response: ServerResponse,
  { status, code, message, headers }: RpcRefusal,
): void {
  send(response, { status, body: errorMessage(nullId, code, `loom: ${message}`), headers });
}

/** The same for a failure of the hub's own, whose remedy stands in the error's data. */
export function refuseFailure(response: ServerResponse, status: number, error: LoomError): void {
  send(response, { status, body: failureMessage(nullId, error) });
}

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
