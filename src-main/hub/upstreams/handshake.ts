import type { Era } from '../../../src-shared/domain/era.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { copySpan } from '../../../src-shared/wire/json-scan.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import { type Peer, ServerRefusal } from '../mcp/peer.ts';
import { newestLegacyRevision, newestModernRevision } from '../mcp/revisions.ts';
import type { Link } from './link.ts';
import { answerTooLong, longestAnswer, readAnswer, type ServerAnswer } from './server-answer.ts';

/** What a server is told that its client can do when no session is known yet: all that we relay. */
export const allClientCapabilities = {
  roots: { listChanged: true },
  sampling: { tools: {}, context: {} },
  elicitation: { form: {}, url: {} },
};

/** How a server is met. */
export interface Greeting {
  /** What is tried, in this order: the second where the server refuses the first. */
  eras: readonly Era[];
  /** What a server of the legacy era is told of its client. */
  client: { capabilities: unknown; clientInfo: unknown };
  /** Who Loom says it is in requests of its own to a modern server. */
  hub: object;
}

export interface Connection {
  peer: Peer;
  link: Link;
  signal: AbortSignal;
}

/**
 * Gets to know a server, up to the point where calls may be sent: the handshake of the legacy era
 * (2025-11-25 basic/lifecycle), or `server/discover` of the modern one.
 *
 * @throws ServerRefusal where the server refuses what was tried; LoomError 'server-protocol' for an
 * answer that is none or a revision we do not speak.
 */
export async function handshake(
  connection: Connection,
  { eras, client, hub }: Greeting,
): Promise<ServerAnswer> {
  let refusal: { era: Era; error: unknown } | undefined;
  for (const era of eras) {
    try {
      return era === 'legacy'
        ? await shakeHands(connection, client)
        : await discover(connection, hub);
    } catch (error) {
      // Of two refusals that of `initialize` says more, as the one that both eras know.
      if (!refusal || era === 'legacy' || !(error instanceof ServerRefusal)) {
        refusal = { era, error };
      }
      if (!(error instanceof ServerRefusal)) break;
    }
  }
  throw refusal?.error;
}

async function shakeHands(
  { peer, link, signal }: Connection,
  client: Greeting['client'],
): Promise<ServerAnswer> {
  const answer = await initialize(peer, client, signal);
  peer.notify('notifications/initialized');
  await untilAborted(link.established(answer.protocolVersion), signal);
  return answer;
}

/** The first half of the legacy handshake. */
export async function initialize(
  peer: Peer,
  client: Greeting['client'],
  signal: AbortSignal,
): Promise<ServerAnswer> {
  const params = { protocolVersion: newestLegacyRevision, ...client };
  const answer = await ask(peer, { method: 'initialize', params }, signal);
  if (answer.era === 'legacy') return answer;
  throw new LoomError('server-protocol', 'its answer to initialize names no revision of MCP');
}

/** From here on every request of the hub's own carries the envelope that a modern server needs. */
async function discover({ peer, signal }: Connection, hub: object): Promise<ServerAnswer> {
  peer.envelope = envelopeOf(hub);
  try {
    const answer = await ask(peer, { method: 'server/discover' }, signal);
    if (answer.era === 'modern') return answer;
    throw new LoomError('server-protocol', 'its answer to server/discover names no revisions');
  } catch (error) {
    peer.envelope = undefined;
    throw error;
  }
}

/** What the hub says of itself in requests of its own. */
export function envelopeOf(hub: object): object {
  return {
    [metaKeys.protocolVersion]: newestModernRevision,
    [metaKeys.clientInfo]: hub,
    [metaKeys.clientCapabilities]: {},
  };
}

async function ask(
  peer: Peer,
  { method, params }: { method: string; params?: object },
  signal: AbortSignal,
): Promise<ServerAnswer> {
  const { bytes, body } = await untilAborted(peer.ask(method, params), signal);
  if (body.end - body.start > longestAnswer) throw answerTooLong(method);
  return readAnswer(copySpan(bytes, body));
}

/** `initialize` must not be cancelled by notification, so only the waiting ends. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
