import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from '../../platform/system-error.ts';
import { watchFile } from '../../registry/watch-file.ts';

export interface WatchThroughOptions {
  path: string;
  /** How long the file must be quiet before a change is told. */
  debounceMs: number;
  changed(): void;
  /** It cannot be watched any more; told once. */
  failed(error: unknown): void;
}

/**
 * As `watchFile`, of a file whose folder may be missing, vanish and come again: an uninstalled client
 * takes its folder with it. Of a missing folder the nearest one above it is watched. `changed` is also
 * called once the watching has begun.
 */
export function watchThrough(options: WatchThroughOptions): { close(): void } {
  const { path, debounceMs, changed } = options;
  let watches: { close(): void }[] = [];
  let round = 0;
  let closed = false;

  const close = () => {
    closed = true;
    closeAll();
  };
  const closeAll = () => {
    for (const watch of watches) watch.close();
    watches = [];
  };
  const failed = (error: unknown) => {
    if (closed) return;
    close();
    options.failed(error);
  };
  const armAndTell = () => void arm().then(() => !closed && changed(), failed);

  async function watch(file: string, tell: () => void, mine: number): Promise<void> {
    const opened = await watchFile({ path: file, debounceMs, changed: tell, failed });
    if (closed || mine !== round) opened.close();
    else watches.push(opened);
  }

  /** What appeared while nothing was watched yet is found by going round again. */
  async function arm(): Promise<void> {
    round += 1;
    const mine = round;
    closeAll();
    const missing = await firstMissing(path);
    await watch(missing ?? dirname(path), armAndTell, mine);
    if (missing === undefined) await watch(path, changed, mine);
    if (mine === round && !closed && (await firstMissing(path)) !== missing) await arm();
  }

  armAndTell();
  return { close };
}

/** The highest folder on the way to a file that is not there; undefined where all are. */
async function firstMissing(path: string): Promise<string | undefined> {
  let missing: string | undefined;
  for (let folder = dirname(path); !(await isThere(folder)); folder = dirname(folder)) {
    missing = folder;
  }
  return missing;
}

async function isThere(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory() || folder === dirname(folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return folder === dirname(folder);
    throw error;
  }
}
