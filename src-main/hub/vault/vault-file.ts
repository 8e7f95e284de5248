/**
 * The format of vault.json, version 1: what a file means, without reading or writing any.
 *
 * Each record is AES-256-GCM with the version, its name and its time as associated data, so that none
 * can pass for another; `seal` is an HMAC over all records together, so that none can be taken out or
 * be put back from an older file unnoticed; `check` tells a wrong key from a damaged file.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';
import { type FileKeys, KeyDerivation } from './master-key.ts';

const version = 1;

const Bytes = (length: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === length);

const SealedRecord = z.strictObject({
  name: z.string(),
  /** Milliseconds since the epoch. */
  changedAt: z.int().min(0),
  iv: Bytes(12),
  data: z.base64(),
  tag: Bytes(16),
});
export type SealedRecord = z.output<typeof SealedRecord>;

const VaultFile = z.strictObject({
  version: z.literal(version),
  kdf: KeyDerivation,
  check: Bytes(32),
  records: z.array(SealedRecord),
  seal: Bytes(32),
});
export type VaultFile = z.output<typeof VaultFile>;

export type VaultFileReading =
  | { ok: true; file: VaultFile }
  | { ok: false; reason: 'damaged' | 'newer' };

export function parseVaultFile(text: string): VaultFileReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'damaged' };
  }
  const parsed = VaultFile.safeParse(value);
  if (parsed.success) return { ok: true, file: parsed.data };
  const newer = z.object({ version: z.int().min(version + 1) }).safeParse(value);
  return { ok: false, reason: newer.success ? 'newer' : 'damaged' };
}

/** A file of these records, sealed; they were encrypted with the same keys. */
export function printVaultFile(
  kdf: KeyDerivation,
  records: readonly SealedRecord[],
  keys: FileKeys,
): string {
  const check = headSeal(kdf, keys);
  const body = { version, kdf, check, records };
  return `${JSON.stringify({ ...body, seal: sealOf(body, keys) }, null, 2)}\n`;
}

/** What the seal covers, the version besides. */
interface Sealed {
  kdf: KeyDerivation;
  check: string;
  records: readonly SealedRecord[];
}

/** Whether these are the keys that the file was written with. */
export function isOpenedBy({ kdf, check }: VaultFile, keys: FileKeys): boolean {
  return isSame(check, headSeal(kdf, keys));
}

/** Whether everything in the file stands as it was written. */
export function isWhole({ seal, ...body }: VaultFile, keys: FileKeys): boolean {
  return isSame(seal, sealOf(body, keys));
}

export function sealRecord(
  { name, secret, changedAt }: { name: string; secret: string; changedAt: number },
  keys: FileKeys,
): SealedRecord {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.encryption, iv);
  cipher.setAAD(associatedData({ name, changedAt }));
  const data = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return { name, changedAt, iv: text(iv), data: text(data), tag: text(cipher.getAuthTag()) };
}

/** The record's secret; undefined where it was tampered with. */
export function openRecord(record: SealedRecord, keys: FileKeys): string | undefined {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const cipher = createDecipheriv('aes-256-gcm', keys.encryption, bytes(record.iv));
  cipher.setAAD(associatedData(record)).setAuthTag(bytes(record.tag));
  try {
    return Buffer.concat([cipher.update(bytes(record.data)), cipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function associatedData({ name, changedAt }: Pick<SealedRecord, 'name' | 'changedAt'>): Buffer {
  return Buffer.from(JSON.stringify(['loom vault', version, name, changedAt]));
}

function headSeal(kdf: KeyDerivation, { seal }: FileKeys): string {
  return hmac(['loom vault head', version, entriesOf(kdf)], seal);
}

function sealOf({ kdf, check, records }: Sealed, { seal }: FileKeys): string {
  const content = records.map(({ name, changedAt, iv, data, tag }) => [
    ...[name, changedAt, iv, data, tag],
  ]);
  return hmac(['loom vault', version, entriesOf(kdf), check, content], seal);
}

/** In a fixed order, whatever order they were read in. */
function entriesOf(kdf: KeyDerivation): unknown[] {
  return kdf.name === 'none' ? [kdf.name] : [kdf.name, kdf.n, kdf.r, kdf.p, kdf.salt];
}

function hmac(content: unknown, key: Uint8Array): string {
  return createHmac('sha256', key).update(JSON.stringify(content)).digest('base64');
}

/** Texts, not bytes: several texts are base64 of the same bytes. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
