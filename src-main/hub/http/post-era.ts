import type { NotificationFrame, RequestFrame } from '../../../src-shared/wire/frame.ts';
import { type Envelope, readEnvelope } from '../mcp/envelope.ts';
import { isModernRevision, modernRevisions } from '../mcp/revisions.ts';
import type { ModernPost } from './check-modern-post.ts';
import type { Posted } from './read-posted.ts';

export type PostEra = { era: 'legacy' } | { era: 'modern'; post: ModernPost };

/**
 * The era of what was posted. The body decides: an envelope claims the modern era, `initialize` the
 * legacy one. Where it says nothing, the header does.
 *
 * @param version - the header `MCP-Protocol-Version`.
 */
export function eraOfPost(posted: Posted, version: string | undefined): PostEra {
  const { frames, isBatch } = posted;
  const envelopes = frames.map((frame) =>
    frame.kind === 'response' ? undefined : envelopeOf(frame),
  );
  const isClaimed = envelopes.some((envelope) => envelope !== undefined);
  const probes = !isBatch && frames[0]?.kind === 'request' && frames[0].method === discover;
  if (!isClaimed && !probes && !namesModern(version)) return { era: 'legacy' };
  return { era: 'modern', post: { ...posted, envelope: envelopes[0] } };
}

/** Whether something of what was posted says in its envelope that it is of the modern era. */
export function claimsModern({ frames }: Posted): boolean {
  return frames.some((frame) => {
    const envelope = frame.kind === 'response' ? undefined : readEnvelope(frame);
    return envelope !== undefined && isModernRevision(envelope.protocolVersion);
  });
}

/** The method that only this era has: whoever probes with it is to see that we speak it. */
const discover = 'server/discover';

/** The legacy handshake stays what it is, unless its envelope is in order. */
function envelopeOf(frame: RequestFrame | NotificationFrame): Envelope | undefined {
  const envelope = readEnvelope(frame);
  if (frame.method !== 'initialize') return envelope;
  const isInOrder = envelope?.clientCapabilities && isModernRevision(envelope.protocolVersion);
  return isInOrder ? envelope : undefined;
}

/** Revisions are dates: what comes behind the first of this era is of this era, too. */
export function namesModern(version: string | undefined): boolean {
  return version !== undefined && version >= firstModern;
}

const firstModern = modernRevisions.at(-1) ?? modernRevisions[0];
