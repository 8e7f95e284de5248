import type { IncomingMessage } from 'node:http';
import { defaultProfile } from '../../../src-shared/domain/profile.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { Caller } from '../auth/auth.ts';

/**
 * The profile of a request to `/mcp`: its caller's own, else the one it names, as in
 * `/mcp?profile=review`.
 *
 * @throws LoomError 'profile-refused' where it names another than its caller's own.
 */
export function profileOf({ url = '/' }: IncomingMessage, { profile }: Caller): string {
  const named = url.includes('?')
    ? (new URL(url, 'http://hub').searchParams.get('profile') ?? undefined)
    : undefined;
  if (profile === undefined) return named ?? defaultProfile;
  if (named === undefined || named === profile) return profile;
  throw new LoomError('profile-refused', `this token is for the profile "${profile}" alone`);
}
