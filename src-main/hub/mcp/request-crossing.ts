import {
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
} from '../../../src-shared/wire/frame.ts';
import type { Span } from '../../../src-shared/wire/json-scan.ts';
import {
  exchangeMembers,
  insertMember,
  removalOf,
  removeFound,
} from '../../../src-shared/wire/member-edits.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import { skipSpace } from '../../../src-shared/wire/skip-value.ts';
import type { Edit } from '../../../src-shared/wire/splice.ts';
import type { Envelope } from './envelope.ts';
import { newestModernRevision } from './revisions.ts';

/**
 * Requests and notifications between the eras: what a relayed message needs besides its ids, names
 * and tokens. Nothing else of it is touched. Answers are in answer-crossing.ts.
 */

/** The envelope of a modern request as finished JSON text; made once and used for many requests. */
export interface EnvelopeText {
  /** The members of `_meta`, with commas between. */
  members: Uint8Array;
  /** `"_meta":{…}` with these members. */
  meta: Uint8Array;
}

/** What an envelope says of its sender. */
export interface EnvelopeFacts {
  clientInfo: object | undefined;
  capabilities: object;
  logLevel: string | undefined;
  /** The newest modern one where it is missing. */
  protocolVersion?: string | undefined;
}

export function envelopeText(facts: EnvelopeFacts): EnvelopeText {
  const meta = JSON.stringify({
    [metaKeys.protocolVersion]: facts.protocolVersion ?? newestModernRevision,
    [metaKeys.clientCapabilities]: facts.capabilities,
    [metaKeys.clientInfo]: facts.clientInfo,
    [metaKeys.logLevel]: facts.logLevel,
  });
  return {
    members: encoder.encode(meta.slice(1, -1)),
    meta: encoder.encode(`"_meta":${meta}`),
  };
}

/** Raw JSON values that the retry of a request carries in its params (2026-07-28 patterns/mrtr). */
export interface RetryParams {
  inputResponses?: Uint8Array | undefined;
  requestState?: Uint8Array | undefined;
}

/**
 * What makes a legacy request a modern one. Everything of the original stays, but for envelope keys
 * in its `_meta` and members that `added` brings anew, which would else stand there twice.
 *
 * Where params or `_meta` are neither missing, null nor an object, or `_meta` stands there twice,
 * there are no edits: the server refuses what was malformed before.
 */
export function liftRequest(
  frame: RequestFrame,
  envelope: EnvelopeText,
  added: RetryParams = {},
): Edit[] {
  const { bytes, params } = frame;
  const retry = retryMembers(added);
  const fresh = [envelope.meta, ...retry.texts];
  if (!params) {
    const text = joined([paramsOpen, ...withCommas(fresh), close]);
    return [insertMember(bytes, { start: skipSpace(bytes, 0), end: bytes.length }, text)];
  }
  if (isNull(bytes, params)) {
    return [{ span: params, text: joined([open, ...withCommas(fresh), close]) }];
  }
  const spans = paramSpans(frame, ['_meta']);
  if (!spans) return [];
  const [meta] = spans;
  if (!meta) return putMembers(bytes, params, { names: retry.names, texts: fresh });
  const lifted = liftMeta(bytes, meta, envelope);
  if (lifted.length === 0) return [];
  return [...putMembers(bytes, params, retry), ...lifted];
}

/** What makes a modern request a legacy one; `_meta` goes where it held nothing but the envelope. */
export function lowerRequest(frame: RequestFrame, envelope: Envelope): Edit[] {
  const { bytes, method, params } = frame;
  if (!params) return [];
  // What stands there twice stays: no legacy server looks at either.
  const retried = retryMethods.has(method) ? (paramSpans(frame, retryKeys) ?? []) : [];
  const others = retried.filter((span) => span !== undefined);
  return lowerMeta(bytes, { meta: envelope.meta, names: envelopeKeys, others });
}

/** Takes out of a listening's notification which listening it belongs to. */
export function lowerNotification(frame: NotificationFrame): Edit[] {
  const [meta] = paramSpans(frame, ['_meta']) ?? [];
  return meta ? lowerMeta(frame.bytes, { meta, names: [metaKeys.subscriptionId], others: [] }) : [];
}

/** The only methods whose requests may be retried with input. */
const retryMethods = new Set(['tools/call', 'prompts/get', 'resources/read']);
const retryKeys = ['inputResponses', 'requestState'] as const;
const envelopeKeys = [
  metaKeys.protocolVersion,
  metaKeys.clientCapabilities,
  metaKeys.clientInfo,
  metaKeys.logLevel,
];

function liftMeta(bytes: Uint8Array, meta: Span, envelope: EnvelopeText): Edit[] {
  if (isNull(bytes, meta)) return [{ span: meta, text: joined([open, envelope.members, close]) }];
  if (bytes[meta.start] !== OPEN_BRACE) return [];
  return exchangeMembers(bytes, meta, { names: envelopeKeys, text: envelope.members });
}

interface LoweredMeta {
  meta: Span;
  /** What goes out of `_meta`. */
  names: readonly string[];
  /** Values of what goes out of the params. */
  others: readonly Span[];
}

function lowerMeta(bytes: Uint8Array, { meta, names, others }: LoweredMeta): Edit[] {
  const { edits, kept } = removalOf(bytes, meta, names);
  if (kept === 0) return removeFound(bytes, [meta, ...others]);
  return [...removeFound(bytes, others), ...edits];
}

interface NewMembers {
  names: readonly string[];
  /** Each `"key":value`. */
  texts: readonly Uint8Array[];
}

function retryMembers(added: RetryParams): NewMembers {
  const names: string[] = [];
  const texts: Uint8Array[] = [];
  for (const name of ['inputResponses', 'requestState'] as const) {
    const value = added[name];
    if (!value) continue;
    names.push(name);
    texts.push(joined([encoder.encode(`"${name}":`), value]));
  }
  return { names, texts };
}

function putMembers(bytes: Uint8Array, object: Span, members: NewMembers): Edit[] {
  const { names, texts } = members;
  if (texts.length === 0) return [];
  const text = joined(withCommas(texts));
  if (names.length === 0) return [insertMember(bytes, object, text)];
  return exchangeMembers(bytes, object, { names, text });
}

const encoder = new TextEncoder();
const OPEN_BRACE = 0x7b;
const comma = encoder.encode(',');
const open = encoder.encode('{');
const close = encoder.encode('}');
const paramsOpen = encoder.encode('"params":{');

function isNull(bytes: Uint8Array, span: Span): boolean {
  return bytes[span.start] === 0x6e;
}

function withCommas(texts: readonly Uint8Array[]): Uint8Array[] {
  return texts.flatMap((text, index) => (index === 0 ? [text] : [comma, text]));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}
