import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeAtomically } from '../platform/write-atomically.ts';
import type { SignInRecord } from './sign-in-record.ts';

/** What people are told of a sign-in. It holds no secret. */
const SignInNote = z.object({
  url: z.string(),
  issuer: z.string(),
  scopes: z.array(z.string()),
  signedInAt: z.number(),
  expiresAt: z.number().optional(),
  renews: z.boolean(),
});
export type SignInNote = z.output<typeof SignInNote>;

const Notes = z.record(z.string(), z.unknown());

/**
 * Which servers somebody is signed in to, in a file beside the vault: whoever has no sign-in never
 * opens the vault for one, and what is known of one is shown without it.
 */
export interface SignInNotes {
  of(serverId: string): SignInNote | undefined;
  set(serverId: string, record: SignInRecord): Promise<void>;
  remove(serverId: string): Promise<void>;
}

export function openSignInNotes(path: string): SignInNotes {
  const notes = new Map(read(path));
  let writing = Promise.resolve();
  const write = () => {
    const text = () => `${JSON.stringify(Object.fromEntries(notes), null, 2)}\n`;
    writing = writing.catch(() => {}).then(() => writeAtomically(path, text()));
    return writing;
  };
  return {
    of: (serverId) => notes.get(serverId),
    set(serverId, record) {
      notes.set(serverId, noteOf(record));
      return write();
    },
    async remove(serverId) {
      if (notes.delete(serverId)) await write();
    },
  };
}

function noteOf({ url, issuer, scopes, signedInAt, expiresAt, refreshToken }: SignInRecord) {
  const renews = refreshToken !== undefined;
  return { url, issuer, scopes, signedInAt, ...(expiresAt !== undefined && { expiresAt }), renews };
}

/** What is gone or damaged costs people that sign-in, and no other. */
function read(path: string): [serverId: string, note: SignInNote][] {
  try {
    const notes = Object.entries(Notes.parse(JSON.parse(readFileSync(path, 'utf8'))));
    return notes.flatMap(([serverId, note]) => {
      const { data } = SignInNote.safeParse(note);
      return data ? [[serverId, data]] : [];
    });
  } catch {
    return [];
  }
}
