import type { Era } from '../../../src-shared/domain/era.ts';
import { idOf, paramSpans } from '../../../src-shared/wire/frame.ts';
import { findMembers, parseString, type Span } from '../../../src-shared/wire/json-scan.ts';
import { encode, errorMessage } from '../mcp/message.ts';
import type { ClientRequest } from '../sessions/session.ts';

export const emptyResult = encode({});

/** How the client speaks in this request. */
export function eraOf({ envelope }: Pick<ClientRequest, 'envelope'>): Era {
  return envelope ? 'modern' : 'legacy';
}

/** `params.uri`, where it is a string. */
export function uriOf({ frame }: ClientRequest): string | undefined {
  const [span] = paramSpans(frame, ['uri']) ?? [];
  return textAt(frame.bytes, span);
}

/** The string in a span; undefined where there is none. */
export function textAt(bytes: Uint8Array, span: Span | undefined): string | undefined {
  return span && parseString(bytes, span);
}

/** Span of `progressToken` in the `_meta` object at `meta`. */
export function tokenIn(bytes: Uint8Array, meta: Span): Span | undefined {
  return findMembers(bytes, meta.start, ['progressToken'])?.[0];
}

/** The request's progress token; `meta` is its `_meta`. */
export function progressOf(
  { frame, envelope }: Pick<ClientRequest, 'frame' | 'envelope'>,
  meta: Span | undefined,
): { progressToken: Span | undefined } {
  return { progressToken: envelope ? envelope.progressToken : meta && tokenIn(frame.bytes, meta) };
}

/** Answers with a JSON-RPC error of the hub's own. */
export function refuse(request: ClientRequest, code: number, message: string): void {
  request.reply(errorMessage(idOf(request.frame), code, message));
}
