import { readClientFile } from '../editing/read-client-file.ts';
import type { ClientStore } from './client-store.ts';

/**
 * Writes that were begun by a hub that then ended: each of them has happened, as a whole, or has not.
 */
export async function settleUnconfirmed(
  store: Pick<ClientStore, 'unconfirmed' | 'confirm' | 'drop'>,
): Promise<void> {
  for (const { id, realFile, after } of store.unconfirmed()) {
    const file = await readClientFile(realFile).catch(() => undefined);
    // What cannot be looked at may have been written: the kept bytes stay.
    if (!file || (file.exists ? file.hash : undefined) === after) store.confirm(id);
    else store.drop(id);
  }
}
