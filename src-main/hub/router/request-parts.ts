import { paramSpans, type RequestFrame } from '../../../src-shared/wire/frame.ts';
import { parseText, type Span } from '../../../src-shared/wire/json-scan.ts';
import { encode, errorMessage } from '../mcp/message.ts';
import type { ClientRequest } from '../sessions/session.ts';
import type { Route } from './relayed-call.ts';
import { tokenIn } from './server-requests.ts';

export const emptyResult = encode({});

/** The request's id as it stands there. */
export function idOf({ bytes, id }: RequestFrame): Uint8Array {
  return bytes.subarray(id.start, id.end);
}

export function uriOf({ frame }: ClientRequest): string | undefined {
  const [span] = paramSpans(frame, ['uri']) ?? [];
  return textAt(frame.bytes, span);
}

/** The string in a span; undefined where there is none. */
export function textAt(bytes: Uint8Array, span: Span | undefined): string | undefined {
  const value = span && parseText(bytes, span);
  return typeof value === 'string' ? value : undefined;
}

export function progressOf(
  { frame }: ClientRequest,
  meta: Span | undefined,
): Pick<Route, 'progressToken'> {
  return { progressToken: meta && tokenIn(frame.bytes, meta) };
}

export function refuse(request: ClientRequest, code: number, message: string): void {
  request.reply(errorMessage(idOf(request.frame), code, message));
}
