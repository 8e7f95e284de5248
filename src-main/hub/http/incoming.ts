import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../auth/auth.ts';

/** A request to `/mcp` whose caller is known by now. */
export interface Incoming {
  request: IncomingMessage;
  response: ServerResponse;
  caller: Caller;
}
