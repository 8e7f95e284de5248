import { bodySpans, type ResponseFrame } from '../../../src-shared/wire/frame.ts';
import { findMembers, parseText } from '../../../src-shared/wire/json-scan.ts';
import { insertMember, removeFound, removeMembers } from '../../../src-shared/wire/member-edits.ts';
import type { Edit } from '../../../src-shared/wire/splice.ts';
import { rpcCodes } from './message.ts';

/**
 * Answers between the eras: what one needs besides its id. Nothing else of it is touched. Requests
 * and notifications are in request-crossing.ts.
 */

/**
 * What makes the answer of a legacy server one for a modern client: every result has a type, one of
 * `resources/read` says how long it may be kept, and a resource that does not exist is an invalid
 * parameter (2026-07-28 changelog). What stands there already stays.
 *
 * @param method - of the request. Lists are not relayed and not handled here.
 */
export function liftAnswer(method: string, frame: ResponseFrame): Edit[] {
  const isRead = method === reading;
  if (frame.outcome === 'error') return isRead ? liftReadError(frame) : [];
  const { bytes, body } = frame;
  if (bytes[body.start] !== OPEN_BRACE) return [];
  const names = isRead ? readMembers : resultMembers;
  const missing = names.filter((name) => !hasMember(frame, name));
  if (missing.length === 0) return [];
  const text = missing.map((name) => `"${name}":${defaults[name]}`).join(',');
  return [insertMember(bytes, body, text)];
}

/**
 * What makes the answer of a modern server one for a legacy client, the reverse of `liftAnswer`. The
 * resource that does not exist is told from other invalid parameters by the `uri` in the error's data.
 * Structured content of another kind than an object is put into one (SEP-2106), as `result`.
 *
 * @param method - of the request. Lists are not relayed and not handled here.
 * @param wrapsResults - asked where a tool's structured content is an object: whether the client was
 * told that it comes within another one. See `legacyTool`.
 */
export function lowerAnswer(
  method: string,
  frame: ResponseFrame,
  wrapsResults: () => boolean = () => false,
): Edit[] {
  const isRead = method === reading;
  if (frame.outcome === 'error') return isRead ? lowerReadError(frame) : [];
  const removal = removeModern(frame, isRead ? readMembers : resultMembers);
  return method === calling ? [...removal, ...wrapContent(frame, wrapsResults)] : removal;
}

const OPEN_BRACE = 0x7b;
const calling = 'tools/call';
const reading = 'resources/read';
/** What a result must have and a legacy server never says: nothing is known, so nothing is kept. */
const defaults = { resultType: '"complete"', ttlMs: '0', cacheScope: '"private"' } as const;

type ModernMember = keyof typeof defaults;
const resultMembers: readonly ModernMember[] = ['resultType'];
const readMembers: readonly ModernMember[] = ['resultType', 'ttlMs', 'cacheScope'];

/** One that stands there twice makes the object malformed. */
function hasMember(frame: ResponseFrame, name: ModernMember): boolean {
  const found = bodySpans(frame, [name]);
  return !found || found[0] !== undefined;
}

function removeModern(frame: ResponseFrame, names: readonly ModernMember[]): Edit[] {
  const { bytes, body } = frame;
  const found = bodySpans(frame, names);
  // All of those that stand there twice, too.
  if (!found) return removeMembers(bytes, body, names);
  return removeFound(
    bytes,
    found.filter((span) => span !== undefined),
  );
}

function wrapContent(frame: ResponseFrame, wrapsResults: () => boolean): Edit[] {
  const { bytes } = frame;
  const [value] = bodySpans(frame, ['structuredContent']) ?? [];
  if (!value || (bytes[value.start] === OPEN_BRACE && !wrapsResults())) return [];
  const { start, end } = value;
  return [
    { span: { start, end: start }, text: '{"result":' },
    { span: { start: end, end }, text: '}' },
  ];
}

function liftReadError(frame: ResponseFrame): Edit[] {
  const { resourceNotFound, invalidParams } = rpcCodes;
  return replaceCode(frame, { from: resourceNotFound, to: invalidParams });
}

function lowerReadError(frame: ResponseFrame): Edit[] {
  const { bytes } = frame;
  const [data] = bodySpans(frame, ['data']) ?? [];
  const [uri] = (data && findMembers(bytes, data.start, ['uri'])) ?? [];
  if (!uri || bytes[uri.start] !== QUOTE) return [];
  const { resourceNotFound, invalidParams } = rpcCodes;
  return replaceCode(frame, { from: invalidParams, to: resourceNotFound });
}

const QUOTE = 0x22;

function replaceCode(frame: ResponseFrame, { from, to }: { from: number; to: number }): Edit[] {
  const [code] = bodySpans(frame, ['code']) ?? [];
  if (!code || parseText(frame.bytes, code) !== from) return [];
  return [{ span: code, text: String(to) }];
}
