import type { FileChange } from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { editors } from '../editing/index.ts';
import type { Touch, Write } from './client-store.ts';
import { maskDiff } from './mask-diff.ts';
import { fileOf, type OpenFile, openFile } from './open-file.ts';
import { secretLines } from './secret-lines.ts';
import type { SyncParts } from './sync-parts.ts';
import type { SyncedTarget } from './synced-target.ts';
import { takeBack } from './take-back.ts';
import { TextEdits } from './text-edits.ts';

/** How one file gets back to what it was before a write. */
export interface PlannedUndo {
  write: Write;
  change: FileChange;
  realFile: string;
  before: OpenFile['now'];
  after: OpenFile['now'];
  touched: readonly Touch[];
  what: string;
  /** What is known of each target of the file afterwards, by key. */
  records: ReadonlyMap<string, SyncedTarget | undefined>;
  emptied: readonly string[];
}

/**
 * Where the file is as Loom left it, its bytes of then; where somebody has changed it since, only
 * what Loom did is taken back, and all else stays. Writes nothing.
 *
 * @throws LoomError 'undo-conflict', 'file-unreadable', 'invalid-client-file'.
 */
export async function planUndo(
  write: Write,
  { store }: Pick<SyncParts, 'store'>,
): Promise<PlannedUndo> {
  const { file, before: wanted } = write;
  const { now, realFile } = await openFile(file);
  const since = store.writes({ realFile: write.realFile }).filter(({ id }) => id >= write.id);
  const back = (await bytesBack(write, { now, since }, store)) ?? editsBack(write, { now, since });
  const action = actionOf(now, back.after);
  const secrets = [now, back.after].flatMap((one) => secretsOf(one, write));
  const change: FileChange = {
    target: write.target,
    label: write.label,
    file,
    action,
    ...(now && { before: now.hash }),
    ...(back.after && { after: back.after.hash }),
    diff: maskDiff({ file, before: now?.text, after: back.after?.text, secrets }),
    notes: back.notes,
  };
  return {
    ...{ write, change, realFile, before: now, after: back.after, touched: back.touched },
    what: `took back number ${write.id}${wanted === undefined ? ', which had made the file' : ''}`,
    records: recordsBefore(since),
    emptied: back.after ? [] : write.folders,
  };
}

/** None of a text that does not parse, which is then shown as it is, as far as its lines say. */
function secretsOf(one: OpenFile['now'], { format }: Write): string[] {
  const reading = one && editors[format].read(one.text);
  return reading?.ok ? secretLines(reading.content) : [];
}

function actionOf(before: OpenFile['now'], after: OpenFile['now']): FileChange['action'] {
  if (before?.hash === after?.hash) return 'none';
  return after ? 'restore' : 'delete-file';
}

interface Since {
  now: OpenFile['now'];
  /** The write itself and those after it, newest first. */
  since: readonly Write[];
}

interface Back {
  after: OpenFile['now'];
  touched: readonly Touch[];
  notes: string[];
}

/** Undefined where the bytes of then would undo what is not Loom's, or are not kept any more. */
async function bytesBack(
  write: Write,
  { now, since }: Since,
  store: SyncParts['store'],
): Promise<Back | undefined> {
  const touched = since.flatMap(reversed);
  if (now?.hash === write.before) return { after: now, touched: [], notes: [] };
  // Nothing is there that could be lost.
  const isGone = now === undefined;
  if (!write.isKept || !(isGone || isUnbroken(since, now.hash))) return undefined;
  const notes = isGone ? ['The file is gone by now, and is made again as it was then.'] : [];
  const after =
    write.before === undefined
      ? undefined
      : fileOf(Buffer.from(await store.bytes(write.before)).toString());
  return { after, touched, notes };
}

/** Nobody else has written in between, or since. */
function isUnbroken(since: readonly Write[], hash: string): boolean {
  let expected: string | undefined = hash;
  for (const { before, after } of since) {
    if (after !== expected) return false;
    expected = before;
  }
  return true;
}

function editsBack({ file, format }: Write, { now, since }: Since): Back {
  if (!now) throw new LoomError('undo-conflict', `${file} is gone, and so is the copy of it`);
  const edits = new TextEdits(now.text, { editor: editors[format], file });
  for (const { touched } of since) {
    for (const touch of touched.toReversed()) takeBack(edits, touch);
  }
  const notes = [
    'The file has changed since: only what Loom wrote is taken back, and all else stays as it is.',
  ];
  const after = edits.text === now.text ? now : fileOf(edits.text);
  return { after, touched: edits.touched, notes };
}

/** What an undo does, as a change of its own: it can be taken back, too. */
function reversed({ touched }: Write): Touch[] {
  return touched.toReversed().map(({ path, before, after, inList }) => ({
    path,
    ...(after !== undefined && { before: after }),
    ...(before !== undefined && { after: before }),
    ...(inList && { inList }),
  }));
}

/** As the oldest of the writes that are taken back found them. */
function recordsBefore(since: readonly Write[]): Map<string, SyncedTarget | undefined> {
  return new Map(since.map(({ key, record }) => [key, record]));
}
