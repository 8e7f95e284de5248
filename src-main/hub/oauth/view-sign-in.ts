import { causeOf } from '../../../src-shared/domain/cause.ts';
import type { SignInView } from '../../../src-shared/domain/sign-in.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import { signInPatienceMs } from './sign-in-flow.ts';
import type { SignInNote } from './sign-in-notes.ts';

/** What is known of signing in to a server, the newest first. */
interface Known {
  pending: { since: number } | undefined;
  failure: { since: number; error: LoomError } | undefined;
  needed: { since: number; scopes: readonly string[] } | undefined;
  /** Of the sign-in that is in use. */
  note: SignInNote | undefined;
  /** Scopes that the server asked for besides. */
  wanted: readonly string[];
}

/** What people see of it; undefined where there is nothing to see. */
export function viewSignIn(known: Known): SignInView | undefined {
  const { pending, failure, needed, note, wanted } = known;
  if (pending) {
    const { since } = pending;
    return { phase: 'waiting', since, until: since + signInPatienceMs };
  }
  if (failure) {
    const { since, error } = failure;
    const { message, remedy } = error;
    const cause = causeOf(error);
    return { phase: 'failed', since, error: message, remedy, ...cause };
  }
  if (needed) {
    return { phase: 'needed', ...needed, scopes: [...needed.scopes] };
  }
  if (!note) return undefined;
  const { issuer, scopes, signedInAt: since, expiresAt, renews } = note;
  const more = { expiresAt, renews, wanted: [...wanted] };
  return { phase: 'signed-in', since, issuer, scopes, ...more };
}
