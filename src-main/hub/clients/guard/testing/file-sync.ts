import { readFile, writeFile } from 'node:fs/promises';
import type { TargetState } from '../../../../../src-shared/domain/client.ts';
import { Signal } from '../../../signal.ts';
import type { ClientStore } from '../../sync/client-store.ts';
import type { Inspection, Sync, Written } from '../../sync/sync.ts';
import type { SyncedTarget } from '../../sync/synced-target.ts';

/** Of a Sync what the guardian needs, on one real file: its whole text is Loom's entry. */
export function fileSync(store: ClientStore, record: SyncedTarget) {
  const written = new Signal<Written>();
  const heals: string[] = [];
  let refusal: string | undefined;
  const { key, target, file } = record;
  const tell = () => written.emit({ key, target, file, by: 'guardian', label: target });
  const sync: Pick<Sync, 'inspectSynced' | 'heal' | 'onWritten'> = {
    async inspectSynced(asked) {
      const found = store.target(asked);
      return found && inspection(found, await textOf(file));
    },
    async heal() {
      heals.push(await textOf(file).then(String));
      if (refusal !== undefined) return { written: [], refused: [refusedAs(record, refusal)] };
      await writeFile(file, 'loom');
      tell();
      return { written: [writtenAs(record)], refused: [] };
    },
    onWritten: (listener) => written.on(listener),
  };
  return {
    sync,
    tell,
    /** What stood in the file at each time. */
    heals,
    refuse(reason: string) {
      refusal = reason;
    },
  };
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

function inspection(record: SyncedTarget, text: string | undefined): Inspection {
  return {
    // The guardian does not ask who its client is.
    found: {} as Inspection['found'],
    record,
    state: stateOf(text),
    entries: [],
    drift: text === 'loom' ? '' : `-loom\n+${text}`,
    duplicates: [],
    notes: [],
  };
}

function stateOf(text: string | undefined): TargetState {
  if (text === 'loom') return { phase: 'synced' };
  if (text === 'uninstalled') return { phase: 'not-installed' };
  if (text?.startsWith('{')) return { phase: 'unreadable', reason: 'no end', line: 1, column: 2 };
  return { phase: 'drifted', how: text ? 'changed' : 'missing', since: 1 };
}

function refusedAs({ target, label, file }: SyncedTarget, reason: string) {
  return { target, label, file, code: 'file-unwritable', reason, remedy: 'Mend it.' };
}

function writtenAs({ target, label, file }: SyncedTarget) {
  return { target, label, file, journal: 1, reload: 'restart' as const, notes: [] };
}
