import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether tests may have disks of their own here. */
export const canMount = process.getuid?.() === 0 && tryMount();

export interface SmallDisk extends Disposable {
  fill(): void;
  free(): void;
  makeReadOnly(): void;
}

/** A file system of 1 MB of its own over a folder. */
export function mountSmallDisk(folder: string): SmallDisk {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  return {
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(filler, Buffer.alloc(bavail * bsize));
      } catch (error) {
        // The hub wrote something meanwhile: then the disk is as full as can be.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: () => rmSync(filler, { force: true }),
    makeReadOnly: () => execFileSync('mount', ['-o', 'remount,ro', folder]),
    [Symbol.dispose]: () => execFileSync('umount', ['--lazy', folder]),
  };
}

/** Damages the beginning of a file. It is not cut: SQLite may have it mapped into a hub's memory. */
export function overwrite(file: string, bytes: number): void {
  writeFileSync(file, 'x'.repeat(bytes), { flag: 'r+' });
}

/** Containers often forbid it, also to root. */
function tryMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
    return true;
  } catch {
    return false;
  }
}
