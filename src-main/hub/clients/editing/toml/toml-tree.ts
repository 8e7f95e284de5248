/**
 * A TOML text as what it means, each value with the places that define it. A table may have several:
 * its header, the headers of what is in it, and rows with dotted keys.
 */
import type { KeyPath, PathPart } from '../../client.ts';
import type { Bracketed } from '../document/bracketed-items.ts';
import type { Span } from '../document/span.ts';

/** `a.b = 1`, in a section or between the braces of an inline table. */
export interface TomlRow {
  keys: readonly string[];
  span: Span;
  host: TomlSection | TomlTable;
}

/** What stands below one header, or above the first. */
export interface TomlSection {
  kind: 'section';
  keys: readonly string[];
  /** Undefined above the first header. */
  header: Span | undefined;
  rows: TomlRow[];
}

export interface TomlTable {
  kind: 'table';
  members: Map<string, TomlNode>;
  /** Its braces, and the rows between them. */
  inline?: { span: Span; rows: TomlRow[] };
  /** The section that belongs to the table itself. */
  section?: TomlSection;
  /** Its own section and those of what is in it, in the order of the text. */
  sections: TomlSection[];
  /** What the table is made by, first of all; `path`: by the header of something in it. */
  by: 'header' | 'path' | 'dots' | 'braces';
  /** Rows of other places that define something in it by dotted keys. */
  dotted: TomlRow[];
  row?: TomlRow;
}

export type TomlNode =
  /** Numbers as JSON's parser takes them, dates as they are written. */
  | { kind: 'scalar'; span: Span; value: string | number | boolean; row?: TomlRow }
  | { kind: 'array'; span: Span; items: TomlNode[]; row?: TomlRow }
  | { kind: 'tables'; keys: readonly string[]; elements: TomlTable[]; row?: undefined }
  | TomlTable;

export interface TomlTree {
  text: string;
  root: TomlTable;
}

/** The content as plain objects and lists. */
export function tomlContent(node: TomlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(tomlContent);
  if (node.kind === 'tables') return node.elements.map(tomlContent);
  return Object.fromEntries(
    Array.from(node.members, ([key, member]) => [key, tomlContent(member)] as const),
  );
}

/** What exists of a path, the root first, and the parts for which there is nothing. */
export function locateToml(root: TomlTable, path: KeyPath): { chain: TomlNode[]; rest: KeyPath } {
  const chain: TomlNode[] = [root];
  for (const part of path) {
    const child = childOf(chain.at(-1), part);
    if (!child) break;
    chain.push(child);
  }
  return { chain, rest: path.slice(chain.length - 1) };
}

/** The parts of a list; undefined for anything else. */
export function itemsOf(node: TomlNode | undefined): readonly TomlNode[] | undefined {
  if (node?.kind === 'array') return node.items;
  return node?.kind === 'tables' ? node.elements : undefined;
}

/** An inline table's rows as the items between its braces. */
export function bracketedRows({ span, rows }: NonNullable<TomlTable['inline']>): Bracketed {
  return { span, items: rows.map((row) => row.span) };
}

/** Where a value stands whose text is in one piece; a table made by headers has no such place. */
export function inlineSpan(node: TomlNode): Span | undefined {
  if (node.kind === 'table') return node.inline?.span;
  return node.kind === 'tables' ? undefined : node.span;
}

export function hasName(node: TomlNode, name: string): boolean {
  const own = node.kind === 'table' ? node.members.get('name') : undefined;
  return own?.kind === 'scalar' && own.value === name;
}

function childOf(node: TomlNode | undefined, part: PathPart): TomlNode | undefined {
  if (typeof part === 'string') {
    return node?.kind === 'table' ? node.members.get(part) : undefined;
  }
  if (typeof part === 'number') return itemsOf(node)?.[part];
  return itemsOf(node)?.findLast((item) => hasName(item, part.named));
}
