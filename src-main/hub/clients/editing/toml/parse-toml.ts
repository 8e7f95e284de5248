/**
 * Builds a tree from the syntax that `@decimalturn/toml-patch` finds. What may be defined where is
 * checked here: the package takes tables of one element of a list for those of the next.
 */
import { parseDocument, type TomlDocument } from '@decimalturn/toml-patch';
import type { Span } from '../document/span.ts';
import type { TomlNode, TomlRow, TomlSection, TomlTable, TomlTree } from './toml-tree.ts';

type Block = TomlDocument['cst'][number];
type KeyValue = Extract<Block, { equals: number }>;
type Section = Extract<Block, { key: { item: unknown } }>;
type Value = KeyValue['value'];
type Location = Block['loc'];
type SpanOf = (location: Location) => Span;

/** @throws an error with `line`, from 1, and `column`, from 0; its message may quote the text. */
export function parseToml(text: string): TomlTree {
  const { cst } = parseDocument(text);
  const spanOf = spansIn(text);
  const top: TomlSection = { kind: 'section', keys: [], header: undefined, rows: [] };
  const root: TomlTable = { ...newTable('header'), section: top, sections: [top] };
  for (const block of cst) {
    if (block.type === 'Comment') continue;
    if (block.type === 'KeyValue') addRow(root, top, block, spanOf);
    else addSection(root, block, spanOf);
  }
  return { text, root };
}

function addSection(root: TomlTable, block: Section, spanOf: SpanOf): void {
  const keys = block.key.item.value;
  const header = spanOf(block.key.loc);
  const section: TomlSection = { kind: 'section', keys, header, rows: [] };
  root.sections.push(section);
  const parent = openTables(root, section, block.loc);
  const isElement = block.type === 'TableArray';
  const table = isElement
    ? addElement(parent, section, block.loc)
    : open(parent, section, block.loc);
  table.section = section;
  for (const item of block.items) {
    if (item.type === 'KeyValue') addRow(table, section, item, spanOf);
  }
}

/** The table that holds what a header names; of a list, that is its last element. */
function openTables(root: TomlTable, section: TomlSection, location: Location): TomlTable {
  let table = root;
  for (const key of section.keys.slice(0, -1)) {
    const known = table.members.get(key);
    const next = known?.kind === 'tables' ? known.elements.at(-1) : known;
    const made = next ?? newTable('path');
    if (made.kind !== 'table' || made.inline) throw conflict(location);
    if (!known) table.members.set(key, made);
    made.sections.push(section);
    table = made;
  }
  return table;
}

function open(parent: TomlTable, section: TomlSection, location: Location): TomlTable {
  const name = section.keys.at(-1) ?? '';
  const known = parent.members.get(name);
  if (known && (known.kind !== 'table' || known.by !== 'path')) throw conflict(location);
  const table = known ?? newTable('header');
  table.by = 'header';
  table.sections.push(section);
  parent.members.set(name, table);
  return table;
}

function addElement(parent: TomlTable, section: TomlSection, location: Location): TomlTable {
  const { keys } = section;
  const name = keys.at(-1) ?? '';
  const known = parent.members.get(name);
  if (known && known.kind !== 'tables') throw conflict(location);
  const list = known ?? { kind: 'tables' as const, keys, elements: [] };
  const element: TomlTable = { ...newTable('header'), sections: [section] };
  list.elements.push(element);
  parent.members.set(name, list);
  return element;
}

function addRow(
  table: TomlTable,
  host: TomlRow['host'],
  { key, value, loc }: KeyValue,
  spanOf: SpanOf,
): void {
  const row: TomlRow = { keys: key.value, span: spanOf(loc), host };
  (host.kind === 'section' ? host : host.inline)?.rows.push(row);
  let holder = table;
  for (const part of key.value.slice(0, -1)) {
    const known = holder.members.get(part);
    const next = known ?? newTable('dots');
    if (next.kind !== 'table' || (next.by !== 'dots' && next.by !== 'path')) throw conflict(loc);
    next.dotted.push(row);
    holder.members.set(part, next);
    holder = next;
  }
  const name = key.value.at(-1) ?? '';
  if (holder.members.has(name)) throw conflict(loc);
  holder.members.set(name, { ...nodeOf(value, spanOf), row });
}

function nodeOf(value: Value, spanOf: SpanOf): Exclude<TomlNode, { kind: 'tables' }> {
  const span = spanOf(value.loc);
  if (value.type === 'InlineArray') {
    const items = value.items.map(({ item }) => nodeOf(item as Value, spanOf));
    return { kind: 'array', span, items };
  }
  if (value.type !== 'InlineTable') return { kind: 'scalar', span, value: scalarOf(value) };
  const table: TomlTable = { ...newTable('braces'), inline: { span, rows: [] } };
  for (const { item } of value.items) addRow(table, table, item, spanOf);
  return table;
}

function scalarOf(
  scalar: Exclude<Value, { type: 'InlineArray' | 'InlineTable' }>,
): string | number | boolean {
  if (scalar.type === 'DateTime') return scalar.raw;
  return typeof scalar.value === 'bigint' ? Number(scalar.value) : scalar.value;
}

function newTable(by: TomlTable['by']): TomlTable {
  return { kind: 'table', by, members: new Map(), sections: [], dotted: [] };
}

function conflict({ start }: Location): Error {
  return Object.assign(new Error('This is defined twice'), start);
}

/** Lines of the parser count from 1, columns from 0. */
function spansIn(text: string): SpanOf {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const offset = ({ line, column }: Location['start']) => (starts[line - 1] ?? 0) + column;
  return ({ start, end }) => ({ start: offset(start), end: offset(end) });
}
