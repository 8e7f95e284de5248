import type { JournalEntry } from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { Write } from './client-store.ts';

/** Writes that an undo would take back: all of the last command, or those that were named. */
export function writesToUndo(
  writes: readonly Write[],
  { targets, to }: { targets?: readonly string[] | undefined; to?: number | undefined },
): Write[] {
  const isNamed = ({ target, file }: Write) =>
    !targets ||
    targets.some(
      (name) => name === 'all' || name === target || name === file || target.startsWith(`${name}:`),
    );
  if (to !== undefined) {
    const found = writes.find(({ id }) => id === to);
    if (found && isNamed(found)) return [found];
    throw nothing(`there is no write number ${to}${targets ? ` to ${targets.join(', ')}` : ''}`);
  }
  const standing = notUndone(writes).filter(isNamed);
  const [last] = standing;
  if (!last) throw nothing('there is nothing to undo');
  const ofRun = standing.filter(({ run }) => run === last.run);
  // Of each file the first of them: what follows goes with it.
  return [...new Map(ofRun.map((write) => [write.realFile, write])).values()].toReversed();
}

/** Newest first; an undo itself is taken back by its number only. */
export function notUndone(writes: readonly Write[]): Write[] {
  const undone = new Map<string, number>();
  return writes.filter(({ id, realFile, undoes }) => {
    if (id >= (undone.get(realFile) ?? Number.POSITIVE_INFINITY)) return false;
    if (undoes === undefined) return true;
    undone.set(realFile, undoes);
    return false;
  });
}

function nothing(text: string): LoomError {
  return new LoomError('not-found', text, {
    remedy: '`loom sync undo --list` shows what was written.',
  });
}

/** As people see a write. */
export function toJournalEntry(write: Write): JournalEntry {
  const { id, at, target, label, file, by, what, before, after, isKept } = write;
  return {
    ...{ id, at, target, label, file, by, what, isKept },
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}
