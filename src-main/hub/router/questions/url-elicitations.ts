import type { ResponseFrame } from '../../../../src-shared/wire/frame.ts';
import { findMembers, parseText, scanArray } from '../../../../src-shared/wire/json-scan.ts';
import { removeMembers } from '../../../../src-shared/wire/member-edits.ts';
import { splice } from '../../../../src-shared/wire/splice.ts';
import type { ClientRequest } from '../../sessions/session.ts';
import { mayAskForInput } from './input-required.ts';
import { declaredIn } from './may-ask.ts';
import { inputRequired } from './parked-question.ts';

/** "URLElicitationRequiredError" (2025-11-25 client/elicitation); the modern era has none. */
const urlElicitationRequired = -32042;

/** A server that wants more of them is not answered at all by a person. */
const mostPages = 16;

/**
 * A legacy server's error that says which pages the client's user has to visit first, as the result
 * that says so in the modern era. It needs no state: the retry is a call like any other.
 *
 * @returns the result's text; undefined where the answer is anything else, or the request does not
 * declare that its client can show pages.
 */
export function requiredElicitations(
  asked: Pick<ClientRequest, 'frame' | 'envelope'>,
  { bytes, body, outcome }: ResponseFrame,
): Uint8Array | undefined {
  if (outcome === 'result' || !mayAskForInput(asked.frame.method)) return undefined;
  if (!canVisit(declaredIn(asked).elicitation)) return undefined;
  const [code, data] = findMembers(bytes, body.start, ['code', 'data']) ?? [];
  if (!code || parseText(bytes, code) !== urlElicitationRequired || !data) return undefined;
  const [list] = findMembers(bytes, data.start, ['elicitations']) ?? [];
  const spans = list && scanArray(bytes, list.start, mostPages);
  if (!spans || spans.length === 0 || spans.length > mostPages) return undefined;
  const requests = new Map<string, Uint8Array>();
  for (const [index, span] of spans.entries()) {
    const request = inputRequest(bytes.subarray(span.start, span.end));
    if (request) requests.set(`elicitation-${index + 1}`, request);
  }
  return requests.size === spans.length ? inputRequired(requests, undefined) : undefined;
}

function canVisit(elicitation: unknown): boolean {
  return typeof elicitation === 'object' && elicitation !== null && 'url' in elicitation;
}

/** Undefined where it is no elicitation by URL. */
function inputRequest(elicitation: Uint8Array): Uint8Array | undefined {
  const [mode] = findMembers(elicitation, 0, ['mode']) ?? [];
  if (!mode || parseText(elicitation, mode) !== 'url') return undefined;
  const whole = { start: 0, end: elicitation.length };
  const params = splice(elicitation, removeMembers(elicitation, whole, ['elicitationId']));
  return Buffer.concat([head, ...params, tail]);
}

const head = Buffer.from('{"method":"elicitation/create","params":');
const tail = Buffer.from('}');
