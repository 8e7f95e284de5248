import type { IncomingMessage, ServerResponse } from 'node:http';

/** One HTTP request, and where it came in. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  origin: string;
}

export function sendStatus(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}
