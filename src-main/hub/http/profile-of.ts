import type { IncomingMessage } from 'node:http';
import { defaultProfile } from '../../../src-shared/domain/profile.ts';

/** The profile that a request to `/mcp` names, as in `/mcp?profile=review`. */
export function profileOf({ url = '/' }: IncomingMessage): string {
  if (!url.includes('?')) return defaultProfile;
  return new URL(url, 'http://hub').searchParams.get('profile') ?? defaultProfile;
}
