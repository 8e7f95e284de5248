import type { Era } from '../../../src-shared/domain/era.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { parseText } from '../../../src-shared/wire/json-scan.ts';
import { isLegacyRevision, isModernRevision } from '../mcp/revisions.ts';

/** A server's answer to `initialize` or `server/discover`: its text, and the parts the hub reads. */
export interface ServerAnswer {
  era: Era;
  raw: Uint8Array;
  protocolVersion: string;
  capabilities: Readonly<Record<string, unknown>>;
  instructions: string | undefined;
}

/** It is kept and read again and again, so it must stay small; in bytes. */
export const longestAnswer = 1024 * 1024;

/** It is as good as no answer; no setting changes that. */
export function answerTooLong(method: string, cause?: unknown): LoomError {
  const text = `its answer to ${method} is longer than ${longestAnswer} bytes`;
  const remedy =
    'No answer of that kind may be so long, whatever config.yaml says; tell its authors.';
  return new LoomError('server-protocol', text, { remedy, cause });
}

/**
 * Reads a stored or received result of `initialize` or `server/discover`.
 *
 * @throws LoomError 'server-protocol' where it is neither, or names no revision that Loom speaks.
 */
export function readAnswer(raw: Uint8Array): ServerAnswer {
  const value = parseText(raw, { start: 0, end: raw.length });
  const { protocolVersion, supportedVersions, capabilities, instructions } = (value ??
    {}) as Record<string, unknown>;
  const rest = {
    raw,
    capabilities: isObject(capabilities) ? capabilities : {},
    instructions: typeof instructions === 'string' ? instructions : undefined,
  };
  if (isLegacyRevision(protocolVersion)) return { ...rest, era: 'legacy', protocolVersion };
  if (!Array.isArray(supportedVersions)) {
    const spoken = JSON.stringify(protocolVersion) ?? 'of no stated revision';
    throw new LoomError('server-protocol', `it speaks MCP ${spoken}, which Loom does not`);
  }
  const revision = supportedVersions.find(isModernRevision);
  if (revision === undefined) throw unsupported(supportedVersions);
  return { ...rest, era: 'modern', protocolVersion: revision };
}

/** No revision that the server speaks is one of ours, or of those that its entry allows. */
export function unsupported(versions: readonly unknown[], remedy = otherVersion): LoomError {
  const names = versions.filter((version) => typeof version === 'string');
  // A server may write anything there.
  const shown = names.slice(0, 10).map((name) => name.slice(0, 40));
  const text = `it supports MCP ${shown.join(', ') || 'of no stated revision'} only`;
  const remedyId = remedy === otherVersion ? 'other-version' : 'correct-era';
  return new LoomError('server-protocol', text, { remedy, remedyId });
}

const otherVersion = 'Look for a newer Loom, or for another version of the server.';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
