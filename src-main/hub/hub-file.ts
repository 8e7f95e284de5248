import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { toLoomError } from '../../src-shared/errors.ts';
import type { HubFile } from '../../src-shared/paths.ts';
import { ensurePrivateDirectory } from './platform/private-directory.ts';
import { writeAtomicallySync } from './platform/write-atomically.ts';
import type { Problems } from './problems.ts';

/** Tells proxies where the hub is (design.md section 5), until `remove`. */
export function announceHub(
  path: string,
  content: HubFile,
  problems: Pick<Problems, 'report'>,
): { remove(): void } {
  try {
    ensurePrivateDirectory(dirname(path));
    writeAtomicallySync(path, `${JSON.stringify(content)}\n`);
  } catch (error) {
    // Most clients find the hub without it, by its socket's usual place.
    problems.report('hub-file', toLoomError(error));
    return { remove() {} };
  }
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
