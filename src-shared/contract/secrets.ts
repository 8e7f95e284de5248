import { z } from 'zod';
import { SecretView } from '../domain/secret.ts';
import { Adoption, PlaintextSecrets } from '../domain/secret-finding.ts';
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
  /** Whether the store is the encrypted file: only that can be encrypted anew. */
  store: call.output(z.object({ isFile: z.boolean() })),
  /** Encrypts the file of secrets anew: with a passphrase, or a fresh key file without one. */
  rekey: call
    .input(z.object({ passphrase: z.string().optional() }))
    .output(z.object({ file: z.string() })),
  /** Secrets that stand in plain text in Loom's own files and in clients'; changes nothing. */
  findPlaintext: call.output(PlaintextSecrets),
  /**
   * Moves what was seen from registry.yaml into the vault and leaves references: each as `id=NAME`, or
   * `id` alone where one text holds several.
   */
  adopt: call
    .input(z.object({ wanted: z.array(z.string()).min(1) }))
    .output(z.object({ adopted: z.array(Adoption) })),
};
