import { paramSpans, type RequestFrame } from '../../../../src-shared/wire/frame.ts';
import { parseText } from '../../../../src-shared/wire/json-scan.ts';
import type { ClientRequest } from '../../sessions/session.ts';

/** What a server may ask of a client, and the capability that the client must have declared. */
const capabilityOf: ReadonlyMap<string, string> = new Map([
  ['roots/list', 'roots'],
  ['sampling/createMessage', 'sampling'],
  ['elicitation/create', 'elicitation'],
]);

/** Whether the method is one that interactive servers ask their clients with. */
export function isQuestion(method: string): boolean {
  return capabilityOf.has(method);
}

/**
 * Which capability a client lacks for being asked this; undefined where it lacks none.
 *
 * @param declared - the client's capabilities.
 */
export function missingCapability(
  declared: Readonly<Record<string, unknown>>,
  question: RequestFrame,
): string | undefined {
  const capability = capabilityOf.get(question.method);
  if (!capability) return undefined;
  const own = declared[capability] as Readonly<Record<string, unknown>> | null | undefined;
  if (!own) return capability;
  const [tools, mode] = paramSpans(question, ['tools', 'mode']) ?? [];
  if (capability === 'sampling' && tools && own.tools === undefined) return 'sampling.tools';
  if (capability !== 'elicitation') return undefined;
  const kind = mode && parseText(question.bytes, mode) === 'url' ? 'url' : 'form';
  // Naming no kind means forms (2025-11-25 client/elicitation).
  const has = own[kind] !== undefined || (kind === 'form' && own.url === undefined);
  return has ? undefined : `elicitation.${kind}`;
}

/**
 * Why a modern request's client must not be asked this in the answer; undefined where it may. What
 * counts is what the request itself declares.
 */
export function whyNotInput(
  request: Pick<ClientRequest, 'frame' | 'envelope'>,
  question: RequestFrame,
): string | undefined {
  const { method } = question;
  if (!isQuestion(method)) return `a client of this era cannot be asked ${method}`;
  const missing = missingCapability(declaredIn(request), question);
  return missing && `the client has no "${missing}" capability`;
}

/** The capabilities that a modern request declares; the next one of its client may declare others. */
export function declaredIn({
  frame,
  envelope,
}: Pick<ClientRequest, 'frame' | 'envelope'>): Readonly<Record<string, unknown>> {
  const declared = envelope?.clientCapabilities;
  const capabilities = declared && parseText(frame.bytes, declared);
  return (capabilities ?? {}) as Record<string, unknown>;
}
