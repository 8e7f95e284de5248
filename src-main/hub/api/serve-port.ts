import { RPCHandler } from '@orpc/server/message-port';
import type { ApiContext } from './hub-service.ts';
import { apiRouter } from './index.ts';

/** What both Node's and Electron's MessagePort can do. */
export type ServablePort = Parameters<RPCHandler<ApiContext>['upgrade']>[0] & { start(): void };

/** Serves the API on a MessagePort until it closes. */
export function servePort(port: ServablePort, context: ApiContext): void {
  new RPCHandler(apiRouter).upgrade(port, { context });
  port.start();
}
