import { paramSpans, type RequestFrame } from '../../../src-shared/wire/frame.ts';
import { type HeaderParam, headerParams } from '../catalog/header-params.ts';
import { headersAgree } from '../catalog/mirrored-params.ts';
import { rpcCodes } from '../mcp/message.ts';
import type { EnvelopeRefusal } from '../sessions/check-envelope.ts';
import { headerMismatch } from './check-modern-post.ts';
import { type MirroredHeaders, mismatch, soleValueOf } from './mirrored-headers.ts';

/**
 * Compares the `Mcp-Param-*` headers of a call with its arguments.
 *
 * @param toolText - the tool's definition. One whose header parameters are malformed has none.
 */
export function checkParamHeaders(
  headers: MirroredHeaders,
  frame: RequestFrame,
  toolText: Uint8Array,
): EnvelopeRefusal | undefined {
  const params = paramsOf(toolText);
  if (params.length === 0) return undefined;
  const [args] = paramSpans(frame, ['arguments']) ?? [];
  const agreement = headersAgree(params, {
    bytes: frame.bytes,
    args,
    header: (name) => soleValueOf(headers, `Mcp-Param-${name}`),
  });
  if (agreement.ok) return undefined;
  if ('mismatch' in agreement) {
    const { header, body } = agreement.mismatch;
    return headerMismatch(mismatch(headers, header, body));
  }
  return { code: rpcCodes.headerMismatch, message: `Header mismatch: ${agreement.reason}` };
}

const known = new WeakMap<Uint8Array, readonly HeaderParam[]>();

/** Asked on every call, so each definition is read once. */
function paramsOf(toolText: Uint8Array): readonly HeaderParam[] {
  const before = known.get(toolText);
  if (before) return before;
  const reading = headerParams(toolText);
  const params = reading.ok ? reading.params : [];
  known.set(toolText, params);
  return params;
}
