/**
 * Single edits at any place of a YAML text, each of which leaves every other byte as it is; undefined
 * where the place cannot take one. As in `edit-yaml.ts`, the caller proves what an edit came to.
 */
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import {
  addPair,
  appendBlock,
  blockEnd,
  columnOf,
  endOf,
  endOfNode,
  flowText,
  isNothing,
  rangeOf,
  removeFlowPair,
  startOf,
  type YamlText,
} from './edit-yaml.ts';
import { ownPair } from './locate.ts';
import { lineEnding, lineStart, nextLine, type TextEdit } from './splice-text.ts';

export type YamlPath = readonly (string | number)[];

/** What stands at the path itself: no alias and no merge key is followed on the way. */
export function ownNode(document: Document, path: YamlPath): Node | undefined {
  let node: unknown = document.contents ?? undefined;
  for (const key of path) {
    if (isMap(node)) node = ownPair(node, key)?.value;
    else node = isSeq(node) ? node.items[Number(key)] : undefined;
  }
  return isNode(node) ? node : undefined;
}

/** Puts a value at the path, and the maps that it lies in where they are not there yet. */
export function putAt(yaml: YamlText, path: YamlPath, value: unknown): TextEdit | undefined {
  const { text, document } = yaml;
  const [parentPath, key] = [path.slice(0, -1), path.at(-1)];
  if (key === undefined) return undefined;
  const parent = ownNode(document, parentPath);
  if (isSeq(parent)) return putItem(yaml, parent.items[Number(key)], value);
  const addition = { [key]: value };
  if (isMap(parent)) {
    const pair = ownPair(parent, key);
    if (pair) return putValue(yaml, { pair, isFlow: parent.flow === true }, value);
    const isBlockRoot = parentPath.length === 0 && !parent.flow;
    // Behind the last key there may be comments that belong to it.
    return isBlockRoot
      ? appendBlock(yaml, text.length, 0, addition)
      : addPair(yaml, parent, addition);
  }
  if (parent && !(isScalar(parent) && parent.value === null)) return undefined;
  if (parentPath.length > 0) return putAt(yaml, parentPath, addition);
  return appendBlock(yaml, text.length, 0, addition);
}

/** Takes a key or an item out, with the comments inside it. */
export function removeAt(yaml: YamlText, path: YamlPath): TextEdit | undefined {
  const { text } = yaml;
  const key = path.at(-1) ?? '';
  const parent = ownNode(yaml.document, path.slice(0, -1));
  if (isSeq(parent)) return removeItem(text, parent, Number(key));
  const pair = isMap(parent) ? ownPair(parent, key) : undefined;
  if (!isMap(parent) || !pair) return undefined;
  if (parent.flow) return removeFlowPair(text, parent, pair);
  return { start: lineStart(text, startOf(pair)), end: blockEnd(text, pair), text: '' };
}

