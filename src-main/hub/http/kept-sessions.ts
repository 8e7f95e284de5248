import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomicallySync } from '../platform/write-atomically.ts';

/** Of a hub that restarts itself: longer than calls may take to finish. */
const lifetimeMs = 300_000;
/** SHA-256, base64url. */
const Kept = z.object({ at: z.number(), hashes: z.array(z.string().length(43)) });

const fileIn = (state: string) => join(state, 'console-sessions.json');

/**
 * Leaves the console's sessions to the hub that comes next, so that a page from which the hub is
 * restarted finds it again. They are hashes: whoever reads them has no session.
 */
export function keepSessions(state: string, hashes: readonly string[]): void {
  writeAtomicallySync(fileIn(state), `${JSON.stringify({ at: Date.now(), hashes })}\n`);
}

/** What the hub before left, once. */
export function takeSessions(state: string): readonly string[] {
  const file = fileIn(state);
  try {
    const { at, hashes } = Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
    const age = Date.now() - at;
    return age >= 0 && age < lifetimeMs ? hashes : [];
  } catch {
    // Nearly always: no hub was restarted. Whatever else it is, people can let themselves in again.
    return [];
  } finally {
    rmSync(file, { force: true });
  }
}
