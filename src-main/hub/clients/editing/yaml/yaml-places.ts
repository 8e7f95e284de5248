/** The stretches of text that belong to what a YAML map or list holds. */
import { isNode, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { columnOf, endOf, endOfNode, startOf } from '../../../registry/edit-yaml.ts';
import { lineStart, type TextEdit } from '../../../registry/splice-text.ts';
import type { Bracketed } from '../document/bracketed-items.ts';
import type { Span } from '../document/span.ts';
import { removeLines } from '../document/text-lines.ts';
import { dashColumn, dashOf, linesEnd, valueStart, type YamlPlace } from './yaml-tree.ts';

/** Without anchor and tag, comments and blanks behind it. */
export function spanOfNode(text: string, node: Node): Span {
  const start = node.range?.[0] ?? 0;
  const end = start + text.slice(start, endOfNode(node)).trimEnd().length;
  return { start, end };
}

export function flowPairs(map: YAMLMap): Bracketed {
  const items = map.items.map((pair) => ({ start: startOf(pair), end: endOf(pair) }));
  return { span: bracketsOf(map), items };
}

export function flowItems(list: YAMLSeq): Bracketed {
  const items = list.items.filter(isNode).map((item) => {
    return { start: item.range?.[0] ?? 0, end: endOfNode(item) };
  });
  return { span: bracketsOf(list), items };
}

/** Start of the line behind the last pair; comments below it that are indented as it is count. */
export function pairsEnd(text: string, pair: Pair): number {
  const column = columnOf(text, pair);
  return linesEnd(text, endOf(pair), Math.max(column, 1));
}

/** Start of the line behind a pair; comments below it that are indented more count. */
export function pairEnd(text: string, pair: Pair): number {
  return linesEnd(text, endOf(pair), columnOf(text, pair) + 1);
}

/** Start of the line behind an entry of a list in block style; see `linesEnd`. */
export function itemEnd(text: string, list: YAMLSeq, index: number, column: number): number {
  const item = list.items[index];
  const dash = dashOf(list, index) ?? 0;
  return linesEnd(text, isNode(item) ? Math.max(endOfNode(item), dash + 1) : dash + 1, column);
}

/** Puts a text of one line in the place of a map or list in block style. */
export function collapse(text: string, place: YamlPlace, flow: string): TextEdit[] | undefined {
  const { node, holder } = place;
  if (!node || !holder) return undefined;
  const span = spanOfNode(text, node);
  if ('list' in holder) return [{ ...span, text: flow }];
  const start = valueStart(holder.pair);
  if (start === undefined) return undefined;
  const end = linesEnd(text, endOfNode(node), columnOf(text, holder.pair) + 1);
  return [
    { start, end: start, text: ` ${flow}` },
    removeLines(text, lineStart(text, span.start), end),
  ];
}

/** The column from which on comments below a list belong to it. */
export function listColumn(text: string, list: YAMLSeq, { holder }: YamlPlace): number {
  const dash = dashColumn(text, list);
  const key = holder && 'pair' in holder ? columnOf(text, holder.pair) : -1;
  return dash > key ? Math.max(dash, 1) : dash + 1;
}

function bracketsOf({ range }: Node): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}
