import { LoomError } from '../../../src-shared/errors.ts';
import { idKey, idOf } from '../../../src-shared/wire/frame.ts';
import { failureMessage, rpcCodes } from '../mcp/message.ts';
import type { ClientRequest } from '../sessions/session.ts';
import { refuse } from './request-parts.ts';

/** What may wait for one client at once, in calls and in bytes of their requests. */
const mostCalls = 5_000;
const mostBytes = 512 * 1024 * 1024;

/** A client that asks faster than servers answer must not fill the memory. */
export function refusesMore(request: ClientRequest): boolean {
  const { calls, heldBytes } = request.session;
  if (calls.size < mostCalls && heldBytes < mostBytes) return false;
  const error = new LoomError('server-busy', 'too many calls of this client wait already', {
    remedy: 'Try again when some of them have ended.',
    remedyId: 'try-again',
  });
  request.reply(failureMessage(idOf(request.frame), error));
  return true;
}

/** Two requests in flight under one id could not be told apart. */
export function refusesTwin(request: ClientRequest): boolean {
  const { session, frame } = request;
  if (!session.calls.has(idKey(frame.bytes, frame.id))) return false;
  refuse(request, rpcCodes.invalidRequest, 'a request with this id is still running');
  return true;
}
