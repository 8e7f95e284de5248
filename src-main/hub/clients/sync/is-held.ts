import { readFile, stat } from 'node:fs/promises';

/**
 * Whether a process holds a lock on the file through the system (flock or fcntl). Node cannot ask; Linux
 * lists all locks. Elsewhere the answer is no: whoever writes compares the file right before instead.
 */
export async function isHeld(path: string): Promise<boolean> {
  try {
    const [{ ino }, locks] = await Promise.all([
      stat(path, { bigint: true }),
      readFile('/proc/locks', 'utf8'),
    ]);
    // `1: FLOCK  ADVISORY  WRITE 4242 fd:00:2974453 0 EOF`; numbers of devices differ on some file systems.
    return locks.split('\n').some((line) => line.split(/\s+/)[5]?.endsWith(`:${ino}`) === true);
  } catch {
    return false;
  }
}