/** Puts a value between the items of a list, before the one that has this index now. */
export function insertAt(yaml: YamlText, path: YamlPath, value: unknown): TextEdit | undefined {
  const { text } = yaml;
  const list = ownNode(yaml.document, path.slice(0, -1));
  const index = Number(path.at(-1));
  if (!isSeq(list)) return undefined;
  const [before, after] = [asNode(list.items[index - 1]), asNode(list.items[index])];
  const added = inlineText(yaml, value);
  if (list.flow) {
    if (before) return insertion(rangeOf(before)[1], `, ${added}`);
    return after && insertion(rangeOf(after)[0], `${added}, `);
  }
  const neighbour = before ?? after;
  const dash = neighbour && dashColumn(text, neighbour);
  if (!neighbour || dash === undefined) return undefined;
  const at = before ? itemEnd(text, before, dash) : lineStart(text, rangeOf(neighbour)[0]);
  const line = `${' '.repeat(dash)}- ${added}`;
  const isUnfinished = at > 0 && text[at - 1] !== '\n';
  return insertion(at, isUnfinished ? lineEnding(text) + line : line + lineEnding(text));
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function putValue(
  yaml: YamlText,
  { pair, isFlow }: { pair: Pair; isFlow: boolean },
  value: unknown,
): TextEdit | undefined {
  const { text } = yaml;
  const { key, value: old } = pair;
  if (!isNode(key) || !isNode(old)) return undefined;
  const colon = text.indexOf(':', rangeOf(key)[1]);
  if (isNothing(old)) {
    const isBlock = isFilledMap(value) && !isFlow;
    if (isBlock) return appendBlock(yaml, nextLine(text, colon), columnOf(text, pair) + 2, value);
    return insertion(colon + 1, ` ${inlineText(yaml, value)}`);
  }
  if ((isMap(old) || isSeq(old)) && !old.flow) {
    const restOfLine = text.slice(colon + 1, nextLine(text, colon));
    const inline = ` ${inlineText(yaml, value)}${restOfLine}`;
    return { start: colon + 1, end: nextLine(text, endOf(pair) - 1), text: inline };
  }
  return putItem(yaml, old, value);
}

/** In place of a scalar, an alias or something in flow style. */
function putItem(yaml: YamlText, old: unknown, value: unknown): TextEdit | undefined {
  if (!isNode(old) || ((isMap(old) || isSeq(old)) && !old.flow)) return undefined;
  const [start, end] = rangeOf(old);
  const inline = isAlias(old) ? inlineText(yaml, value) : textLike(yaml, old, value);
  // The lines of a block are its own, the end of the last one included.
  const ending = yaml.text[end - 1] === '\n' ? lineEnding(yaml.text) : '';
  return { start, end, text: inline + ending };
}

/** In the quotes that the old text has. */
function textLike(yaml: YamlText, old: Node, value: unknown): string {
  if (!isScalar(old) || typeof value !== 'string') return inlineText(yaml, value);
  if (old.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
  const isPlainText = !/[^\P{Cc}]/u.test(value);
  if (old.type === 'QUOTE_SINGLE' && isPlainText) return `'${value.replaceAll("'", "''")}'`;
  return inlineText(yaml, value);
}

/** In one line, as it may stand anywhere. */
function inlineText(yaml: YamlText, value: unknown): string {
  return flowText(yaml, [value]);
}

function removeItem(
  text: string,
  list: { flow?: boolean | undefined; items: readonly unknown[] },
  index: number,
): TextEdit | undefined {
  const item = asNode(list.items[index]);
  if (!item) return undefined;
  const [start, end] = rangeOf(item);
  if (!list.flow) {
    const dash = dashColumn(text, item);
    if (dash === undefined) return undefined;
    return { start: lineStart(text, start), end: itemEnd(text, item, dash), text: '' };
  }
  const comma = /^\s*,[ \t]*/.exec(text.slice(end));
  if (comma) return { start, end: end + comma[0].length, text: '' };
  const before = asNode(list.items[index - 1]);
  const gap = before && text.slice(rangeOf(before)[1], start);
  return { start: gap && /^\s*,\s*$/.test(gap) ? rangeOf(before)[1] : start, end, text: '' };
}

/** Where the "-" of an item stands that begins its line; undefined where it does not. */
function dashColumn(text: string, item: Node): number | undefined {
  const start = rangeOf(item)[0];
  return /^( *)-[ \t]+([&!]\S+[ \t]+)*$/.exec(text.slice(lineStart(text, start), start))?.[1]
    ?.length;
}

/** Start of the first line after an item, comments indented deeper than its "-" included. */
function itemEnd(text: string, item: Node, dash: number): number {
  let end = nextLine(text, Math.max(endOfNode(item) - 1, 0));
  for (;;) {
    const indent = /^( +)#/.exec(text.slice(end, nextLine(text, end)))?.[1];
    if (!indent || indent.length <= dash) return end;
    end = nextLine(text, end);
  }
}

function isFilledMap(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0
  );
}

function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}
