import type { Era } from '../../../src-shared/domain/era.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { readFrame } from '../../../src-shared/wire/frame.ts';
import { rpcCodes } from '../mcp/message.ts';
import { readRefusal, ServerRefusal } from '../mcp/peer.ts';
import { newestModernRevision } from '../mcp/revisions.ts';
import { givenEraRemedy, isModernCode, supportedIn } from './era-failure.ts';
import { HttpRefusal, refusalText } from './http-failure.ts';
import type { HttpSession } from './http-session.ts';

/** A message that a server refused over HTTP. */
export interface RefusedPost {
  method: string | undefined;
  status: number;
  /** On one line. */
  body: Uint8Array;
}

/**
 * Whether a server refuses a message as only one does that is not of the era it is spoken to in: there
 * may be another behind its url by now. This is a suspicion and no proof.
 */
export function doubtsEra(era: Era, { method, status, body }: RefusedPost): boolean {
  if (method === undefined || greetings.has(method) || !telling.has(status)) return false;
  const error = errorIn(body);
  if (era === 'legacy') return error !== undefined && isModernCode(error.code);
  if (!error) return true;
  if (error.code !== rpcCodes.unsupportedVersion) return !modernAnswers.has(error.code);
  return !supportedIn(error)?.includes(newestModernRevision);
}

/**
 * What such a refusal means to whoever sent the message.
 *
 * @param said - what the server wrote besides; it is shortened and stripped of secrets.
 */
export function otherEraFailure(
  { target, era, isEraGiven }: Pick<HttpSession, 'target' | 'era' | 'isEraGiven'>,
  status: number,
  said: string,
): LoomError {
  const text = `${refusalText(target, status, said)} (it may not speak the ${era} era of MCP any more)`;
  const remedy = isEraGiven
    ? givenEraRemedy(era)
    : 'Loom finds out how it speaks now: try again in a moment. If it goes on, check its url.';
  const cause = new HttpRefusal(status);
  return new LoomError('server-unavailable', text, { server: target.serverId, remedy, cause });
}

/** Whoever sends one of these is just finding out. */
const greetings = new Set(['initialize', 'notifications/initialized', 'server/discover']);

const telling = new Set([400, 404, 405]);

/** What a server of the modern era may well refuse a message of ours with. */
const modernAnswers = new Set<number>([
  rpcCodes.headerMismatch,
  rpcCodes.missingCapability,
  rpcCodes.methodNotFound,
  rpcCodes.invalidParams,
  rpcCodes.internalError,
  rpcCodes.parseError,
]);

function errorIn(body: Uint8Array): ServerRefusal | undefined {
  const reading = readFrame(body);
  if (!reading.ok || reading.frame.kind !== 'response') return undefined;
  const { frame } = reading;
  const refusal = frame.outcome === 'error' ? readRefusal(frame) : undefined;
  return refusal instanceof ServerRefusal ? refusal : undefined;
}
