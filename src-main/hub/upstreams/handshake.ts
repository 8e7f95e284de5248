import type { Era } from '../../../src-shared/domain/era.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { copySpan, parseText } from '../../../src-shared/wire/json-scan.ts';
import type { Peer } from '../mcp/peer.ts';
import { isLegacyRevision, newestLegacyRevision } from '../mcp/revisions.ts';
import type { Link } from './link.ts';

/** A server's answer to `initialize` or `server/discover`: its text, and the parts the hub reads. */
export interface ServerAnswer {
  era: Era;
  raw: Uint8Array;
  protocolVersion: string;
  capabilities: Readonly<Record<string, unknown>>;
  instructions: string | undefined;
}

/** What a server is told that its client can do when no session is known yet: all that we relay. */
export const allClientCapabilities = {
  roots: { listChanged: true },
  sampling: { tools: {}, context: {} },
  elicitation: { form: {}, url: {} },
};

/** It is kept and read again and again, so it must stay small. */
const longestAnswer = 1024 * 1024;

/**
 * The legacy handshake (2025-11-25 basic/lifecycle), up to the point where calls may be sent.
 *
 * @throws LoomError 'server-protocol' for an answer that is none or a revision we do not speak.
 */
export async function handshake(
  peer: Peer,
  link: Link,
  client: { capabilities: unknown; clientInfo: unknown },
  signal: AbortSignal,
): Promise<ServerAnswer> {
  const params = { protocolVersion: newestLegacyRevision, ...client };
  const frame = await untilAborted(peer.ask('initialize', params), signal);
  if (frame.body.end - frame.body.start > longestAnswer) {
    throw new LoomError(
      'server-protocol',
      `its answer to initialize is longer than ${longestAnswer} bytes`,
    );
  }
  const raw = copySpan(frame.bytes, frame.body);
  const answer = readAnswer(raw);
  peer.notify('notifications/initialized');
  await untilAborted(link.established(answer.protocolVersion), signal);
  return answer;
}

/** Reads a stored or received `initialize` result. */
export function readAnswer(raw: Uint8Array): ServerAnswer {
  const value = parseText(raw, { start: 0, end: raw.length });
  const { protocolVersion, capabilities, instructions } = (value ?? {}) as Record<string, unknown>;
  if (!isLegacyRevision(protocolVersion)) {
    throw new LoomError(
      'server-protocol',
      `it speaks MCP ${JSON.stringify(protocolVersion) ?? 'of no stated revision'}, which Loom does not`,
    );
  }
  const isObject = typeof capabilities === 'object' && capabilities !== null;
  return {
    era: 'legacy',
    raw,
    protocolVersion,
    capabilities: isObject ? (capabilities as Record<string, unknown>) : {},
    instructions: typeof instructions === 'string' ? instructions : undefined,
  };
}

/** `initialize` must not be cancelled by notification, so only the waiting ends. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
