import type { SignInView } from '../src-shared/domain/sign-in.ts';
import { formatMoment } from './output/units.ts';

/** How things stand with signing in to a server, in a few words. */
export function describeSignIn(view: SignInView, now: number): string {
  switch (view.phase) {
    case 'needed':
      return 'needed';
    case 'waiting':
      return `waits for the browser, until ${formatMoment(view.until, now)}`;
    case 'failed':
      return `failed: ${view.error}`;
    case 'signed-in':
      return signedIn(view, now);
  }
}

function signedIn(view: Extract<SignInView, { phase: 'signed-in' }>, now: number): string {
  const { issuer, scopes, expiresAt, renews, wanted } = view;
  const parts = [`by ${issuer}`];
  if (scopes.length > 0) parts.push(`may ${scopes.join(' ')}`);
  if (renews) parts.push('renews itself');
  else if (expiresAt !== undefined) parts.push(`ends ${formatMoment(expiresAt, now)}`);
  if (wanted.length > 0) parts.push(`was asked for ${wanted.join(' ')} besides`);
  return parts.join(', ');
}
