import { paramSpans, type RequestFrame } from '../../../src-shared/wire/frame.ts';
import { findMembers } from '../../../src-shared/wire/json-scan.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import type { Envelope } from '../mcp/envelope.ts';
import { rpcCodes } from '../mcp/message.ts';
import {
  isLegacyRevision,
  isModernRevision,
  legacyRevisions,
  modernRevisions,
} from '../mcp/revisions.ts';
import { isLogLevel } from '../router/log-levels.ts';

/** Why a request of the modern era is not taken, as a JSON-RPC error; over HTTP with status 400. */
export interface EnvelopeRefusal {
  code: number;
  message: string;
  data?: object;
}

/** Looks whether a request has an envelope that names a revision we speak (2026-07-28 basic). */
export function checkEnvelope(
  frame: RequestFrame,
  envelope: Envelope | undefined,
): EnvelopeRefusal | undefined {
  if (!envelope) return invalidEnvelope(`_meta lacks ${missingKeys(frame)}`);
  const { protocolVersion, clientCapabilities, logLevel } = envelope;
  if (!clientCapabilities) return invalidEnvelope(`_meta lacks "${metaKeys.clientCapabilities}"`);
  if (!isModernRevision(protocolVersion)) return unsupportedVersion(protocolVersion);
  if (logLevel !== undefined && !isLogLevel(logLevel)) {
    return invalidEnvelope(`"${metaKeys.logLevel}" in _meta is no logging level`);
  }
  return undefined;
}

/** @param detail - what is wrong with the envelope. */
export function invalidEnvelope(detail: string): EnvelopeRefusal {
  return { code: rpcCodes.invalidParams, message: `Invalid params: ${detail}` };
}

/** All that Loom speaks, in `server/discover` and in refusals. */
export const everyRevision: readonly string[] = [...modernRevisions, ...legacyRevisions];

/** Revisions of the legacy era are spoken after `initialize`, never in an envelope. */
export function unsupportedVersion(requested: string): EnvelopeRefusal {
  return {
    code: rpcCodes.unsupportedVersion,
    message: 'Unsupported protocol version',
    data: { supported: isLegacyRevision(requested) ? modernRevisions : everyRevision, requested },
  };
}

const required: readonly string[] = [metaKeys.protocolVersion, metaKeys.clientCapabilities];

/** What a request that should have an envelope lacks of it, in words. */
function missingKeys(frame: RequestFrame): string {
  const [meta] = paramSpans(frame, ['_meta']) ?? [];
  const spans = (meta && findMembers(frame.bytes, meta.start, required)) ?? [];
  // A revision that is no string is as good as none.
  const missing = required.filter((_key, index) => index === 0 || !spans[index]);
  return missing.map((key) => `"${key}"`).join(' and ');
}
