import type { TargetState } from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { Machine } from '../client.ts';
import type { FoundTarget } from '../find-targets.ts';
import { switchesInFile } from '../reading/switches/switches-in-file.ts';
import { agrees, toJson } from './agrees.ts';
import { findDuplicates } from './find-duplicates.ts';
import { loomName } from './loom-entry.ts';
import { maskDiff } from './mask-diff.ts';
import { openParsed } from './open-file.ts';
import { type EntriesInFile, readEntries } from './read-entries.ts';
import type { Inspection } from './sync.ts';
import type { SyncParts } from './sync-parts.ts';
import { type SyncedTarget, targetKey, type WrittenEntry } from './synced-target.ts';
import { wantedEntries, wishesOf } from './wanted-entries.ts';

export interface InspectContext {
  parts: SyncParts;
  machine: Machine;
}

/** What stands in one target now; what is wrong with its file is in the state. Writes nothing. */
export async function inspectTarget(
  found: FoundTarget,
  context: InspectContext,
): Promise<Inspection> {
  const { target, exists, installed, notes } = found;
  const record = context.parts.store.target(targetKey(target.id, target.path, target.root));
  const nothing = { found, record, entries: [], drift: '', duplicates: [], notes };
  if (!exists && !installed) return { ...nothing, state: { phase: 'not-installed' } };
  try {
    const { content } = await openParsed(target);
    return await inspectContent(content, { found, record, context });
  } catch (error) {
    return { ...nothing, state: unreadable(error) };
  }
}

function unreadable(thrown: unknown): TargetState {
  if (!(thrown instanceof LoomError)) throw thrown;
  const { line, column } = thrown.place ?? {};
  return {
    phase: 'unreadable',
    reason: thrown.message,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}

interface Looked {
  found: FoundTarget;
  record: SyncedTarget | undefined;
  context: InspectContext;
}

async function inspectContent(content: unknown, looked: Looked): Promise<Inspection> {
  const { found, record, context } = looked;
  const file = readEntries(content, found, context.parts);
  const own = new Set([...(record?.entries ?? []).map(({ name }) => name), ...file.loom]);
  const entries = file.all
    .filter(([name]) => own.has(name))
    .map(([name, value]): WrittenEntry => ({ name, value: toJson(value) }));
  const isDirect = record?.mode === 'direct';
  const duplicates = isDirect
    ? []
    : findDuplicates(file.servers, { ...context, profile: record?.profile });
  const state = record ? recordState(record, entries, context) : await freshState(file, looked);
  const names = new Set(record?.entries.map(({ name }) => name) ?? [loomName]);
  const others = isDirect ? [] : file.loom.filter((name) => !names.has(name));
  return {
    found,
    record,
    state,
    entries,
    drift: record && state.phase === 'drifted' ? driftDiff(record, entries, file.secrets) : '',
    duplicates: duplicates.map(({ server }) => server.name),
    notes: [
      ...found.notes,
      ...others.map((name) => `${name} reaches Loom, too.`),
      ...switchedOff(content, found, entries),
    ],
  };
}

/** What stands in the file, and is switched off there outside of its entry: `mcp.excluded`. */
function switchedOff(
  content: unknown,
  { client, target }: FoundTarget,
  entries: readonly WrittenEntry[],
): string[] {
  const read = client.switches?.read ?? switchesInFile(target.root);
  const switchOf = read([{ path: target.path, content }]);
  return entries
    .filter(({ name }) => switchOf({ key: name, path: [...target.root, name] }).isOff)
    .map(
      ({ name }) => `${client.label} has ${name} switched off in this file, outside of its entry.`,
    );
}

function recordState(
  { key, entries: written }: SyncedTarget,
  entries: readonly WrittenEntry[],
  { parts }: InspectContext,
): TargetState {
  const standing = (name: string) => entries.find((entry) => entry.name === name)?.value;
  const off = written.filter(
    ({ name, value, isTheirs }) => !isTheirs && !agrees(standing(name), value),
  );
  if (off.length === 0) return { phase: 'synced' };
  const known = parts.store.drifts().find((drift) => drift.key === key && isOpen(drift.outcome));
  return {
    phase: 'drifted',
    how: off.some(({ name }) => standing(name) !== undefined) ? 'changed' : 'missing',
    since: known?.at ?? parts.now?.() ?? Date.now(),
  };
}

function isOpen(outcome: string): boolean {
  return outcome === 'waiting' || outcome === 'gave-up' || outcome === 'left';
}

/** Of a file that Loom has no record of; its entry may be in there all the same. */
async function freshState(file: EntriesInFile, { found, context }: Looked): Promise<TargetState> {
  const standing = file.all.find(([name]) => name === loomName);
  if (standing && (await isWanted(standing[1], found, context))) return { phase: 'synced' };
  const names = standing ? new Set([loomName, ...file.loom]) : new Set(file.loom);
  return names.size > 0 ? { phase: 'other-entry', names: [...names] } : { phase: 'absent' };
}

async function isWanted(
  standing: unknown,
  found: FoundTarget,
  context: InspectContext,
): Promise<boolean> {
  try {
    const { entries } = await wantedEntries(found, wishesOf({}, undefined), context);
    return entries.every(({ name, value }) => name === loomName && agrees(standing, value));
  } catch (error) {
    if (error instanceof LoomError) return false;
    throw error;
  }
}

/** From what Loom wrote to what stands there, as JSON, whatever the file's own format is. */
function driftDiff(
  { file, entries: written }: SyncedTarget,
  entries: readonly WrittenEntry[],
  secrets: readonly string[],
): string {
  const print = (all: readonly WrittenEntry[]) => {
    const values = Object.fromEntries(all.map(({ name, value }) => [name, value]));
    return `${JSON.stringify(values, null, 2)}\n`;
  };
  const names = new Set(written.map(({ name }) => name));
  const standing = entries.filter(({ name }) => names.has(name));
  return maskDiff({ file, before: print(written), after: print(standing), secrets });
}
