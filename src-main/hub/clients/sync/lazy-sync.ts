import { Signal } from '../../signal.ts';
import type { Sync, Written } from './sync.ts';
import type { SyncParts } from './sync-parts.ts';
import { toJournalEntry } from './undo-journal.ts';

/**
 * A sync that is loaded when it is first needed: editors and readers of five formats would cost each
 * start of a hub, and most of its time nobody asks for clients' files.
 */
export function lazySync(parts: SyncParts): Sync {
  const written = new Signal<Written>();
  let loading: Promise<Sync> | undefined;
  const load = () => {
    loading ??= import('./create-sync.ts').then(({ createSync }) => {
      const sync = createSync(parts);
      sync.onWritten((one) => written.emit(one));
      return sync;
    });
    return loading;
  };
  return {
    list: async (where) => (await load()).list(where),
    inspect: async (where) => (await load()).inspect(where),
    inspectSynced: async (key) => (await load()).inspectSynced(key),
    preview: async (request) => (await load()).preview(request),
    apply: async (input) => (await load()).apply(input),
    history: (which) => parts.store.writes(which).map(toJournalEntry),
    previewUndo: async (request) => (await load()).previewUndo(request),
    undo: async (input) => (await load()).undo(input),
    heal: async (key) => (await load()).heal(key),
    onWritten: (listener) => written.on(listener),
  };
}
