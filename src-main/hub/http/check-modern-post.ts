import { idOf, type NotificationFrame, type RequestFrame } from '../../../src-shared/wire/frame.ts';
import type { Envelope } from '../mcp/envelope.ts';
import { rpcCodes } from '../mcp/message.ts';
import { isModernRevision } from '../mcp/revisions.ts';
import {
  checkEnvelope,
  type EnvelopeRefusal,
  unsupportedVersion,
} from '../sessions/check-envelope.ts';
import {
  checkMethod,
  checkRequired,
  checkVersion,
  type HeaderMismatch,
  type MirroredHeaders,
  mismatch,
} from './mirrored-headers.ts';
import type { Posted } from './read-posted.ts';
import type { RpcRefusal } from './refuse-rpc.ts';

/** What was posted, and what it says of itself. */
export interface ModernPost extends Posted {
  /** Of the one message; undefined where it has none. */
  envelope: Envelope | undefined;
}

/** Why something that was posted as a message of the modern era is not taken. */
export function checkModernPost(
  headers: MirroredHeaders,
  { frames: [frame], isBatch, envelope }: ModernPost,
): RpcRefusal | undefined {
  if (isBatch) return invalidRequest('batches cannot be posted in this revision');
  if (frame?.kind === 'request') {
    const refusal = checkRequest(headers, frame, envelope);
    return refusal && { status: 400, id: idOf(frame), ...refusal };
  }
  if (frame?.kind === 'notification') {
    const refusal = checkNotification(headers, frame, envelope);
    return refusal && { status: 400, ...refusal };
  }
  return invalidRequest('servers ask nothing in this revision, so there is nothing to answer');
}

function invalidRequest(message: string): RpcRefusal {
  return { status: 400, code: rpcCodes.invalidRequest, message };
}

function checkRequest(
  headers: MirroredHeaders,
  frame: RequestFrame,
  envelope: Envelope | undefined,
): EnvelopeRefusal | undefined {
  if (!envelope && frame.method === 'initialize') {
    const body = 'initialize is the handshake of earlier revisions';
    return headerMismatch(mismatch(headers, 'MCP-Protocol-Version', body));
  }
  const differs =
    (envelope && checkVersion(headers, envelope.protocolVersion)) ??
    checkMethod(headers, frame.method);
  if (differs) return headerMismatch(differs);
  const refusal = checkEnvelope(frame, envelope);
  if (refusal) return refusal;
  const missing = checkRequired(headers, frame);
  return missing && headerMismatch(missing);
}

/** The revision asks nothing of their headers; what they say must fit nevertheless. */
function checkNotification(
  headers: MirroredHeaders,
  { method }: NotificationFrame,
  envelope: Envelope | undefined,
): EnvelopeRefusal | undefined {
  const differs =
    (envelope && checkVersion(headers, envelope.protocolVersion)) ?? checkMethod(headers, method);
  if (differs) return headerMismatch(differs);
  if (!envelope || isModernRevision(envelope.protocolVersion)) return undefined;
  return unsupportedVersion(envelope.protocolVersion);
}

/** A refusal that names the header, what it says, and what the body says. */
export function headerMismatch({ header, sent, body }: HeaderMismatch): EnvelopeRefusal {
  const says = sent === undefined ? 'is missing' : `says "${shown(sent)}"`;
  return {
    code: rpcCodes.headerMismatch,
    message: `Header mismatch: ${header} ${says}, but ${shown(body)}`,
    data: { mismatch: { header, sent, body: shown(body) } },
  };
}

/** Values may be of any length. */
function shown(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
