/** Where a value goes that a TOML text does not have yet. */
import { nextLine, type TextEdit } from '../../../registry/splice-text.ts';
import type { Json, JsonObject, KeyPath } from '../../client.ts';
import { wrapped } from '../content-edits.ts';
import { insertItem } from '../document/bracketed-items.ts';
import { missingEntry } from '../document/missing-entry.ts';
import type { EditPlan } from '../document/syntax.ts';
import { insertLines, isBlankLine } from '../document/text-lines.ts';
import { indentOfLine } from '../line-style.ts';
import { planTomlRemove } from './plan-toml-remove.ts';
import { tomlKeys, tomlRows, tomlValue } from './toml-text.ts';
import {
  bracketedRows,
  inlineSpan,
  itemsOf,
  locateToml,
  type TomlNode,
  type TomlRow,
  type TomlSection,
  type TomlTable,
  type TomlTree,
} from './toml-tree.ts';

interface Addition {
  tree: TomlTree;
  /** Where it goes: keys from the root to what holds it already, and those that are missing. */
  above: KeyPath;
  rest: KeyPath;
  value: Json;
}

export function planTomlPut(tree: TomlTree, path: KeyPath, value: Json): EditPlan {
  const { chain, rest } = locateToml(tree.root, path);
  const holder = chain.at(-1) ?? tree.root;
  if (rest.length === 0) return planReplace(tree, path, holder, value);
  const addition = { tree, above: path.slice(0, chain.length - 1), rest, value };
  if (holder.kind === 'table') return planInTable(addition, holder);
  return itemsOf(holder) ? planInList(addition, holder) : { ok: false, reason: noObject };
}

const noObject = 'something on the way there is no table';

function planReplace(tree: TomlTree, path: KeyPath, node: TomlNode, value: Json): EditPlan {
  const span = inlineSpan(node);
  if (span) return { ok: true, edits: [{ ...span, text: tomlValue(value) }] };
  const removal = planTomlRemove(tree, path);
  return removal.ok ? { ...removal, restart: true } : removal;
}

function planInList({ tree, above, rest, value }: Addition, list: TomlNode): EditPlan {
  const made = missingEntry(rest, value);
  if (made === undefined) return { ok: false, reason: noObject };
  if (list.kind === 'array') {
    const items = list.items.map(inlineSpan).filter((span) => span !== undefined);
    return edits(insertItem(tree.text, { span: list.span, items }, tomlValue(made)));
  }
  if (list.kind !== 'tables' || !isObject(made)) return { ok: false, reason: noObject };
  if (!hasOnlyKeys(above)) return { ok: false, reason: 'this list is within another list' };
  return edits([appendSection(tree, `[[${tomlKeys(list.keys)}]]`, list.keys, made)]);
}

function planInTable(addition: Addition, table: TomlTable): EditPlan {
  const { tree, above, rest, value } = addition;
  if (!table.inline && hasOnlyKeys(above)) {
    const section = newSection([...above, ...rest], rest.length, value);
    if (section) return edits([appendSection(tree, ...section)]);
  }
  const [key, ...deeper] = rest;
  const made = wrapped(deeper, value);
  if (typeof key !== 'string' || made === undefined) return { ok: false, reason: noObject };
  return planRow(addition, table, [key, made]);
}

/** Header, keys and rows of a section of its own; undefined for what is a mere row. */
function newSection(
  path: KeyPath,
  missing: number,
  value: Json,
): [string, readonly string[], JsonObject] | undefined {
  const last = path.at(-1);
  const keys = isObject(value) && typeof last === 'string' ? path : path.slice(0, -1);
  if (!hasOnlyKeys(keys)) return undefined;
  if (typeof last === 'object') {
    const element = wrapped([last], value);
    const entry = Array.isArray(element) ? (element[0] as JsonObject) : undefined;
    return entry && [`[[${tomlKeys(keys)}]]`, keys, entry];
  }
  if (typeof last !== 'string') return undefined;
  if (isObject(value)) return [`[${tomlKeys(keys)}]`, keys, value];
  return missing > 1 ? [`[${tomlKeys(keys)}]`, keys, { [last]: value }] : undefined;
}

function planRow({ tree, above }: Addition, table: TomlTable, [key, value]: [string, Json]) {
  const row = `${tomlKeys([key])} = ${tomlValue(value)}`;
  if (table.inline) {
    return edits(insertItem(tree.text, bracketedRows(table.inline), row));
  }
  if (table.section) return edits([insertRow(tree.text, table.section, row)]);
  const dotted = table.dotted.at(-1);
  if (dotted) return edits(insertDotted(tree.text, dotted, { above, row }));
  if (!hasOnlyKeys(above)) return { ok: false, reason: noObject } satisfies EditPlan;
  return edits([appendSection(tree, `[${tomlKeys(above)}]`, above, { [key]: value })]);
}

/** Behind the last row that defines something in the same table, with the same keys before its own. */
function insertDotted(
  text: string,
  last: TomlRow,
  { above, row }: { above: readonly unknown[]; row: string },
): TextEdit[] {
  const depth = depthOf(last, above);
  const dotted = `${tomlKeys(last.keys.slice(0, depth))}.${row}`;
  if (last.host.kind === 'section') return [insertRow(text, last.host, dotted, last)];
  const { inline } = last.host;
  return inline ? insertItem(text, bracketedRows(inline), dotted) : [];
}

/** How many of the row's keys lead to the table: those that the row's host does not stand for. */
function depthOf(row: TomlRow, above: readonly unknown[]): number {
  const leads = (depth: number) => above.slice(-depth).every((part, at) => part === row.keys[at]);
  let depth = Math.min(row.keys.length - 1, above.length);
  while (depth > 0 && !leads(depth)) depth -= 1;
  return depth;
}

function insertRow(text: string, section: TomlSection, row: string, after = section.rows.at(-1)) {
  const anchor = after?.span ?? section.header;
  if (!anchor) return insertOnTop(text, row);
  const indent = indentOfLine(text, anchor.start);
  return insertLines(text, nextLine(text, anchor.end), [indent + row]);
}

/** Above all headers; below a comment that has the first lines to itself. */
function insertOnTop(text: string, row: string): TextEdit {
  const at = /^(?:[ \t]*#[^\n]*\n)+[ \t]*\r?\n/.exec(text)?.[0].length ?? 0;
  const spaced = at < text.length && !isBlankLine(text, at);
  return insertLines(text, at, spaced ? [row, ''] : [row]);
}

/** At the end of the text, after a blank line; indented as its last sibling is. */
function appendSection(
  { text, root }: TomlTree,
  header: string,
  keys: readonly string[],
  object: JsonObject,
): TextEdit {
  const sibling = root.sections.findLast((one) => one.header && isSibling(one.keys, keys));
  const indent = sibling?.header ? indentOfLine(text, sibling.header.start) : '';
  const first = sibling?.rows[0];
  const rowIndent = first ? indentOfLine(text, first.span.start) : indent;
  const rows = tomlRows(object).map((row) => rowIndent + row);
  const blank = text === '' ? [] : [''];
  return insertLines(text, text.length, [...blank, indent + header, ...rows]);
}

function isSibling(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.slice(0, -1).every((key, at) => key === other[at]);
}

function hasOnlyKeys(path: KeyPath): path is readonly string[] {
  return path.every((part) => typeof part === 'string');
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function edits(list: readonly TextEdit[]): EditPlan {
  return { ok: true, edits: list };
}
