import { setTimeout as delay } from 'node:timers/promises';
import type {
  FileChange,
  JournalEntry,
  SeenChange,
  SyncRequest,
  SyncResult,
} from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { ReloadNote } from '../../../../src-shared/reload-notes.ts';
import { Signal } from '../../signal.ts';
import type { FoundTarget } from '../find-targets.ts';
import { clients } from '../index.ts';
import { applyChange } from './apply-change.ts';
import type { Write } from './client-store.ts';
import { planTarget } from './plan-target.ts';
import { planUndo } from './plan-undo.ts';
import type { PlannedChange } from './planned-change.ts';
import type { Written } from './sync.ts';
import type { SyncParts } from './sync-parts.ts';
import type { SyncedTarget } from './synced-target.ts';

/** How a target is written, and in whose name. */
export interface Doing {
  request: SyncRequest;
  /** The same for all files of one command. */
  run: string;
  by: JournalEntry['by'];
  /** Undefined: nobody was asked, so that a file that has changed is simply planned anew. */
  shown: SeenChange | undefined;
}

/** So long a file that has changed gets to be again what was seen, before that is said. */
const pauseMs = 50;

/** Plans once more and writes; keeps the records of what stands in clients' files. */
export class ClientFilesWriter {
  readonly written = new Signal<Written>();
  readonly #parts: SyncParts;

  constructor(parts: SyncParts) {
    this.#parts = parts;
  }

  /**
   * A file that changes under our hands is looked at once more, then left alone.
   *
   * @throws LoomError where the file stays as it is.
   */
  async sync(found: FoundTarget, doing: Doing, result: SyncResult): Promise<void> {
    await onceMore(() => this.#syncOnce(found, doing, result));
  }

  /** @throws LoomError where the file stays as it is. */
  async undo(
    write: Write,
    { run, shown }: { run: string; shown: SeenChange },
    result: SyncResult,
  ): Promise<void> {
    await onceMore(() => this.#undoOnce(write, { run, shown }, result));
  }

  async #syncOnce(found: FoundTarget, doing: Doing, result: SyncResult): Promise<void> {
    const { request, by, shown } = doing;
    const { store, machine } = this.#parts;
    const context = {
      ...{ request, parts: this.#parts, planned: new Map() },
      machine: await machine(request.env),
    };
    const plan = await planTarget(found, context);
    if (shown) checkShown(plan.change, shown);
    if (by === 'guardian') checkNotEmptied(plan);
    const { change, key } = plan;
    const { target, label, file, notes } = change;
    const former = store.target(key);
    if (change.action !== 'none') {
      const journal = await this.#apply(plan, doing, former);
      result.written.push({ target, label, file, journal, reload: found.client.reload, notes });
    }
    result.refused.push(...plan.left);
    // What the guardian puts back is what it was before: what was proven of that holds.
    const proof = by === 'guardian' ? former?.proof : undefined;
    this.#keep(key, plan.record && { ...plan.record, ...(proof && { proof }) });
    this.written.emit({ key, target, file, by, label, did: didOf(change.action, by) });
  }

  async #apply(
    plan: PlannedChange,
    { run, by }: Doing,
    record: SyncedTarget | undefined,
  ): Promise<number> {
    const { found, key, change, realFile, before, after, touched, what, emptied } = plan;
    const { target, label, file } = change;
    const { format, lock } = found.target;
    const write = {
      ...{ run, at: this.#now(), key, target, label, file, realFile, by, what, format, touched },
      ...(before && { before: before.hash }),
      ...(after && { after: after.hash }),
      ...(lock && { lock }),
      ...(record && { record }),
    };
    const bytes = { before: before?.bytes, after: after?.bytes };
    return await applyChange({ write, ...bytes, lock, emptied }, this.#parts);
  }

  async #undoOnce(
    one: Write,
    { run, shown }: { run: string; shown: SeenChange },
    result: SyncResult,
  ): Promise<void> {
    const { store } = this.#parts;
    const plan = await planUndo(one, this.#parts);
    const { change, realFile, before, after, touched, what, emptied } = plan;
    checkShown(change, shown);
    const did = change.action === 'none' ? undefined : 'taken-back';
    const { key, target, label, file, format, lock, id } = one;
    if (change.action !== 'none') {
      const record = store.target(key);
      const write = {
        ...{ run, at: this.#now(), key, target, label, file, realFile, by: 'undo' as const, what },
        ...{ format, touched, undoes: id },
        ...(before && { before: before.hash }),
        ...(after && { after: after.hash }),
        ...(lock && { lock }),
        ...(record && { record }),
      };
      const bytes = { before: before?.bytes, after: after?.bytes };
      const journal = await applyChange({ write, ...bytes, lock, emptied }, this.#parts);
      const reload = reloadOf(target);
      result.written.push({ target, label, file, journal, reload, notes: change.notes });
    }
    for (const [each, record] of plan.records) {
      const about = record ?? store.target(each) ?? one;
      this.#keep(each, record);
      this.written.emit({
        ...{ key: each, target: about.target, file: about.file, by: 'undo', label },
        did: each === key ? did : undefined,
      });
    }
  }

  #keep(key: string, record: SyncedTarget | undefined): void {
    if (record) this.#parts.store.putTarget(record);
    else this.#parts.store.removeTarget(key);
  }

  #now(): number {
    return this.#parts.now?.() ?? Date.now();
  }
}

/** What a write of Loom's own will was. */
function didOf(action: FileChange['action'], by: JournalEntry['by']): Written['did'] {
  if (action === 'none') return undefined;
  if (by === 'guardian') return 'put-back';
  return action === 'remove' || action === 'delete-file' ? 'taken-out' : 'written';
}

/** What the client of a target needs before it sees a change. */
function reloadOf(target: string): ReloadNote | undefined {
  const [id] = target.split(':');
  return clients.find((client) => client.id === id)?.reload;
}

async function onceMore(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof LoomError) || error.code !== 'file-changed') throw error;
    await delay(pauseMs);
    await write();
  }
}

/**
 * Who writes in place empties the file first: a file put there meanwhile would take the place of the
 * one that the client is still writing.
 */
function checkNotEmptied({ before, change }: PlannedChange): void {
  if (before?.text.trim() !== '') return;
  const { file, target } = change;
  throw new LoomError('file-changed', `${file} is empty: its client may be writing it`, {
    place: { file },
    remedy: `If it stays empty, \`loom sync ${target}\` writes it.`,
  });
}

/** What was not seen is not done. */
function checkShown(change: SeenChange & { file: string }, shown: SeenChange): void {
  if (change.before === shown.before && change.after === shown.after) return;
  const what = change.before === shown.before ? 'what would be written now is' : 'the file is';
  throw new LoomError('file-changed', `${what} no longer what was shown`, {
    place: { file: change.file },
  });
}
