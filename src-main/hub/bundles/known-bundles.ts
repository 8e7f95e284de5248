import { randomUUID } from 'node:crypto';
import { open, rm, stat, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { LoomError } from '../../../src-shared/errors.ts';
import { ensurePrivateDirectory } from '../platform/private-directory.ts';
import { unwritable } from '../platform/write-atomically.ts';
import { bundleLimits } from './limits.ts';
import { type OpenedBundle, openBundle, tooLarge } from './open-bundle.ts';
import type { Archive } from './read-archive.ts';

/** As many as people look at side by side; whatever was looked at before is to be opened again. */
const mostKnown = 8;

/** A bundle that was looked at; its content is not held, and read again when it is unpacked. */
export interface KnownBundle extends Omit<OpenedBundle, 'archive'> {
  archive: Omit<Archive, 'read'>;
  /** The file's name, without its folder. */
  file: string;
  bytes: number;
}

/** The bundles that people have looked at, and files that they have offered. */
export interface KnownBundles {
  offer(path: string): Promise<string>;
  open(from: { file: File } | { offered: string }): Promise<KnownBundle>;
  /** @throws LoomError `not-found`. */
  find(digest: string): KnownBundle;
  /** Reads it anew. @throws LoomError `file-changed` where it is not what was looked at. */
  reopen(digest: string): Promise<OpenedBundle>;
  close(): Promise<void>;
}

interface KnownOptions {
  /** The folder that holds all unpacked bundles. */
  root: string;
  /** The folder for what was uploaded, until it is added; emptied with every start. */
  uploads: string;
  platform: NodeJS.Platform;
}

type Known = KnownBundle & { path: string; isUpload: boolean };

export function openKnownBundles({ root, uploads, platform }: KnownOptions): KnownBundles {
  const offers = new Map<string, string>();
  const known = new Map<string, Known>();
  // What cannot be cleared away is in nobody's way; what cannot be written then says so.
  const clearing = rm(uploads, { recursive: true, force: true }).catch(() => undefined);

  async function remember(one: Known): Promise<KnownBundle> {
    known.delete(one.digest);
    known.set(one.digest, one);
    const oldest = known.size > mostKnown ? known.values().next().value : undefined;
    if (oldest) known.delete(oldest.digest);
    if (oldest?.isUpload) await rm(oldest.path, { force: true });
    return one;
  }

  async function openUpload(upload: File): Promise<KnownBundle> {
    if (upload.size > bundleLimits.fileBytes) throw tooLarge();
    const bytes = new Uint8Array(await upload.arrayBuffer());
    const opened = await openBundle(bytes, { root, platform });
    const path = join(uploads, opened.digest);
    await clearing;
    ensurePrivateDirectory(uploads);
    await writeFile(path, bytes, { mode: 0o600 }).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    const file = nameOf(upload.name);
    return await remember({
      ...withoutContent(opened),
      file,
      bytes: bytes.length,
      path,
      isUpload: true,
    });
  }

  async function openOffered(id: string): Promise<KnownBundle> {
    const path = offers.get(id);
    if (path === undefined) throw notOpen();
    const bytes = await readBundle(path);
    const opened = await openBundle(bytes, { root, platform });
    const file = nameOf(path);
    return await remember({
      ...withoutContent(opened),
      file,
      bytes: bytes.length,
      path,
      isUpload: false,
    });
  }

  function find(digest: string): Known {
    const found = known.get(digest);
    if (found) return found;
    throw notOpen();
  }

  return {
    async offer(path) {
      await checkBundleFile(path);
      const id = randomUUID();
      offers.set(id, path);
      const [oldest] = offers.size > mostKnown ? offers.keys() : [];
      if (oldest !== undefined) offers.delete(oldest);
      return id;
    },
    open: async (from) =>
      'file' in from ? await openUpload(from.file) : await openOffered(from.offered),
    find,
    async reopen(digest) {
      const { path, file, isUpload } = find(digest);
      const bytes = await readBundle(path, { isOurs: isUpload });
      const opened = await openBundle(bytes, { root, platform }).catch(() => undefined);
      if (opened?.digest !== digest) {
        throw new LoomError('file-changed', `${file} has changed since it was looked at`, {
          remedy: 'Open it again and look at what it runs now.',
        });
      }
      return opened;
    },
    async close() {
      await clearing;
      await rm(uploads, { recursive: true, force: true });
    },
  };
}

/** Eight files of the largest kind would take two gigabytes for as long as the hub runs. */
function withoutContent(opened: OpenedBundle) {
  const { entries, isSigned } = opened.archive;
  return { ...opened, archive: { entries, isSigned } };
}

function notOpen(): LoomError {
  return new LoomError('not-found', 'this bundle is not open here, or not any more', {
    remedy: 'Open the .mcpb file again.',
  });
}

/** Only its name is shown, which pages then do not have to trust. */
function nameOf(path: string): string {
  return (
    basename(path.replaceAll('\\', '/'))
      .replace(/[\p{C}]/gu, '')
      .slice(0, 200) || 'bundle'
  );
}

/** @throws LoomError: it is none that Loom opens. Says nothing of what is in it. */
async function checkBundleFile(path: string): Promise<void> {
  // A share of another machine is asked for as soon as its path is looked at.
  const isLocal = isAbsolute(path) && !/^[\\/]{2}/.test(path);
  if (!isLocal || !/\.mcpb$/i.test(path)) {
    throw new LoomError('usage', 'only .mcpb files of this machine are opened', {
      remedy: 'Give its whole path.',
    });
  }
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!found.isFile()) throw unreadable(path, new Error('it is no file'));
  if (found.size > bundleLimits.fileBytes) throw tooLarge();
}

async function readBundle(path: string, { isOurs = false } = {}): Promise<Uint8Array<ArrayBuffer>> {
  if (!isOurs) await checkBundleFile(path);
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    const { size } = await file.stat();
    if (size > bundleLimits.fileBytes) throw tooLarge();
    return await file.readFile();
  } catch (cause) {
    throw cause instanceof LoomError ? cause : unreadable(path, cause);
  } finally {
    await file.close();
  }
}

function unreadable(path: string, cause: unknown): LoomError {
  const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  const why = isMissing ? 'there is no such file' : 'it cannot be read';
  return new LoomError('file-unreadable', `${nameOf(path)}: ${why}`, { cause });
}
