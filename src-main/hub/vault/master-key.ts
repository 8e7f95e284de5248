import { hkdfSync, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

/** What opens the file of secrets: 32 bytes as they are, or a passphrase to stretch. */
export type MasterKey = { kind: 'raw'; bytes: Uint8Array } | { kind: 'passphrase'; text: string };

/**
 * How the file's keys are made of the master key: not at all, or by scrypt (RFC 7914), which needs
 * `128 * n * r` bytes of memory. The bounds keep a forged file from using up more than 1 GiB.
 */
export const KeyDerivation = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('none') }),
  z.strictObject({
    name: z.literal('scrypt'),
    n: z
      .int()
      .min(2)
      .max(2 ** 20),
    r: z.int().min(1).max(8),
    p: z.int().min(1).max(4),
    salt: z.base64().min(1).max(128),
  }),
]);
export type KeyDerivation = z.output<typeof KeyDerivation>;

/** 128 MiB and about half a second, once per start: guessing costs as much for each guess. */
export const scryptCost = { n: 2 ** 17, r: 8, p: 1 };

/** A key as people hand it over: 32 bytes as 64 hex digits or as base64; else it is a passphrase. */
export function readMasterKey(text: string): MasterKey {
  if (/^[0-9a-f]{64}$/i.test(text)) return { kind: 'raw', bytes: Buffer.from(text, 'hex') };
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) {
    return { kind: 'raw', bytes: Buffer.from(text, 'base64url') };
  }
  return { kind: 'passphrase', text };
}

/** The keys of one file: for its records, and for the seals on its head and on the whole. */
export interface FileKeys {
  encryption: Uint8Array;
  seal: Uint8Array;
}

/** @returns undefined where the key is of another kind than the file needs. */
export async function deriveKeys(
  key: MasterKey,
  derivation: KeyDerivation,
): Promise<FileKeys | undefined> {
  if (derivation.name === 'none') return key.kind === 'raw' ? split(key.bytes) : undefined;
  return key.kind === 'passphrase' ? split(await stretch(key.text, derivation)) : undefined;
}

type Scrypt = Extract<KeyDerivation, { name: 'scrypt' }>;

const scryptAsync = promisify(
  (text: string, salt: Buffer, cost: object, done: (error: Error | null, key: Buffer) => void) =>
    scrypt(text, salt, 32, cost, done),
);

function stretch(text: string, { n, r, p, salt }: Scrypt): Promise<Buffer> {
  const cost = { N: n, r, p, maxmem: 256 * n * r + 1024 * 1024 };
  // The same passphrase may be typed in either of Unicode's forms.
  return scryptAsync(text.normalize('NFC'), Buffer.from(salt, 'base64'), cost);
}

function split(master: Uint8Array): FileKeys {
  const part = (use: string) =>
    new Uint8Array(hkdfSync('sha256', master, '', `loom vault 1: ${use}`, 32));
  return { encryption: part('encryption'), seal: part('seal') };
}
