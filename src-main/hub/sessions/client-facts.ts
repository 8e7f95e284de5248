import { createHash } from 'node:crypto';
import { copySpan, parseText, type Span } from '../../../src-shared/wire/json-scan.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import type { Envelope } from '../mcp/envelope.ts';

/** What a client says of itself: once in its handshake, or in every request. */
export interface ClientFacts {
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly clientInfo: ClientInfo | undefined;
}

export type ClientInfo = Readonly<{ name?: unknown; version?: unknown }>;

/** The same as it stood in a modern request; copies, for longer than the request lives. */
export interface RawFacts {
  readonly capabilities: Uint8Array;
  readonly clientInfo: Uint8Array | undefined;
}

export type FactsReading =
  | { ok: true; facts: ClientFacts; raw: RawFacts }
  | { ok: false; detail: string };

/** Each is kept for as long as its client is connected, so it must stay small. */
const longest = 256 * 1024;

/**
 * Reads what a modern request says of its sender (2026-07-28 basic, "_meta"). Capabilities are
 * required; clientInfo is not, but must be an object where it is there.
 */
export function readFacts(bytes: Uint8Array, envelope: Envelope): FactsReading {
  const { clientCapabilities, clientInfo } = envelope;
  if (!clientCapabilities) {
    return { ok: false, detail: `_meta lacks "${metaKeys.clientCapabilities}"` };
  }
  for (const span of [clientCapabilities, clientInfo]) {
    if (span && span.end - span.start > longest) {
      return { ok: false, detail: `_meta describes its client in over ${longest} bytes` };
    }
  }
  const capabilities = parseText(bytes, clientCapabilities);
  if (!isObject(capabilities)) {
    return { ok: false, detail: `"${metaKeys.clientCapabilities}" in _meta is no object` };
  }
  const info = clientInfo && parseText(bytes, clientInfo);
  if (clientInfo && !isObject(info)) {
    return { ok: false, detail: `"${metaKeys.clientInfo}" in _meta is no object` };
  }
  const raw = {
    capabilities: copySpan(bytes, clientCapabilities),
    clientInfo: clientInfo && copySpan(bytes, clientInfo),
  };
  return { ok: true, facts: { capabilities, clientInfo: isObject(info) ? info : undefined }, raw };
}

/** Whether a request says, byte for byte, what was read before. */
export function saysTheSame(bytes: Uint8Array, envelope: Envelope, raw: RawFacts): boolean {
  return (
    spanIs(bytes, envelope.clientCapabilities, raw.capabilities) &&
    spanIs(bytes, envelope.clientInfo, raw.clientInfo)
  );
}

function spanIs(
  bytes: Uint8Array,
  span: Span | undefined,
  expected: Uint8Array | undefined,
): boolean {
  if (!span || !expected) return span === expected;
  if (span.end - span.start !== expected.length) return false;
  return Buffer.compare(bytes.subarray(span.start, span.end), expected) === 0;
}

/** Stands for capabilities: clients of one kind are offered the same. */
export function kindOf(capabilities: object): string {
  return createHash('sha256').update(JSON.stringify(capabilities)).digest('hex').slice(0, 12);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
