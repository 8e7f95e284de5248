import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How a browser gets into the console: a one-time code from the user's terminal for a cookie. */
export interface ConsoleSessions {
  /** A link below `base` (such as `http://127.0.0.1:8088`) that works once, within 60 seconds. */
  newLaunchUrl(base: string): string;
  /** A new session's token for a valid code, which is thereby used up. */
  redeem(code: string): string | undefined;
  has(token: string): boolean;
  /** What it takes for a successor to know these sessions; nobody can get in with it. */
  hashes(): readonly string[];
}

const launchLifetime = 60_000;
const mostLaunches = 32;
const mostSessions = 64;

/**
 * Sessions end with the hub, unless it is restarted from the console. Only hashes are kept, and the
 * oldest goes when there are too many.
 *
 * @param known - hashes of the sessions of a hub that this one follows.
 */
export function createConsoleSessions(
  now: () => number = Date.now,
  known: readonly string[] = [],
): ConsoleSessions {
  let launches: { hash: Buffer; expires: number }[] = [];
  const sessions: Buffer[] = known
    .slice(-mostSessions)
    .map((hash) => Buffer.from(hash, 'base64url'));

  return {
    newLaunchUrl(base) {
      const code = newSecret();
      launches.push({ hash: hashOf(code), expires: now() + launchLifetime });
      launches = launches.slice(-mostLaunches);
      return new URL(`/launch?code=${code}`, base).href;
    },
    redeem(code) {
      const given = hashOf(code);
      launches = launches.filter(({ expires }) => expires > now());
      const remaining = launches.filter(({ hash }) => !timingSafeEqual(hash, given));
      if (remaining.length === launches.length) return undefined;
      launches = remaining;
      const token = newSecret();
      sessions.push(hashOf(token));
      if (sessions.length > mostSessions) sessions.shift();
      return token;
    },
    has(token) {
      const given = hashOf(token);
      return sessions.reduce((found, hash) => timingSafeEqual(hash, given) || found, false);
    },
    hashes: () => sessions.map((hash) => hash.toString('base64url')),
  };
}

/** 256 random bits. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
