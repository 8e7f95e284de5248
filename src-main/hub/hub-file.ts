import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HubFile } from '../../src-shared/paths.ts';
import { ensurePrivateDirectory } from './platform/private-directory.ts';
import { writeAtomicallySync } from './platform/write-atomically.ts';

/** Tells proxies where the hub is (design.md section 5). */
export function writeHubFile(path: string, content: HubFile): { remove(): void } {
  ensurePrivateDirectory(dirname(path));
  writeAtomicallySync(path, `${JSON.stringify(content)}\n`);
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
