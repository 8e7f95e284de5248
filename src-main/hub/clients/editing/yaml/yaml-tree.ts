/** A YAML text with the place of every value. */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { columnOf } from '../../../registry/edit-yaml.ts';
import { lineStart, nextLine } from '../../../registry/splice-text.ts';
import type { KeyPath } from '../../client.ts';
import type { YamlStyle } from './yaml-text.ts';

export interface YamlTree {
  text: string;
  document: Document.Parsed;
  style: YamlStyle;
}

/** A value that is there, and what holds it; nothing holds the root. */
export interface YamlPlace {
  node: Node | undefined;
  /** With the pair in it, or the entry's index. */
  holder?: { map: YAMLMap; pair: Pair } | { list: YAMLSeq; index: number };
}

export type Located =
  | { ok: true; places: readonly YamlPlace[]; rest: KeyPath }
  | { ok: false; reason: string; offset?: number };

/** Its errors are for the caller to look at. Keys that stand twice are none; the last one counts. */
export function parseYamlTree(text: string): YamlTree {
  const document = parseDocument(text, {
    keepSourceTokens: true,
    logLevel: 'error',
    merge: true,
    prettyErrors: false,
    uniqueKeys: false,
  });
  return { text, document, style: styleOf(text, document) };
}

/** What exists of a path, the root first, and the parts for which there is nothing. */
export function locateYaml({ document }: YamlTree, path: KeyPath): Located {
  const places: YamlPlace[] = [{ node: document.contents ?? undefined }];
  for (const part of path) {
    const { node } = places.at(-1) ?? { node: undefined };
    if (isAlias(node)) {
      return { ok: false, reason: sharedValue, ...(node.range && { offset: node.range[0] }) };
    }
    const found = childrenAt(node, part);
    const [child, second] = found;
    if (second) return { ok: false, reason: 'this key or name stands here twice' };
    if (!child) break;
    places.push(child);
  }
  return { ok: true, places, rest: path.slice(places.length - 1) };
}

const sharedValue = 'this value belongs to another part of the file, too (an alias)';

/** The pairs that a map has itself, not through a merge key. */
function pairsOf(map: YAMLMap, key: string): Pair[] {
  return map.items.filter((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

/** A value that is null or missing. */
export function isNull(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && node.value === null);
}

export function isBlock(node: Node | undefined): node is YAMLMap | YAMLSeq {
  return isCollection(node) && !node.flow;
}

/** Where a pair's value begins: behind the colon, and behind an anchor or tag. */
export function valueStart({ srcToken }: Pair): number | undefined {
  const before = srcToken?.sep?.findLast(({ type }) => valueMarks.includes(type));
  return before && before.offset + before.source.length;
}

const valueMarks = ['map-value-ind', 'anchor', 'tag'];

/** Where the dash of an entry of a list in block style is. */
export function dashOf({ srcToken }: YAMLSeq, index: number): number | undefined {
  const item = srcToken?.type === 'block-seq' ? srcToken.items[index] : undefined;
  return item?.start.find(({ type }) => type === 'seq-item-ind')?.offset;
}

export function dashColumn(text: string, list: YAMLSeq): number {
  const dash = dashOf(list, 0) ?? 0;
  return dash - lineStart(text, dash);
}

/** Where the document ends, the comments behind its last value included. */
export function documentEnd({ text, document }: YamlTree): number {
  const [, end] = document.range;
  const mark = /^\.\.\.(?=\s|$)/m.exec(text.slice(end));
  return mark ? end + mark.index : text.length;
}

/** Start of the line after a value that ends at `end`, comments from `column` on included. */
export function linesEnd(text: string, end: number, column: number): number {
  let at = end > 0 && text[end - 1] === '\n' ? end : nextLine(text, end);
  for (;;) {
    const indent = /^( *)#/.exec(text.slice(at, nextLine(text, at)))?.[1];
    if (indent === undefined || indent.length < column) return at;
    at = nextLine(text, at);
  }
}

function childrenAt(node: Node | undefined, part: KeyPath[number]): YamlPlace[] {
  if (typeof part === 'string') {
    if (!isMap(node)) return [];
    return pairsOf(node, part).map((pair) => ({
      node: asNode(pair.value),
      holder: { map: node, pair },
    }));
  }
  if (!isSeq(node)) return [];
  const places = node.items.map((item, index) => ({
    node: asNode(item),
    holder: { list: node, index },
  }));
  return places.filter((place, index) =>
    typeof part === 'number' ? index === part : hasName(place.node, part.named),
  );
}

function hasName(node: Node | undefined, name: string): boolean {
  const pair = isMap(node) ? pairsOf(node, 'name').at(-1) : undefined;
  return isScalar(pair?.value) && pair.value.value === name;
}

/** As the first nested map and the first list of the file are written. */
function styleOf(text: string, document: Document): YamlStyle {
  const style: { step?: number; dash?: number } = {};
  visit(document, {
    Pair: (_, pair) => {
      const { value } = pair;
      const column = columnOf(text, pair);
      const first = isMap(value) && !value.flow ? value.items[0] : undefined;
      if (first) style.step ??= columnOf(text, first) - column;
      if (isSeq(value) && !value.flow) style.dash ??= dashColumn(text, value) - column;
    },
  });
  const step = Math.max(style.step ?? 2, 1);
  return { step, dash: Math.max(style.dash ?? step, 0), isJson: /^\s*\{/.test(text) };
}

function asNode(value: unknown): Node | undefined {
  return value === null ? undefined : (value as Node);
}
