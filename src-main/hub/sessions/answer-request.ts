import { toLoomError } from '../../../src-shared/errors.ts';
import { idOf } from '../../../src-shared/wire/frame.ts';
import { failureMessage, rpcCodes } from '../mcp/message.ts';
import { refuse } from '../router/request-parts.ts';
import type { ClientRequest } from './session.ts';

/** What a face does with a request of one method. */
export type Handler = (request: ClientRequest) => void | Promise<void>;

/** Whatever goes wrong with a request concerns whoever sent it, and nobody else. */
export function answerRequest(request: ClientRequest, handle: Handler): void {
  const failed = (thrown: unknown) =>
    request.reply(failureMessage(idOf(request.frame), toLoomError(thrown)));
  try {
    handle(request)?.catch(failed);
  } catch (thrown) {
    failed(thrown);
  }
}

/** Its era has no such method. */
export function refuseUnknownMethod(request: ClientRequest): void {
  refuse(request, rpcCodes.methodNotFound, 'Method not found');
}
