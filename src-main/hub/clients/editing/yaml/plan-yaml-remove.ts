/** What has to go for a value of a YAML text to be gone, and nothing else. */
import type { Pair, YAMLMap, YAMLSeq } from 'yaml';
import { startOf } from '../../../registry/edit-yaml.ts';
import type { TextEdit } from '../../../registry/splice-text.ts';
import type { KeyPath } from '../../client.ts';
import { removeItem } from '../document/bracketed-items.ts';
import type { EditPlan } from '../document/syntax.ts';
import { removeLines, startsLine } from '../document/text-lines.ts';
import { collapse, flowItems, flowPairs, itemEnd, pairEnd } from './yaml-places.ts';
import { dashColumn, dashOf, locateYaml, type YamlPlace, type YamlTree } from './yaml-tree.ts';

export function planYamlRemove(tree: YamlTree, path: KeyPath): EditPlan {
  const located = locateYaml(tree, path);
  if (!located.ok) return located;
  const [parent, place] = located.places.slice(-2);
  const holder = place?.holder;
  if (!parent || !holder || located.rest.length > 0) return { ok: false, reason: notCut };
  const edits =
    'pair' in holder
      ? removePair(tree.text, parent, holder)
      : removeEntry(tree.text, parent, holder);
  return edits ? { ok: true, edits } : { ok: false, reason: notCut };
}

const notCut = 'this value cannot be taken out of the text by itself';

function removePair(
  text: string,
  parent: YamlPlace,
  { map, pair }: { map: YAMLMap; pair: Pair },
): TextEdit[] | undefined {
  const index = map.items.indexOf(pair);
  if (map.flow) return removeItem(text, flowPairs(map), index);
  if (map.items.length === 1 && parent.holder) return collapse(text, parent, '{}');
  const start = startOf(pair);
  if (startsLine(text, start)) return [removeLines(text, start, pairEnd(text, pair))];
  // The first key of an entry of a list stands behind its dash: the next one moves up.
  const next = map.items[index + 1];
  return next && [{ start, end: startOf(next), text: '' }];
}

function removeEntry(
  text: string,
  parent: YamlPlace,
  { list, index }: { list: YAMLSeq; index: number },
): TextEdit[] | undefined {
  if (list.flow) return removeItem(text, flowItems(list), index);
  if (list.items.length === 1) return collapse(text, parent, '[]');
  const dash = dashOf(list, index);
  if (dash === undefined || !startsLine(text, dash)) return undefined;
  return [removeLines(text, dash, itemEnd(text, list, index, dashColumn(text, list) + 1))];
}
