import { isDeepStrictEqual } from 'node:util';
import type { Registry } from '../../../src-shared/domain/registry.ts';
import { ServerId, ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { changeYaml } from './change-yaml.ts';
import { describeIssue } from './describe-issue.ts';
import { addEntry, removeEntry, setInEntry } from './edit-yaml.ts';
import { memberOf } from './known-keys.ts';
import { parseRegistry } from './parse-registry.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { type NewText, replaceText } from './replace-text.ts';
import { findingText } from './reporter.ts';
import { spliceText, type TextEdit } from './splice-text.ts';

/** The file's new text, and what it says. */
export interface RegistryEdit {
  text: string;
  result: ParsedYaml<Registry>;
}

type File = ParsedYaml<Registry>;
type Entries = Record<string, unknown>;

/** Adds a server at the end of the list, after checking its name and entry. */
export function planAdd(file: File, path: string, id: string, entry: Entries): RegistryEdit {
  const plain: unknown = JSON.parse(JSON.stringify(entry));
  checkEntry(id, plain);
  if (Object.hasOwn(file.value.servers, id)) {
    throw new LoomError('name-taken', `there is already a server named "${id}"`, { server: id });
  }
  const edit = addEntry(file, 'servers', [id, plain]);
  return apply(file, path, { edit, servers: { ...entriesOf(file), [id]: plain } });
}

/**
 * Gives a server another entry: only what differs is written, comments and order of the rest stay.
 * Undefined where nothing differs.
 */
export function planUpdate(
  file: File,
  path: string,
  id: string,
  entry: Entries,
): RegistryEdit | undefined {
  checkKnown(file, id);
  const after: unknown = JSON.parse(JSON.stringify(entry));
  checkEntry(id, after);
  const entries = entriesOf(file);
  const before = entries[id];
  if (isDeepStrictEqual(before, after)) return undefined;
  const text = changeYaml(file, ['servers', id], { before, after });
  return prove(file, path, { text, servers: { ...entries, [id]: after } });
}

/** Takes a server out. */
export function planRemove(file: File, path: string, id: string): RegistryEdit {
  checkKnown(file, id);
  const { [id]: _removed, ...servers } = entriesOf(file);
  return apply(file, path, { edit: removeEntry(file, 'servers', id), servers });
}

/** Enables or disables a server; undefined where it is so already. */
export function planSetEnabled(
  file: File,
  path: string,
  id: string,
  enabled: boolean,
): RegistryEdit | undefined {
  checkKnown(file, id);
  if (file.value.servers[id]?.enabled === enabled) return undefined;
  const entries = entriesOf(file);
  const servers = { ...entries, [id]: { ...(entries[id] as Entries), enabled } };
  const edit = setInEntry(file, ['servers', id, 'enabled'], enabled);
  return apply(file, path, { edit, servers });
}

/** Gives texts that are in the file new values; where nothing else can be kept as it is, it throws. */
export function planSetTexts(file: File, path: string, texts: readonly NewText[]): RegistryEdit {
  // What aliases bring in twice becomes two things, of which one may change.
  const raw = JSON.parse(JSON.stringify(file.raw)) as { servers: Entries };
  for (const { path: keys, text } of texts) setAt(raw, keys, text);
  const edits = texts.map((text) => replaceText(file, text));
  return apply(file, path, { edit: together(edits), servers: raw.servers });
}

/** Several edits as one; undefined where one is missing or two of them want different things. */
function together(edits: readonly (TextEdit | undefined)[]): TextEdit[] | undefined {
  const byPlace = new Map<number, TextEdit>();
  for (const edit of edits) {
    if (!edit || (byPlace.get(edit.start) ?? edit).text !== edit.text) return undefined;
    byPlace.set(edit.start, edit);
  }
  return [...byPlace.values()].sort((a, b) => b.start - a.start);
}

function setAt(content: unknown, path: NewText['path'], text: string): void {
  const parent = path.slice(0, -1).reduce<unknown>(memberOf, content);
  const key = path.at(-1);
  if (typeof parent !== 'object' || parent === null || key === undefined) return;
  (parent as Record<PropertyKey, unknown>)[key] = text;
}

/** @throws LoomError `invalid-registry`: the name or the entry is none. */
export function checkEntry(id: string, entry: unknown): void {
  const name = ServerId.safeParse(id);
  const spec = ServerSpec.safeParse(entry);
  const findings = [
    ...(name.error?.issues ?? []).map(({ message: text }) => ({ path: ['servers', id], text })),
    ...(spec.error?.issues ?? [])
      .flatMap((issue) => describeIssue(issue, ServerSpec, entry))
      .map(({ path, text }) => ({ path: ['servers', id, ...path], text })),
  ];
  if (findings.length === 0) return;
  const message = findings.map((finding) => findingText(finding)).join('; ');
  throw new LoomError('invalid-registry', message, {
    server: id,
    remedy: 'Correct the entry; nothing was written.',
    remedyId: 'correct-entry',
  });
}

function checkKnown(file: File, id: string): void {
  if (Object.hasOwn(file.value.servers, id)) return;
  throw new LoomError('not-found', `there is no server named "${id}"`, { server: id });
}

function entriesOf(file: File): Entries {
  return (file.raw as { servers?: Entries | null }).servers ?? {};
}

/** Makes the edit and proves, by parsing the result, that it did what it should and nothing else. */
function apply(
  file: File,
  path: string,
  { edit, servers }: { edit: TextEdit | TextEdit[] | undefined; servers: Entries },
): RegistryEdit {
  const text = edit && [edit].flat().reduce(spliceText, file.text);
  return prove(file, path, { text, servers });
}

/**
 * Takes a new text only where parsing it shows that it says what it should, and besides the same as
 * before: the sections that are given are the new ones.
 */
export function prove(
  file: File,
  path: string,
  { text, ...sections }: { text: string | undefined; servers?: Entries; profiles?: Entries },
): RegistryEdit {
  const result = text === undefined ? undefined : parseRegistry(text, path);
  const expected = { ...contentOf(file), ...sections };
  if (text === undefined || !result?.ok || !isDeepStrictEqual(contentOf(result), expected)) {
    throw new LoomError(
      'invalid-registry',
      `${path} is written in a way that Loom cannot edit without touching other entries`,
      {
        place: { file: path },
        remedy: 'Edit it by hand; it is read again at once.',
        remedyId: 'edit-by-hand',
      },
    );
  }
  return { text, result };
}

/** A section that lost its last entry has no value any more, which means the same as an empty one. */
function contentOf(file: File): Record<string, unknown> {
  const raw = file.raw as Record<string, unknown>;
  return { ...raw, servers: raw.servers ?? {}, profiles: raw.profiles ?? {} };
}
