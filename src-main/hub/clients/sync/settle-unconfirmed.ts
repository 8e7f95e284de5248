import { readClientFile } from '../editing/read-client-file.ts';
import type { ClientStore } from './client-store.ts';

/**
 * Writes that were begun by a hub that then ended: each of them has happened, as a whole, or has not.
 * One that has not is dropped with its copy, so that has to be certain: the file is as it was before.
 */
export async function settleUnconfirmed(
  store: Pick<ClientStore, 'unconfirmed' | 'confirm' | 'drop'>,
): Promise<void> {
  for (const { id, realFile, before } of store.unconfirmed()) {
    const file = await readClientFile(realFile).catch(() => undefined);
    // Anything else may be what the client made of it since: the kept bytes stay.
    if (file && (file.exists ? file.hash : undefined) === before) store.drop(id);
    else store.confirm(id);
  }
}
