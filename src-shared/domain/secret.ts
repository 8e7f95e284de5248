import { z } from 'zod';
import type { LoomErrorCode } from '../errors.ts';

/** Longest secret in bytes of UTF-8: Linux gives a process no longer variable than 128 KiB. */
export const longestSecret = 64 * 1024;

/** Loom's own records are one for many things. */
export const longestRecord = 1024 * 1024;

/** Names that begin so, in any case, are Loom's own records: people neither see nor set them. */
const reservedPrefix = 'loom.';

const grammar = /^[A-Za-z_][\w.()-]{0,127}$/;

/** How a secret may be called: as references can name it (`references.ts`), and not too long. */
export const secretNameRule = '1 to 128 letters, digits, "_", "-" or ".", no digit first';

export function isSecretName(name: string): boolean {
  return grammar.test(name);
}

/** Whether a name belongs to a record of Loom's own. */
export function isReservedSecretName(name: string): boolean {
  return name.toLowerCase().startsWith(reservedPrefix);
}

/** A secret as people see it: never with its value. */
export const SecretView = z.object({
  name: z.string(),
  /**
   * Where its value comes from: the keychain or the encrypted file, the variable `LOOM_SECRET_…` of
   * the hub, or nowhere: something refers to it, and it is not set.
   */
  source: z.enum(['keychain', 'file', 'memory', 'environment', 'missing']),
  /** Milliseconds since the epoch, where it is known. */
  changedAt: z.number().optional(),
  /** The servers that refer to it. */
  usedBy: z.array(z.string()),
});
export type SecretView = z.output<typeof SecretView>;

/** Failures that end when a person sets a secret, opens its store or signs in, and not before. */
export function waitsForSecret(code: LoomErrorCode): boolean {
  return code === 'missing-secret' || code === 'sign-in-needed' || isVaultFailure(code);
}

/** Whether the store of secrets could not be read. */
export function isVaultFailure(code: LoomErrorCode): boolean {
  return code === 'vault-locked' || code === 'vault-unavailable' || code === 'vault-damaged';
}
