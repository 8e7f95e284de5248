import { readFileSync } from 'node:fs';
import { isSystemError } from '../../src-main/hub/platform/system-error.ts';

/**
 * The text of a file, or of a process below /proc; '' where that has gone since it was listed: processes
 * end, and what is written anew lies under another name for a moment. What is there and cannot be read
 * is no proof that nothing stands in it.
 *
 * @throws any other error.
 */
export function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ESRCH')) return '';
    throw error;
  }
}
