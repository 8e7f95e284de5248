import { errorCodes, type LoomErrorCode } from '../../src-shared/errors.ts';
import type { Messages } from '../messages/messages.ts';
import { useMessages } from './messages.tsx';

/** A failure as the hub tells it, wherever it stands: in an error, a server's health, a refusal. */
export interface Told {
  /** Of errors.ts. */
  code?: string | undefined;
  /** The hub's own words, in English. */
  message: string;
  remedy?: string | undefined;
  /** Of remedies.ts. */
  remedyId?: string | undefined;
}

/** A failure in the reader's language. */
export interface TroubleWords {
  /** What happened. */
  what: string;
  /** What to do here, in the console. */
  remedy?: string | undefined;
  /** The hub's own words, as they came. */
  detail?: string | undefined;
}

/** Puts failures into the reader's language. */
export function useTrouble(): (told: Told) => TroubleWords {
  const messages = useMessages();
  return (told) => describeTrouble(told, messages);
}

/** What the hub has no code for, or one that this console does not know, stays as it came. */
export function describeTrouble(
  { code, message, remedy, remedyId }: Told,
  { hub, remedies }: Pick<Messages, 'hub' | 'remedies'>,
): TroubleWords {
  const better = isIn(remedies, remedyId) ? remedies[remedyId] : undefined;
  if (!isIn(hub.errors, code)) return { what: message, remedy: better ?? remedy };
  const words = hub.errors[code];
  // A remedy of its own that nobody has translated says more than that of the code.
  const isOwn = better === undefined && remedy !== undefined && remedy !== usual(code);
  const detail = isOwn ? `${message}\n${remedy}` : message;
  return { what: words.what, remedy: better ?? words.remedy, detail };
}

function usual(code: LoomErrorCode): string {
  return errorCodes[code].remedy;
}

function isIn<Known extends object>(
  known: Known,
  key: string | undefined,
): key is keyof Known & string {
  return key !== undefined && Object.hasOwn(known, key);
}

/** What a call was refused with, or whatever else was thrown, as the hub told it. */
export function toldBy(thrown: unknown): Told {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const data = (thrown as { data?: Partial<Record<string, unknown>> } | undefined)?.data ?? {};
  const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const { code, remedy, remedyId } = data;
  return {
    code: textOf(code),
    message,
    remedy: textOf(remedy),
    remedyId: textOf(remedyId),
  };
}
