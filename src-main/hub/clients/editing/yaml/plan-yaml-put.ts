/** Where a value goes in a YAML text. */
import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { columnOf, isNothing } from '../../../registry/edit-yaml.ts';
import type { TextEdit } from '../../../registry/splice-text.ts';
import type { Json, JsonObject, KeyPath } from '../../client.ts';
import { wrapped } from '../content-edits.ts';
import { insertItem } from '../document/bracketed-items.ts';
import { missingEntry } from '../document/missing-entry.ts';
import type { EditPlan } from '../document/syntax.ts';
import { insertLines } from '../document/text-lines.ts';
import {
  collapse,
  flowItems,
  flowPairs,
  itemEnd,
  listColumn,
  pairsEnd,
  spanOfNode,
} from './yaml-places.ts';
import { yamlFlow, yamlItem, yamlLines, yamlPair } from './yaml-text.ts';
import {
  dashColumn,
  dashOf,
  documentEnd,
  isBlock,
  isNull,
  linesEnd,
  locateYaml,
  valueStart,
  type YamlPlace,
  type YamlTree,
} from './yaml-tree.ts';

/** Undefined where there is no place for it. */
type Edits = TextEdit[] | undefined;

export function planYamlPut(tree: YamlTree, path: KeyPath, value: Json): EditPlan {
  const located = locateYaml(tree, path);
  if (!located.ok) return located;
  const place = located.places.at(-1) ?? { node: undefined };
  const edits =
    located.rest.length === 0
      ? replaceValue(tree, place, value)
      : putBelow(tree, place, located.rest, value);
  return edits ? { ok: true, edits } : { ok: false, reason: 'something on the way is no map' };
}

function putBelow(tree: YamlTree, place: YamlPlace, rest: KeyPath, value: Json): Edits {
  if (isSeq(place.node)) {
    const entry = missingEntry(rest, value);
    return entry === undefined ? undefined : insertEntry(tree, place, place.node, entry);
  }
  const made = wrapped(rest, value);
  if (typeof made !== 'object' || made === null) return undefined;
  if (isNull(place.node)) return fillNull(tree, place, made);
  if (!isMap(place.node) || Array.isArray(made)) return undefined;
  return insertPair(tree, place, place.node, made as JsonObject);
}

function replaceValue(tree: YamlTree, { node, holder }: YamlPlace, value: Json): Edits {
  const flow = yamlFlow(value, tree.style);
  if (isBlock(node)) return collapse(tree.text, { node, holder }, flow);
  if (node && !isNothing(node)) return [{ ...spanOfNode(tree.text, node), text: flow }];
  const at = holder && emptyPlace(holder);
  return at === undefined ? undefined : [{ start: at, end: at, text: ` ${flow}` }];
}

function emptyPlace(holder: NonNullable<YamlPlace['holder']>): number | undefined {
  if ('pair' in holder) return valueStart(holder.pair);
  const dash = dashOf(holder.list, holder.index);
  return dash === undefined ? undefined : dash + 1;
}

function fillNull(tree: YamlTree, place: YamlPlace, made: Json): Edits {
  const { text, style } = tree;
  const { node, holder } = place;
  const isEmpty = node === undefined || isNothing(node);
  const lines = yamlLines(made, style);
  if (!holder && isEmpty) return [insertLines(text, documentEnd(tree), lines)];
  const pair = holder && 'pair' in holder && !holder.map.flow ? holder.pair : undefined;
  const at = pair && valueStart(pair);
  if (!pair || at === undefined || !isEmpty) return replaceValue(tree, place, made);
  const column = columnOf(text, pair);
  const below = column + (Array.isArray(made) ? style.dash : style.step);
  return [insertLines(text, linesEnd(text, at, column + 1), indented(lines, below))];
}

function insertPair(tree: YamlTree, place: YamlPlace, map: YAMLMap, made: JsonObject): Edits {
  const { text, style } = tree;
  if (map.flow) {
    const pairs = Object.entries(made).map((pair) => yamlPair(pair, style));
    return insertItem(text, flowPairs(map), pairs.join(', '));
  }
  const first = map.items[0];
  const last = map.items.at(-1);
  if (!first || !last) return undefined;
  const lines = indented(yamlLines(made, style), columnOf(text, first));
  // What stands below the last key of a file, comments too, stays above what is new.
  return [insertLines(text, place.holder ? pairsEnd(text, last) : documentEnd(tree), lines)];
}

function insertEntry(tree: YamlTree, place: YamlPlace, list: YAMLSeq, item: Json): Edits {
  const { text, style } = tree;
  if (list.flow) return insertItem(text, flowItems(list), yamlFlow(item, style));
  const last = list.items.length - 1;
  const dash = dashOf(list, last);
  if (dash === undefined) return undefined;
  const gap = /^ +(?=\S)/.exec(text.slice(dash + 1))?.[0] ?? ' ';
  const lines = indented(yamlItem(item, style, gap), dashColumn(text, list));
  return [insertLines(text, itemEnd(text, list, last, listColumn(text, list, place)), lines)];
}

function indented(lines: readonly string[], column: number): string[] {
  return lines.map((line) => ' '.repeat(column) + line);
}
