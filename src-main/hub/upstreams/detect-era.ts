import type { Era, EraVerdict } from '../../../src-shared/domain/era.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { parseText } from '../../../src-shared/wire/json-scan.ts';
import { rpcCodes } from '../mcp/message.ts';
import { Peer, ServerRefusal } from '../mcp/peer.ts';
import {
  isLegacyRevision,
  isModernRevision,
  legacyRevisions,
  modernRevisions,
} from '../mcp/revisions.ts';
import { isModernCode, speaksOtherwise, supportedIn } from './era-failure.ts';
import { envelopeOf, initialize, untilAborted } from './handshake.ts';
import type { Link, LinkEvents } from './link.ts';
import { answerTooLong, unsupported } from './server-answer.ts';

/** How a server over HTTP is asked for its eras. */
export interface EraProbe {
  /** Opens a connection whose messages have at most `longestAnswer` bytes. */
  open(era: Era, events: LinkEvents, signal: AbortSignal): Promise<Link>;
  /** Who Loom says it is. */
  hub: object;
  /** How long each of its two questions waits for the answer. */
  patienceMs: number;
  /**
   * It runs, so that a refusal proves nothing: a proxy in front of it may answer 404 for a while. What
   * counts as being of the legacy era is to take its handshake.
   */
  isRunning?: boolean;
}

export interface Detection {
  verdict: EraVerdict;
  /** It need not be asked again. */
  isSure: boolean;
}

/**
 * Finds out how a server over HTTP can be spoken to: by `server/discover` (2026-07-28
 * basic/versioning) and, since servers that serve both eras name only modern revisions there, by
 * `initialize` too.
 *
 * @returns undefined where the server gave no evidence: it cannot be reached, wants other credentials,
 * is overloaded or does not answer. To start it tells why.
 * @throws LoomError 'server-protocol' where it speaks no revision that Loom speaks, or its answer is
 * longer than it may be; the signal's reason when that is aborted.
 */
export async function detectEra(
  probe: EraProbe,
  signal: AbortSignal,
): Promise<Detection | undefined> {
  const shown = await askModern(probe, signal);
  if (!shown) return undefined;
  const { versions, refused } = shown;
  const isLegacy = versions.some(isLegacyRevision);
  if (versions.some(isModernRevision)) {
    if (isLegacy) return { verdict: 'dual', isSure: true };
    // What refuses as a modern server does is to be asked again, and not to be sent `initialize`.
    return refused ? { verdict: 'modern', isSure: true } : await askWhetherDual(probe, signal);
  }
  if (!isLegacy) throw unsupported(versions);
  const isProven = !probe.isRunning || (await askLegacy(probe, signal)).ok;
  return isProven ? { verdict: 'legacy', isSure: true } : undefined;
}

/** The revisions that the server names or shows to speak, and whether it refused to answer. */
interface Shown {
  versions: readonly unknown[];
  refused: boolean;
}

async function askModern(probe: EraProbe, signal: AbortSignal): Promise<Shown | undefined> {
  try {
    return await converse(probe, { era: 'modern', signal }, async (peer, over) => {
      peer.envelope = envelopeOf(probe.hub);
      const { bytes, body } = await untilAborted(peer.ask('server/discover'), over);
      const result = parseText(bytes, body) as { supportedVersions?: unknown } | null | undefined;
      const versions = result?.supportedVersions;
      return { versions: Array.isArray(versions) ? versions : legacyRevisions, refused: false };
    });
  } catch (failure) {
    signal.throwIfAborted();
    const versions = versionsShownBy(failure);
    return versions && { versions, refused: true };
  }
}

function versionsShownBy(failure: unknown): readonly unknown[] | undefined {
  if (failure instanceof ServerRefusal) {
    // One over the revision that names none may come from a server of either era.
    const isModern = isModernCode(failure.code) && failure.code !== rpcCodes.unsupportedVersion;
    return supportedIn(failure) ?? (isModern ? modernRevisions : legacyRevisions);
  }
  if (failure instanceof LoomError && failure.code === 'message-too-large') {
    throw answerTooLong('server/discover', failure);
  }
  return speaksOtherwise(failure) ? legacyRevisions : undefined;
}

async function askWhetherDual(probe: EraProbe, signal: AbortSignal): Promise<Detection> {
  const asked = await askLegacy(probe, signal);
  if (asked.ok) return { verdict: 'dual', isSure: true };
  return { verdict: 'modern', isSure: speaksOtherwise(asked.failure) };
}

/** Whether it takes the handshake of the legacy era. */
async function askLegacy(
  probe: EraProbe,
  signal: AbortSignal,
): Promise<{ ok: true } | { ok: false; failure: unknown }> {
  const client = { capabilities: {}, clientInfo: probe.hub };
  try {
    await converse(probe, { era: 'legacy', signal }, (peer, over) =>
      initialize(peer, client, over),
    );
    return { ok: true };
  } catch (failure) {
    signal.throwIfAborted();
    return { ok: false, failure };
  }
}

/** One question on a connection of its own. */
async function converse<T>(
  { open, patienceMs }: EraProbe,
  { era, signal }: { era: Era; signal: AbortSignal },
  ask: (peer: Peer, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const peer = new Peer({ request() {}, notification() {}, warning() {} });
  const link = await open(era, eventsFor(peer), over);
  try {
    peer.attach(link);
    return await ask(peer, over);
  } finally {
    await link.close();
  }
}

function eventsFor(peer: Peer): LinkEvents {
  return {
    message: (bytes) => peer.receive(bytes),
    requestFailed: (id, error) => peer.fail(id, error),
    warning() {},
    renewed() {},
    eraDoubted() {},
    stderr() {},
    closed(end) {
      if (end.by === 'error') peer.failAll(end.error);
    },
  };
}
