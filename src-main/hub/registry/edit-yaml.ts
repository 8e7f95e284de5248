/**
 * Edits to one entry of a section (`servers`) of a YAML text that leave every other byte as it is.
 * The `yaml` package's own printing reflows what it did not change, so new text is put in at the
 * places that its nodes name. An edit may still mean something else than it should (anchors that
 * others use, say): the caller parses the result and compares.
 */
import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml';
import { ownPair } from './locate.ts';
import { lineEnding, lineStart, nextLine, type TextEdit } from './splice-text.ts';

export interface YamlText {
  text: string;
  document: Document;
}

/** Adds `name: value` as the last entry of the section; undefined where there is no place for it. */
export function addEntry(
  yaml: YamlText,
  section: string,
  [name, value]: readonly [string, unknown],
): TextEdit | undefined {
  const entry = { [name]: value };
  const root = yaml.document.contents;
  if (root === null || isNothing(root)) {
    return appendBlock(yaml, yaml.text.length, 0, { [section]: entry });
  }
  if (!isMap(root)) return undefined;
  const pair = ownPair(root, section);
  if (!pair) return addPair(yaml, root, { [section]: entry });
  if (isMap(pair.value)) return addPair(yaml, pair.value, entry);
  if (!isScalar(pair.value) || pair.value.value !== null) return undefined;
  const [start, end] = rangeOf(pair.value);
  if (!isNothing(pair.value) || root.flow) {
    return { start, end, text: ` { ${flowText(yaml, entry)} }` };
  }
  return appendBlock(yaml, nextLine(yaml.text, end), columnOf(yaml.text, pair) + 2, entry);
}

/** Takes the entry out, with the comments inside it; undefined where it cannot be cut out. */
export function removeEntry(yaml: YamlText, section: string, name: string): TextEdit | undefined {
  const map = sectionMap(yaml, section);
  const pair = map && ownPair(map, name);
  if (!pair) return undefined;
  if (map.flow) return removeFlowPair(yaml.text, map, pair);
  const start = lineStart(yaml.text, startOf(pair));
  return { start, end: blockEnd(yaml.text, pair), text: '' };
}

/** Gives a key of the entry a plain value; undefined where the entry cannot take it. */
export function setInEntry(
  yaml: YamlText,
  [section, name, key]: readonly [string, string, string],
  value: boolean,
): TextEdit | undefined {
  const map = sectionMap(yaml, section);
  const entry = map && ownPair(map, name)?.value;
  if (isAlias(entry)) {
    const [start, end] = rangeOf(entry);
    return { start, end, text: `{ <<: *${entry.source}, ${key}: ${value} }` };
  }
  if (!isMap(entry)) return undefined;
  const pair = ownPair(entry, key);
  if (!pair) return addPair(yaml, entry, { [key]: value });
  if (!isNode(pair.value)) return undefined;
  const [start, end] = rangeOf(pair.value);
  return { start, end, text: String(value) };
}

function sectionMap(yaml: YamlText, section: string): YAMLMap | undefined {
  const root = yaml.document.contents;
  const map = isMap(root) ? ownPair(root, section)?.value : undefined;
  return isMap(map) ? map : undefined;
}

export function addPair(yaml: YamlText, map: YAMLMap, addition: object): TextEdit {
  const last = map.items.at(-1);
  if (map.flow) {
    const at = last ? endOf(last) : rangeOf(map)[0] + 1;
    const text = flowText(yaml, addition);
    return { start: at, end: at, text: last ? `, ${text}` : ` ${text} ` };
  }
  const first = map.items[0];
  const column = first ? columnOf(yaml.text, first) : 0;
  return appendBlock(yaml, last ? blockEnd(yaml.text, last) : yaml.text.length, column, addition);
}

/** New lines at `at`, the start of a line or the end of the text, indented to `column`. */
export function appendBlock(
  yaml: YamlText,
  at: number,
  column: number,
  addition: object,
): TextEdit {
  const { text } = yaml;
  const ending = lineEnding(text);
  const lines = blockLines(addition).map((line) => ' '.repeat(column) + line);
  const unfinished = at > 0 && text[at - 1] !== '\n' && !(at === 1 && text[0] === '\uFEFF');
  const added = lines.join(ending);
  return { start: at, end: at, text: unfinished ? ending + added : added + ending };
}

/** Maps in block style, lists in one line, texts without folding: one line per key. */
function blockLines(value: object): string[] {
  const document = new Document(value);
  visit(document, {
    Seq: (_, list) => {
      list.flow = true;
    },
  });
  const options = { lineWidth: 0, blockQuote: false, flowCollectionPadding: false } as const;
  return document.toString(options).trimEnd().split('\n');
}

/** `a: 1, b: { c: 2 }` in one line; with every text quoted where the whole file is JSON. */
export function flowText(yaml: YamlText, value: object): string {
  const isJson = /^\uFEFF?\s*\{/.test(yaml.text);
  const document = new Document(value);
  visit(document, {
    Scalar: (_, scalar) => {
      // Plain texts would be folded at their line ends.
      if (/\p{Cc}/u.test(String(scalar.value))) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({
    lineWidth: 0,
    collectionStyle: 'flow',
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    ...(isJson && { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' }),
  });
  return text.trim().slice(1, -1).trim();
}

export function removeFlowPair(text: string, map: YAMLMap, pair: Pair): TextEdit {
  const start = startOf(pair);
  const end = endOf(pair);
  const comma = /^\s*,[ \t]*/.exec(text.slice(end));
  if (comma) return { start, end: end + comma[0].length, text: '' };
  const before = map.items[map.items.indexOf(pair) - 1];
  const gap = before && text.slice(endOf(before), start);
  return { start: gap && /^\s*,\s*$/.test(gap) ? endOf(before) : start, end, text: '' };
}

/** Start of the first line after a block pair, comments indented deeper than its key included. */
export function blockEnd(text: string, pair: Pair): number {
  const column = columnOf(text, pair);
  const valueEnd = endOf(pair);
  let end = text[valueEnd - 1] === '\n' ? valueEnd : nextLine(text, valueEnd);
  for (;;) {
    const indent = /^( +)#/.exec(text.slice(end, nextLine(text, end)))?.[1];
    if (!indent || indent.length <= column) return end;
    end = nextLine(text, end);
  }
}

/** End of what the pair holds, without the comments and spaces behind it. */
export function endOf(pair: Pair): number {
  const node = isNode(pair.value) ? pair.value : pair.key;
  return isNode(node) ? endOfNode(node) : 0;
}

export function endOfNode(node: Node): number {
  const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
  if (isNode(last)) return endOfNode(last);
  return last ? endOf(last as Pair) : rangeOf(node)[1];
}

/** A value that is not there at all, as in `servers:`. */
export function isNothing(node: unknown): boolean {
  return isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];
}

export function startOf(pair: Pair): number {
  return isNode(pair.key) ? rangeOf(pair.key)[0] : 0;
}

export function columnOf(text: string, pair: Pair): number {
  return startOf(pair) - lineStart(text, startOf(pair));
}

export function rangeOf(node: Node): [number, number] {
  return [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
}
