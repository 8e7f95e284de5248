import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { literalText } from '../../../src-shared/domain/references.ts';
import type { RegistryFile } from '../registry/registry-file.ts';
import type { InstalledBundles } from './installed.ts';
import { unfinished } from './unpack-bundle.ts';

export interface FoldersParts {
  /** The folder that holds all unpacked bundles. */
  root: string;
  registry: Pick<RegistryFile, 'path' | 'current' | 'entry' | 'problem' | 'onChange'>;
  installed: InstalledBundles;
  /** How long an unused one stays: what was just removed may be brought back. */
  graceMs: number;
}

/** The unpacked bundles: which are used, and when one that nobody uses any more goes. */
export interface BundleFolders {
  /** Whether an entry runs what lies in a folder. */
  isUsedBy(entry: object | undefined, folder: string): boolean;
  /** The folder that nobody uses, once this entry is gone. */
  leftBy(entry: object): string | undefined;
  /**
   * Keeps a folder while the work goes on; then it goes at once where nothing uses it. The work's
   * signal aborts with the hub.
   */
  during<T>(folder: string, work: (closing: AbortSignal) => Promise<T>): Promise<T>;
  /** Ends the work, and resolves when nothing of it is left. */
  close(): Promise<void>;
}

export function openBundleFolders({
  root,
  registry,
  installed,
  graceMs,
}: FoldersParts): BundleFolders {
  const held = new Map<string, number>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();

  const own = () =>
    new Set(installed.all().flatMap((one) => (one.registry === registry.path ? one.folder : [])));
  const isUsed = (folder: string) =>
    held.has(folder) ||
    Object.keys(registry.current().servers).some((id) => isUsedBy(registry.entry(id), folder)) ||
    installed.all().some((one) => one.folder === folder && one.registry !== registry.path);

  /** One after the other; a broken registry.yaml says nothing about what is used. */
  function removeUnused(folder: string): Promise<void> {
    const turn = last.then(async () => {
      if (registry.problem() || isUsed(folder)) return;
      await removeFolder(folder);
      if (!isUsed(folder)) await installed.forget(folder);
    });
    last = turn.catch(() => undefined);
    return turn;
  }

  function look(): void {
    for (const folder of own()) {
      const isKept = isUsed(folder);
      if (isKept) clearTimeout(waiting.get(folder));
      if (isKept) waiting.delete(folder);
      if (isKept || waiting.has(folder)) continue;
      const timer = setTimeout(() => {
        waiting.delete(folder);
        // One that cannot be removed now is found at the next start.
        void removeUnused(folder).catch(() => undefined);
      }, graceMs);
      waiting.set(folder, timer.unref());
    }
  }

  async function hold<T>(folder: string, work: (closing: AbortSignal) => Promise<T>): Promise<T> {
    held.set(folder, (held.get(folder) ?? 0) + 1);
    try {
      // What is being removed is gone before it is unpacked again.
      await last;
      return await work(closing.signal);
    } finally {
      const count = (held.get(folder) ?? 1) - 1;
      if (count > 0) held.set(folder, count);
      else held.delete(folder);
      await removeUnused(folder).catch(() => undefined);
    }
  }

  const forgetListening = registry.onChange(look);
  for (const folder of own()) void removeUnused(folder).catch(() => undefined);
  last = last.then(() => removeUnfinished(root)).catch(() => undefined);

  return {
    isUsedBy,
    leftBy: (entry) => [...own()].find((folder) => isUsedBy(entry, folder) && !isUsed(folder)),
    async during(folder, work) {
      const result = hold(folder, work);
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    },
    async close() {
      forgetListening();
      for (const timer of waiting.values()) clearTimeout(timer);
      closing.abort();
      await Promise.allSettled(running);
      await last;
    },
  };
}

function isUsedBy(entry: object | undefined, folder: string): boolean {
  const written = literalText(folder);
  return textsIn(entry).some((text) => text.includes(written));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Out of the way first, so that a folder of its name is always whole. */
async function removeFolder(folder: string): Promise<void> {
  const parent = dirname(folder);
  const aside = join(parent, `${unfinished}${randomBytes(6).toString('hex')}`);
  try {
    await rename(folder, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(aside, { recursive: true, force: true, maxRetries: 5 });
  // Only where it is empty.
  await rmdir(parent).catch(() => undefined);
}

/** What a hub that was killed left behind. */
async function removeUnfinished(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const parts = await readdir(join(root, name)).catch(() => []);
    for (const part of parts.filter((one) => one.startsWith(unfinished))) {
      await rm(join(root, name, part), { recursive: true, force: true });
    }
  }
}
