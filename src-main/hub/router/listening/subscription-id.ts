import { type NotificationFrame, paramSpans } from '../../../../src-shared/wire/frame.ts';
import { findMembers, type Span } from '../../../../src-shared/wire/json-scan.ts';
import { exchangeMembers, insertMember } from '../../../../src-shared/wire/member-edits.ts';
import { metaKeys } from '../../../../src-shared/wire/meta-keys.ts';
import { type Edit, splice } from '../../../../src-shared/wire/splice.ts';
import { encode, type Pieces } from '../../mcp/message.ts';

/** Where a notification says which listen it belongs to; undefined where it does not say. */
export function subscriptionIdOf(frame: NotificationFrame): Span | undefined {
  const [meta] = paramSpans(frame, ['_meta']) ?? [];
  return meta && findMembers(frame.bytes, meta.start, [metaKeys.subscriptionId])?.[0];
}

/**
 * A server's notification as one that belongs to a client's listen; everything else of it stays.
 *
 * @param id - of the client's listen request, as it stood there.
 */
export function withSubscriptionId(frame: NotificationFrame, id: Uint8Array): Pieces {
  const { bytes, params } = frame;
  const spans = paramSpans(frame, ['_meta']);
  if (!params || !spans) return [bytes];
  const [meta] = spans;
  return splice(
    bytes,
    meta ? metaEdits(bytes, meta, id) : [insertMember(bytes, params, named(id))],
  );
}

/** A notification of the hub's own that belongs to a client's listen. */
export function listenMessage(
  method: string,
  id: Uint8Array,
  more: Readonly<Record<string, unknown>> = {},
): Pieces {
  const rest = Object.entries(more).map(([key, value]) =>
    Buffer.concat([encode(key), colon, encode(value)]),
  );
  const params = [named(id), ...rest].flatMap((member) => [comma, member]).slice(1);
  return [head, encode(method), middle, ...params, tail];
}

/** What a listen ends with (2026-07-28 basic/patterns/subscriptions). */
export function listenResult(id: Uint8Array, serverInfo: object): Uint8Array {
  const meta = [key, colon, id, comma, encode(metaKeys.serverInfo), colon, encode(serverInfo)];
  return Buffer.concat([resultHead, ...meta, tail]);
}

function metaEdits(bytes: Uint8Array, meta: Span, id: Uint8Array): readonly Edit[] {
  if (bytes[meta.start] !== OPEN_BRACE) {
    return [{ span: meta, text: Buffer.concat([open, key, colon, id, close]) }];
  }
  const text = Buffer.concat([key, colon, id]);
  return exchangeMembers(bytes, meta, { names: [metaKeys.subscriptionId], text });
}

/** `_meta` with nothing but the listen's id. */
function named(id: Uint8Array): Uint8Array {
  return Buffer.concat([metaHead, key, colon, id, close]);
}

const OPEN_BRACE = 0x7b;
const key = encode(metaKeys.subscriptionId);
const colon = Buffer.from(':');
const comma = Buffer.from(',');
const open = Buffer.from('{');
const close = Buffer.from('}');
const tail = Buffer.from('}}');
const metaHead = Buffer.from('"_meta":{');
const head = Buffer.from('{"jsonrpc":"2.0","method":');
const middle = Buffer.from(',"params":{');
const resultHead = Buffer.from('{"resultType":"complete","_meta":{');
