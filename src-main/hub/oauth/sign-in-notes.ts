import { z } from 'zod';
import type { LoomError } from '../../../src-shared/errors.ts';
import { readOwnFile } from '../platform/read-own-file.ts';
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

/** @param onSetAside - is told of a damaged file: those of its sign-ins are to be done again. */
export function openSignInNotes(
  path: string,
  onSetAside: (notice: LoomError) => void,
): SignInNotes {
  const notes = new Map(readOwnFile(path, parse, onSetAside));
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

/** One that is not as it should be costs people that sign-in, and no other. */
function parse(text: string): [serverId: string, note: SignInNote][] {
  return Object.entries(Notes.parse(JSON.parse(text))).flatMap(([serverId, note]) => {
    const { data } = SignInNote.safeParse(note);
    return data ? [[serverId, data]] : [];
  });
}
