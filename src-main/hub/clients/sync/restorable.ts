import type { ClientStore, Touch, Write } from './client-store.ts';
import { nameOf } from './describe-edits.ts';
import { fileOf, type OpenFile } from './open-file.ts';

export interface Restorable {
  /** Undefined: there was no file. */
  file: OpenFile['now'];
  /** Made for the file. */
  folders: readonly string[];
}

/**
 * How a file was before Loom's first write to it, where nobody else has written since: its bytes, and
 * not what is left after taking the entry out (clients.md pitfall 2). Undefined where that is unknown.
 */
export async function findRestorable(
  { file, key }: { file: OpenFile; key: string },
  store: Pick<ClientStore, 'writes' | 'bytes'>,
): Promise<Restorable | undefined> {
  const first = firstOfChain(store.writes({ realFile: file.realFile }), file.now?.hash, key);
  if (!first?.isKept) return undefined;
  const { before, folders } = first;
  if (before === undefined) return { file: undefined, folders };
  return { file: fileOf(Buffer.from(await store.bytes(before)).toString()), folders: [] };
}

/** Of an unbroken row of writes for this target alone, the one that put the first entry in. */
function firstOfChain(
  writes: readonly Write[],
  hash: string | undefined,
  key: string,
): Write | undefined {
  let expected = hash;
  for (const write of writes) {
    if (write.after !== expected || write.key !== key || tookOthersOut(write)) return undefined;
    if (write.record === undefined) return onlyAdded(write) ? write : undefined;
    expected = write.before;
  }
  return undefined;
}

function onlyAdded(write: Write): boolean {
  return netOf(write).every(({ before }) => before === undefined);
}

/** Entries that were not Loom's: who wanted them out does not want them back. */
function tookOthersOut(write: Write): boolean {
  const own = new Set(write.record?.entries.map(({ name }) => name));
  return netOf(write).some(
    ({ path, after, inList }) => after === undefined && !inList && !own.has(nameOf(path)),
  );
}

/** What a write comes to, place by place: an undo may go through several states of one. */
function netOf({ touched }: Write): Touch[] {
  const net = new Map<string, Touch>();
  for (const { path, before, after, inList } of touched) {
    const place = JSON.stringify([path, inList && (after ?? before)]);
    const first = net.get(place);
    const then = first ? first.before : before;
    net.set(place, {
      path,
      ...(then !== undefined && { before: then }),
      ...(after !== undefined && { after }),
      ...(inList && { inList }),
    });
  }
  return [...net.values()].filter(
    ({ before, after }) => before !== undefined || after !== undefined,
  );
}
