import { randomUUID } from 'node:crypto';
import type {
  FileRefusal,
  SeenChange,
  SyncPreview,
  SyncRequest,
  SyncResult,
} from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { FoundTarget } from '../find-targets.ts';
import { chooseTargets } from './choose-targets.ts';
import { ClientFilesWriter } from './client-files-writer.ts';
import { inspectTarget } from './inspect-target.ts';
import { planTarget } from './plan-target.ts';
import { planUndo } from './plan-undo.ts';
import type { PlanContext } from './planned-change.ts';
import { refusalOf } from './refusal.ts';
import { inspectTargets, searchSynced, searchTargets } from './search-targets.ts';
import { settleUnconfirmed } from './settle-unconfirmed.ts';
import type { Sync, UndoRequest } from './sync.ts';
import type { SyncParts } from './sync-parts.ts';
import { toTargetView } from './target-view.ts';
import { toJournalEntry, writesToUndo } from './undo-journal.ts';

/** Puts sync together. What writes, waits for its turn: one file after the other. */
export function createSync(parts: SyncParts): Sync {
  const { store } = parts;
  const writer = new ClientFilesWriter(parts);
  const inTurn = turns(() => settleUnconfirmed(store));

  async function choose(request: SyncRequest): Promise<FoundTarget[]> {
    return chooseTargets(await searchTargets(request, parts), request);
  }

  async function preview(request: SyncRequest): Promise<SyncPreview> {
    const machine = await parts.machine(request.env);
    const context: PlanContext = { request, parts, machine, planned: new Map() };
    const result: SyncPreview = { changes: [], refused: [] };
    for (const found of await choose(request)) {
      await refusing(about(found), result.refused, async () => {
        const plan = await planTarget(found, context);
        context.planned.set(plan.realFile, plan.after);
        result.changes.push(plan.change);
        result.refused.push(...plan.left);
      });
    }
    return result;
  }

  async function apply(request: SyncRequest, seen: readonly SeenChange[]): Promise<SyncResult> {
    const run = randomUUID();
    const result: SyncResult = { written: [], refused: [] };
    for (const found of await choose(request)) {
      const shown = seen.find(({ target }) => target === found.target.id);
      if (!shown) continue;
      await refusing(about(found), result.refused, () =>
        writer.sync(found, { request, run, by: 'sync', shown }, result),
      );
    }
    return result;
  }

  async function heal(key: string): Promise<SyncResult> {
    const result: SyncResult = { written: [], refused: [] };
    const record = store.target(key);
    if (!record) return result;
    const { target, label, where, via, mode, profile } = record;
    await refusing(record, result.refused, async () => {
      const found = await searchSynced(record, parts);
      if (!found) throw new LoomError('not-found', `${label} is not here any more`);
      const wishes = { targets: [target], via, mode, ...(profile !== undefined && { profile }) };
      const request = { ...where, ...wishes } as SyncRequest;
      const doing = { request, run: randomUUID(), by: 'guardian' as const, shown: undefined };
      await writer.sync(found, doing, result);
    });
    return result;
  }

  async function previewUndo(request: UndoRequest): Promise<SyncPreview> {
    const result: SyncPreview = { changes: [], refused: [] };
    for (const write of writesToUndo(store.writes(), request)) {
      await refusing(write, result.refused, async () => {
        result.changes.push((await planUndo(write, parts)).change);
      });
    }
    return result;
  }

  async function undo(request: UndoRequest, seen: readonly SeenChange[]): Promise<SyncResult> {
    const run = randomUUID();
    const result: SyncResult = { written: [], refused: [] };
    for (const write of writesToUndo(store.writes(), request)) {
      const shown = seen.find(({ target }) => target === write.target);
      if (!shown) continue;
      await refusing(write, result.refused, () => writer.undo(write, { run, shown }, result));
    }
    return result;
  }

  return {
    inspect: (where) => inspectTargets(where, parts),
    async list(where) {
      const all = await inspectTargets(where, parts);
      const healOf = (target: string) => store.healOf(target) ?? parts.heal;
      return all.map((one) => toTargetView(one, healOf(one.found.target.id)));
    },
    async inspectSynced(key) {
      const record = store.target(key);
      const found = record && (await searchSynced(record, parts));
      if (!found) return undefined;
      return inspectTarget(found, { parts, machine: await parts.machine(record.where.env) });
    },
    preview,
    apply: ({ request, seen }) => inTurn(() => apply(request, seen)),
    history: (which) => store.writes(which).map(toJournalEntry),
    // After what the last hub left open: that may be what is to be taken back.
    previewUndo: (request) => inTurn(() => previewUndo(request)),
    undo: ({ request, seen }) => inTurn(() => undo(request, seen)),
    heal: (key) => inTurn(() => heal(key)),
    onWritten: (listener) => writer.written.on(listener),
  };
}

type About = Pick<FileRefusal, 'target' | 'label' | 'file'>;

function about({ target: { id, label, path } }: FoundTarget): About {
  return { target: id, label, file: path };
}

/** What is wrong with one file keeps no other from being written. */
async function refusing(
  { target, label, file }: About,
  refused: FileRefusal[],
  body: () => Promise<void>,
): Promise<void> {
  try {
    await body();
  } catch (error) {
    refused.push(refusalOf({ target, label, file }, error));
  }
}

/** One after the other, whatever becomes of those before. */
function turns(before: () => Promise<void>): <T>(body: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (body) => {
    const go = () => before().then(body);
    const turn = last.then(go, go);
    last = turn.catch(() => undefined);
    return turn;
  };
}
