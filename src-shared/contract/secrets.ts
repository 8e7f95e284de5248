import { z } from 'zod';
import { SecretView } from '../domain/secret.ts';
import { call } from './base.ts';

const byName = z.object({ name: z.string() });

/** Values go in by `set` and out by `reveal`; nothing else here ever holds one. */
export const secrets = {
  /** What is set, and what servers refer to without its being set; sorted by name. */
  list: call.output(z.array(SecretView)),
  /** Keeps it, and restarts exactly the servers that use it. */
  set: call.input(byName.extend({ secret: z.string() })).output(SecretView),
  /** Fails with `secret-in-use` where a server refers to it, unless forced. */
  remove: call
    .input(byName.extend({ force: z.boolean().optional() }))
    .output(z.object({ usedBy: z.array(z.string()) })),
  reveal: call.input(byName).output(z.object({ secret: z.string() })),
  /** Encrypts the file of secrets anew: with a passphrase, or a fresh key file without one. */
  rekey: call
    .input(z.object({ passphrase: z.string().optional() }))
    .output(z.object({ file: z.string() })),
};
