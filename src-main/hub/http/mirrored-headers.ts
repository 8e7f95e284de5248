/**
 * Headers that repeat parts of a modern request for whoever looks at no body (2026-07-28
 * basic/transports/streamable-http). They must say what the body says, or a proxy and the hub could
 * take one request for two different ones. Pure: the callers turn a mismatch into an answer.
 */
import type { IncomingMessage } from 'node:http';
import { paramSpans, type RequestFrame } from '../../../src-shared/wire/frame.ts';
import { parseString } from '../../../src-shared/wire/json-scan.ts';
import type { ParamName } from '../../../src-shared/wire/known-members.ts';
import { decodeHeaderValue } from '../mcp/header-values.ts';

/** A header that is missing, malformed, there twice, or says something else than the body. */
export interface HeaderMismatch {
  header: string;
  /** As it came; undefined where it did not. */
  sent: string | undefined;
  /** What the body says, in words. */
  body: string;
}

export type MirroredHeaders = Pick<IncomingMessage, 'headers' | 'headersDistinct'>;

/** Compares `MCP-Protocol-Version`; a missing one is the business of `checkRequired`. */
export function checkVersion(
  request: MirroredHeaders,
  version: string,
): HeaderMismatch | undefined {
  return differs(request, 'MCP-Protocol-Version', version)
    ? mismatch(request, 'MCP-Protocol-Version', `the envelope names revision "${version}"`)
    : undefined;
}

/** Compares `Mcp-Method`; a missing one is the business of `checkRequired`. */
export function checkMethod(request: MirroredHeaders, method: string): HeaderMismatch | undefined {
  return differs(request, 'Mcp-Method', method)
    ? mismatch(request, 'Mcp-Method', `the method is "${method}"`)
    : undefined;
}

/** Looks whether a request has all headers that its method needs, and compares `Mcp-Name`. */
export function checkRequired(
  request: MirroredHeaders,
  frame: RequestFrame,
): HeaderMismatch | undefined {
  for (const header of ['MCP-Protocol-Version', 'Mcp-Method']) {
    if (headerOf(request, header) === undefined) return mismatch(request, header, 'it is required');
  }
  const member = nameMembers.get(frame.method);
  const [span] = (member && paramSpans(frame, [member])) || [];
  const name = span && parseString(frame.bytes, span);
  // Without a name there is nothing to compare with; the method's own rules decide.
  if (name === undefined || decodedValueOf(request, 'Mcp-Name') === name) return undefined;
  return mismatch(request, 'Mcp-Name', `params.${member} is "${name}"`);
}

/** Where the value of `Mcp-Name` stands in params (the last three: extension "tasks"). */
const nameMembers: ReadonlyMap<string, ParamName> = new Map<string, ParamName>([
  ['tools/call', 'name'],
  ['prompts/get', 'name'],
  ['resources/read', 'uri'],
  ['tasks/get', 'taskId'],
  ['tasks/update', 'taskId'],
  ['tasks/cancel', 'taskId'],
]);

/** The text that a header stands for; undefined where it is missing, malformed or there twice. */
export function decodedValueOf(request: MirroredHeaders, header: string): string | undefined {
  const value = soleValueOf(request, header);
  return value === undefined ? undefined : decodeHeaderValue(value);
}

/** A header's value; a malformed one where it is there twice, undefined where it is missing. */
export function soleValueOf(request: MirroredHeaders, header: string): string | undefined {
  const value = headerOf(request, header);
  return value !== undefined && isTwice(request, header, value) ? malformed : value;
}

const malformed = '\0';

export function mismatch(request: MirroredHeaders, header: string, body: string): HeaderMismatch {
  return { header, sent: headerOf(request, header), body };
}

/** Whether a header is there and is not this value. */
function differs(request: MirroredHeaders, header: string, expected: string): boolean {
  const value = headerOf(request, header);
  return value !== undefined && (value !== expected || isTwice(request, header, value));
}

function headerOf({ headers }: MirroredHeaders, header: string): string | undefined {
  const value = headers[header.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}

/** Two lines of one header come as one with a comma between. */
function isTwice(request: MirroredHeaders, header: string, value: string): boolean {
  if (!value.includes(',')) return false;
  return (request.headersDistinct[header.toLowerCase()]?.length ?? 0) > 1;
}
