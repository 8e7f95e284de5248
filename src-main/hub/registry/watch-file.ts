import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { resolveLinks } from '../platform/write-atomically.ts';

export interface WatchFileOptions {
  path: string;
  /** How long the file must be quiet before a change is told. */
  debounceMs: number;
  changed(): void;
  /** It cannot be watched; told once. */
  failed(error: unknown): void;
}

/**
 * Tells when a file changed, appeared, vanished or was replaced, from the moment this resolves. The
 * folder is watched, not the file, so that editors which replace files by renaming are followed;
 * where the file is a symbolic link, its target's folder as well.
 *
 * Not `chokidar`: it drops a change that comes within 50 ms of another.
 */
export async function watchFile(options: WatchFileOptions): Promise<{ close(): void }> {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  /** Links may have changed with the file, so this is done again after each change. */
  const follow = async () => {
    for (const file of [options.path, await resolveLinks(options.path)]) {
      if (closed || watchers.has(file)) continue;
      const watcher = watch(dirname(file), { persistent: false });
      watchers.set(file, watcher);
      watcher.on('error', fail).on('change', (_, name) => {
        if (name === null || String(name) === basename(file)) tellSoon();
      });
    }
  };
  const tell = () => {
    follow().then(() => !closed && options.changed(), fail);
  };
  const tellSoon = () => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(tell, options.debounceMs);
  };
  const fail = (error: unknown) => {
    if (closed) return;
    close();
    options.failed(error);
  };
  const close = () => {
    closed = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
  await follow().catch(fail);
  return { close };
}
