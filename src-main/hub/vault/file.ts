/** Secrets in `vault.json`, encrypted: for machines without a keychain. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../platform/write-atomically.ts';
import { withFileLock } from '../registry/file-lock.ts';
import { checkSecret } from './check-secret.ts';
import { createFileOpener, type FileOpener, type Opened } from './file-opener.ts';
import { createKeyFile, type KeyFile } from './key-file.ts';
import { type FileKeys, readMasterKey } from './master-key.ts';
import { byName, type Vault } from './vault.ts';
import { damaged } from './vault-failure.ts';
import { openRecord, printVaultFile, type SealedRecord, sealRecord } from './vault-file.ts';

export interface FileVaultOptions {
  /** Where vault.json and, unless a master key is given, vault.key lie. */
  folder: string;
  /** LOOM_MASTER_KEY; what is neither 64 hex digits nor 32 bytes of base64 is a passphrase. */
  masterKey?: string | undefined;
}

export interface FileVault extends Vault {
  readonly path: string;
  /**
   * Encrypts everything anew, the previous version included: with this key, or with a fresh one in
   * vault.key where it is undefined. From then on it is opened with that.
   */
  rekey(masterKey: string | undefined): Promise<void>;
}

/**
 * Secrets in an encrypted file. Several processes may use it at once: changes are made under a lock and
 * whole, and every read sees the last one. What cannot be authenticated is never overwritten; the
 * version before the last change stays as `vault.json.bak`.
 */
export function createFileVault({ folder, masterKey }: FileVaultOptions): FileVault {
  const path = join(folder, 'vault.json');
  const keyFile = createKeyFile(join(folder, 'vault.key'));
  const opener = createFileOpener(path, keyFile, masterKey ? readMasterKey(masterKey) : undefined);

  const place = { folder, path, keyFile, opener };
  return {
    kind: 'file',
    path,
    async get(name) {
      const opened = await opener.open();
      const record = opened?.records.find((one) => one.name === name);
      return opened && record && openOrThrow(path, record, opened.keys);
    },
    async list() {
      const records = (await opener.open())?.records ?? [];
      return records.map(({ name, changedAt }) => ({ name, changedAt })).sort(byName);
    },
    async set(name, secret) {
      checkSecret(name, secret);
      await change(place, ({ records, keys }) => [
        ...records.filter((record) => record.name !== name),
        sealRecord({ name, secret, changedAt: Date.now() }, keys),
      ]);
    },
    async remove(name) {
      let found = false;
      if (!(await opener.open())) return found;
      await change(place, ({ records }) => {
        const kept = records.filter((record) => record.name !== name);
        found = kept.length < records.length;
        return found ? kept : undefined;
      });
      return found;
    },
    async probe() {
      await opener.open();
    },
    rekey: (masterKey) => withFileLock(path, () => rekey(place, masterKey)),
  };
}

interface Place {
  folder: string;
  path: string;
  keyFile: KeyFile;
  opener: FileOpener;
}

/** Writes the records that `work` makes of those there are; nothing where it makes none. */
async function change(
  { folder, path, opener }: Place,
  work: (opened: Opened) => readonly SealedRecord[] | undefined,
): Promise<void> {
  await withFileLock(path, async () => {
    const opened = (await opener.open()) ?? (await opener.createEmpty());
    const records = work(opened);
    if (!records) return;
    await removeLeftovers(folder);
    if (opened.text !== undefined) await writeAtomically(`${path}.bak`, opened.text);
    await writeAtomically(path, printVaultFile(opened.kdf, records, opened.keys));
  });
}

async function rekey(
  { folder, path, keyFile, opener }: Place,
  masterKey: string | undefined,
): Promise<void> {
  const opened = await opener.open();
  const key = masterKey ? readMasterKey(masterKey) : await keyFile.draft(opened?.key);
  const { kdf, keys } = await opener.newKeys(key);
  const records = (opened?.records ?? []).map((record) =>
    sealRecord({ ...record, secret: openOrThrow(path, record, opened?.keys ?? keys) }, keys),
  );
  const text = printVaultFile(kdf, records, keys);
  await removeLeftovers(folder);
  await writeAtomically(path, text);
  // The old version would still open with the old key.
  await writeAtomically(`${path}.bak`, text);
  await (masterKey ? keyFile.remove() : keyFile.adopt());
  opener.use(masterKey ? key : undefined);
}

function openOrThrow(path: string, record: SealedRecord, keys: FileKeys): string {
  const secret = openRecord(record, keys);
  if (secret === undefined) throw damaged(path);
  return secret;
}

/** What a power failure left of a write; whoever holds the lock knows that nobody writes now. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder);
  const left = names.filter((name) =>
    /^\.vault\.(json|json\.bak|key|key\.new)\..*\.tmp$/.test(name),
  );
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
