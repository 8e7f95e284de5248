import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HubFile } from '../../src-shared/paths.ts';
import { ensurePrivateDirectory, writeFileAtomicSync } from './platform/atomic-file.ts';

/** Tells proxies where the hub is (design.md section 5). */
export function writeHubFile(path: string, content: HubFile): { remove(): void } {
  ensurePrivateDirectory(dirname(path));
  writeFileAtomicSync(path, `${JSON.stringify(content)}\n`, { fsync: false });
  return {
    remove() {
      // A hub that started after us has written its own.
      if (pidIn(path) === content.pid) rmSync(path, { force: true });
    },
  };
}

function pidIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).pid;
  } catch {
    return undefined;
  }
}
