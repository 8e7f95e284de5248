import { LoomError, messageOf } from '../../../../src-shared/errors.ts';

/** SQLite's own errors as Loom's: a full disk, a folder that may not be written. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (cause) {
    throw storeFailure(cause);
  }
}

export function storeFailure(cause: unknown): LoomError {
  if (cause instanceof LoomError) return cause;
  const text = `clients.db, which keeps what stood in clients' files, failed: ${messageOf(cause)}`;
  return new LoomError('file-unwritable', text, { cause });
}
