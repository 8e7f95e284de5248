import type { Era } from '../../../src-shared/domain/era.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { rpcCodes } from '../mcp/message.ts';
import { ServerRefusal } from '../mcp/peer.ts';
import { statusOf } from './http-failure.ts';
import { unsupported } from './server-answer.ts';

/** The revisions that a refusal over the revision names (2026-07-28 basic/versioning). */
export function supportedIn({ code, data }: ServerRefusal): readonly unknown[] | undefined {
  if (code !== rpcCodes.unsupportedVersion) return undefined;
  const { supported } = (data ?? {}) as { supported?: unknown };
  return Array.isArray(supported) ? supported : undefined;
}

/** Only a server of the modern era refuses a request with these. */
export function isModernCode(code: number): boolean {
  return modernCodes.has(code);
}

const modernCodes = new Set<number>([
  rpcCodes.headerMismatch,
  rpcCodes.missingCapability,
  rpcCodes.unsupportedVersion,
]);

/**
 * Why a server could not be met, where its refusal has to do with the era.
 *
 * @param choice - `era` in its entry.
 */
export function eraFailure(reason: unknown, choice: 'auto' | 'legacy' | 'modern'): unknown {
  if (!(reason instanceof ServerRefusal)) return reason;
  const supported = supportedIn(reason);
  if (choice === 'auto') return supported ? unsupported(supported) : reason;
  const remedy = givenEraRemedy(choice);
  if (supported) return unsupported(supported, remedy);
  if (choice === 'legacy') return reason;
  const text = `it refuses server/discover: ${reason.message}`;
  return new LoomError('server-protocol', text, { remedy, remedyId: 'correct-era', cause: reason });
}

/** What to do about a server that does not speak the era that its entry names. */
export function givenEraRemedy(era: Era): string {
  return `Its entry in registry.yaml says \`era: ${era}\`; without that, Loom finds out.`;
}

/** Whether a server over HTTP answered as one does that is not of the era it was taken for. */
export function speaksOtherwise(failure: unknown): boolean {
  if (failure instanceof ServerRefusal) return true;
  const status = statusOf(failure);
  if (status === undefined)
    return failure instanceof LoomError && failure.code === 'server-protocol';
  return status < 500 && !passing.has(status);
}

/** It may well be of that era: it wants other credentials, or more time. */
const passing = new Set([401, 403, 408, 429]);
