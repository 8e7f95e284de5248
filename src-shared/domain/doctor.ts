import { z } from 'zod';
import { Cause } from './cause.ts';

/** What a check of the doctor can find. */
export const DoctorFinding = z.enum([
  'hub-ok',
  'runtime-ok',
  'runtime-old',
  'file-absent',
  'file-broken',
  'registry-ok',
  'registry-unknown',
  'config-ok',
  'config-unknown',
  'path-known',
  'path-guessed',
  'command-later',
  'command-found',
  'command-runs',
  'command-broken',
  'command-missing',
  'folder-ok',
  'folder-later',
  'folder-no-folder',
  'folder-foreign',
  'folder-unwritable',
  'folder-open',
  'folder-gone',
  'folder-impossible',
  'private-ok',
  'private-open',
  'leftovers-none',
  'leftovers-some',
  'clients-ok',
  'client-missing',
  'client-changed',
  'client-unreadable',
  'http-answers',
  'http-off',
  'http-free',
  'http-unused',
  'http-status',
  'http-silent',
  'http-no-address',
  'http-taken',
  'http-refused',
]);
export type DoctorFinding = z.output<typeof DoctorFinding>;

const fact = z.string().optional();

/** A finding in parts, so that it can be said in any language. */
export const DoctorTold = z.object({
  finding: DoctorFinding,
  /** A file or folder. */
  path: fact,
  /** The folder that `path` would be made in. */
  parent: fact,
  /** Of a folder's permissions: `755`. */
  mode: fact,
  command: fact,
  /** Those that need it. */
  servers: z.array(z.string()).readonly().optional(),
  version: fact,
  /** `host:port`, a URL or a socket. */
  address: fact,
  status: z.number().optional(),
  pid: z.number().optional(),
  /** Files, or what a program or the system said, line by line. */
  evidence: z.array(z.string()).readonly().optional(),
});
export type DoctorTold = z.output<typeof DoctorTold>;

/**
 * One thing that `loom doctor` looked at. `skip`: could not be looked at, because something else is
 * wrong first; `found` then says what.
 */
export const DoctorCheck = z.object({
  /** Its kind, and what it is about where there are several: `command npx`, `server github`. */
  id: z.string(),
  title: z.string(),
  verdict: z.enum(['ok', 'warn', 'fail', 'skip']),
  /** The evidence, such as a path, a version or an error. */
  found: z.string(),
  /** What to do; present unless all is well. */
  remedy: z.string().optional(),
  /** What the hub can do about it by itself, as a verb: "Create the folder". */
  fix: z.string().optional(),
  told: DoctorTold.optional(),
  /** Of what is an error of errors.ts. */
  ...Cause.shape,
});
export type DoctorCheck = z.output<typeof DoctorCheck>;
