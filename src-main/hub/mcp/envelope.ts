import {
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
} from '../../../src-shared/wire/frame.ts';
import { findMembers, parseString, type Span } from '../../../src-shared/wire/json-scan.ts';

/** Keys of `_meta` that are MCP's own (2026-07-28 basic, "_meta"). */
export const metaKeys = {
  protocolVersion: 'io.modelcontextprotocol/protocolVersion',
  clientInfo: 'io.modelcontextprotocol/clientInfo',
  clientCapabilities: 'io.modelcontextprotocol/clientCapabilities',
  logLevel: 'io.modelcontextprotocol/logLevel',
  subscriptionId: 'io.modelcontextprotocol/subscriptionId',
  serverInfo: 'io.modelcontextprotocol/serverInfo',
} as const;

/** What a modern request says of its sender, in its `_meta`; spans of the request's bytes. */
export interface Envelope {
  /** The whole `_meta` object. */
  meta: Span;
  protocolVersion: string;
  /** Undefined where it is missing, which makes the request malformed. */
  clientCapabilities: Span | undefined;
  clientInfo: Span | undefined;
  logLevel: string | undefined;
}

/**
 * The envelope of a message of the modern era; undefined where it claims no such era, so that it
 * belongs to the legacy one.
 */
export function readEnvelope(frame: RequestFrame | NotificationFrame): Envelope | undefined {
  if (!mayHaveEnvelope(frame.bytes)) return undefined;
  const [meta] = paramSpans(frame, ['_meta']) ?? [];
  const spans = meta && findMembers(frame.bytes, meta.start, envelopeKeys);
  if (!meta || !spans) return undefined;
  const [version, clientCapabilities, clientInfo, level] = spans;
  const protocolVersion = version && parseString(frame.bytes, version);
  if (protocolVersion === undefined) return undefined;
  const logLevel = level && parseString(frame.bytes, level);
  return { meta, protocolVersion, clientCapabilities, clientInfo, logLevel };
}

const envelopeKeys = [
  metaKeys.protocolVersion,
  metaKeys.clientCapabilities,
  metaKeys.clientInfo,
  metaKeys.logLevel,
];

/** Some printers escape the slash that follows. */
const reserved = 'io.modelcontextprotocol';

/** A native search: a legacy request of many megabytes must not be scanned once more for this. */
function mayHaveEnvelope(bytes: Uint8Array): boolean {
  const { buffer, byteOffset, byteLength } = bytes;
  return Buffer.from(buffer, byteOffset, byteLength).includes(reserved);
}
