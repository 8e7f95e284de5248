import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { deriveKeys, type FileKeys, type KeyDerivation } from './master-key.ts';
import {
  isOpenedBy,
  isWhole,
  openRecord,
  parseVaultFile,
  printVaultFile,
  sealRecord,
} from './vault-file.ts';

/** Cheap, since every one of these files is opened. */
const passphrase = { kind: 'passphrase', text: 'open sesame' } as const;
const scrypt: KeyDerivation = { name: 'scrypt', n: 2, r: 1, p: 1, salt: 'c2FsdHNhbHQ=' };

async function newKeys(kdf: KeyDerivation): Promise<FileKeys> {
  const key = kdf.name === 'none' ? ({ kind: 'raw', bytes: randomBytes(32) } as const) : passphrase;
  const keys = await deriveKeys(key, kdf);
  if (!keys) throw new Error('they fit');
  return keys;
}

/** What is to be read from a file, with these keys; undefined where something is wrong with it. */
function open(text: string, keys: FileKeys): (string | undefined)[] | undefined {
  const reading = parseVaultFile(text);
  if (!reading.ok || !isOpenedBy(reading.file, keys) || !isWhole(reading.file, keys))
    return undefined;
  return reading.file.records.map((record) => openRecord(record, keys));
}

const records = [
  { name: 'TOKEN', secret: 'canary 🔑', changedAt: 1_789_000_000_000 },
  { name: '__proto__', secret: '', changedAt: 0 },
];

test.each([{ name: 'none' } as const, scrypt])('of $name reads what was written', async (kdf) => {
  const keys = await newKeys(kdf);
  const text = printVaultFile(
    kdf,
    records.map((record) => sealRecord(record, keys)),
    keys,
  );
  expect(open(text, keys)).toEqual(['canary 🔑', '']);
  expect(text).not.toContain('canary');
});

test.each([{ name: 'none' } as const, scrypt])(
  'of $name gives nothing once any one bit has flipped, or any of its end is gone',
  async (kdf) => {
    const keys = await newKeys(kdf);
    const sealed = records.map((record) => sealRecord(record, keys));
    const bytes = Buffer.from(printVaultFile(kdf, sealed, keys));
    const unnoticed: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (open(flipped.toString(), keys)) unnoticed.push(bit);
    }
    // Without its last newline it is still whole.
    for (let length = 0; length < bytes.length - 1; length += 1) {
      if (open(bytes.subarray(0, length).toString(), keys)) unnoticed.push(length);
    }
    expect(unnoticed).toEqual([]);
  },
);

test('gives no record under another name, time or key', async () => {
  const keys = await newKeys({ name: 'none' });
  const [record] = records.map((one) => sealRecord(one, keys));
  if (!record) throw new Error('there is one');
  expect(openRecord(record, keys)).toBe('canary 🔑');
  expect(openRecord({ ...record, name: 'OTHER' }, keys)).toBeUndefined();
  expect(openRecord({ ...record, changedAt: 1 }, keys)).toBeUndefined();
  expect(openRecord(record, await newKeys({ name: 'none' }))).toBeUndefined();
});

test('never encrypts two things alike', async () => {
  const keys = await newKeys({ name: 'none' });
  const same = { name: 'A', secret: 'x', changedAt: 1 };
  const sealed = Array.from({ length: 50 }, () => sealRecord(same, keys));
  expect(new Set(sealed.map(({ iv }) => iv)).size).toBe(50);
  expect(new Set(sealed.map(({ data, tag }) => data + tag)).size).toBe(50);
});

test.each([
  { n: 2 ** 21, r: 8, p: 1 },
  { n: 2, r: 9, p: 1 },
  { n: 2, r: 1, p: 5 },
])('a forged file cannot ask for more work or memory than is reasonable: %j', (cost) => {
  const kdf = { name: 'scrypt', ...cost, salt: 'c2FsdA==' };
  const check = randomBytes(32).toString('base64');
  const text = JSON.stringify({ version: 1, kdf, check, records: [], seal: check });
  expect(parseVaultFile(text)).toEqual({ ok: false, reason: 'damaged' });
});
