import { RPCHandler } from '@orpc/server/fetch';
import type { ApiContext } from './hub-service.ts';
import { apiRouter } from './index.ts';

/** Serves the API below `/api`; undefined where the path names no call. Checks nobody's rights. */
export function serveRequests(
  context: ApiContext,
): (request: Request) => Promise<Response | undefined> {
  const handler = new RPCHandler(apiRouter);
  return async (request) => {
    const { response } = await handler.handle(request, { prefix: '/api', context });
    return response;
  };
}
