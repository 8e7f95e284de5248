import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, parseDocument } from 'yaml';
import type { YamlText } from './edit-yaml.ts';
import { insertAt, ownNode, putAt, removeAt, type YamlPath } from './place-yaml.ts';
import { spliceText, type TextEdit } from './splice-text.ts';

type Step = (yaml: YamlText) => TextEdit | undefined;

/**
 * Turns what stands at a path into something else, touching only what differs: keys and items that
 * stay keep their place, style and comments. Undefined where that cannot be done; whether it came to
 * what it should (aliases and merge keys reach further), the caller has to prove.
 *
 * @param change - the content before, as it was read, and after; undefined where there is none.
 */
export function changeYaml(
  yaml: YamlText,
  path: YamlPath,
  change: { before: unknown; after: unknown },
): string | undefined {
  let current: YamlText = yaml;
  for (const step of stepsFor(yaml, path, change)) {
    const edit = step(current);
    if (!edit) return undefined;
    const text = spliceText(current.text, edit);
    current = { text, document: parseDocument(text, { merge: true, stringKeys: true }) };
  }
  return current.text;
}

function stepsFor(
  yaml: YamlText,
  path: YamlPath,
  { before, after }: { before: unknown; after: unknown },
): Step[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (after === undefined) return [(now) => removeAt(now, path)];
  const node = ownNode(yaml.document, path);
  if (isMap(node) && isFilled(before) && isFilled(after)) {
    return mapSteps(yaml, path, { before, after });
  }
  if (isSeq(node) && isScalarList(before) && isScalarList(after)) {
    return listSteps(path, before, after);
  }
  return [(now) => putAt(now, path, after)];
}

/** What is gone goes last: a map in block style must not be empty meanwhile. */
function mapSteps(
  yaml: YamlText,
  path: YamlPath,
  { before, after }: { before: object; after: object },
): Step[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const gone = [...old.keys()].filter((key) => !now.has(key));
  return [...now.keys(), ...gone].flatMap((key) =>
    stepsFor(yaml, [...path, key], { before: old.get(key), after: now.get(key) }),
  );
}

/** The items that stay are kept; what lies between two of them is changed one by one. */
function listSteps(path: YamlPath, before: readonly unknown[], after: readonly unknown[]): Step[] {
  const steps: Step[] = [];
  let [from, index] = [0, 0];
  for (const kept of [...commonItems(before, after), { from: before.length, to: after.length }]) {
    for (; from < kept.from && index < kept.to; from += 1, index += 1) {
      const at = index;
      steps.push((now) => putAt(now, [...path, at], after[at]));
    }
    for (; index < kept.to; index += 1) {
      const at = index;
      steps.push((now) => insertAt(now, [...path, at], after[at]));
    }
    const at = index;
    for (; from < kept.from; from += 1) steps.push((now) => removeAt(now, [...path, at]));
    from += 1;
    index += 1;
  }
  return steps;
}

/** Which items of one list are those of the other, in order: as many as can be. */
function commonItems(
  before: readonly unknown[],
  after: readonly unknown[],
): { from: number; to: number }[] {
  const common = (from: number, to: number) => lengths[from]?.[to] ?? 0;
  const lengths: number[][] = [];
  for (let from = before.length - 1; from >= 0; from -= 1) {
    const row: number[] = [];
    lengths[from] = row;
    for (let to = after.length - 1; to >= 0; to -= 1) {
      const isSame = before[from] === after[to];
      const skipping = Math.max(common(from + 1, to), row[to + 1] ?? 0);
      row[to] = isSame ? common(from + 1, to + 1) + 1 : skipping;
    }
  }
  const pairs: { from: number; to: number }[] = [];
  for (let [from, to] = [0, 0]; from < before.length && to < after.length; ) {
    if (before[from] === after[to]) {
      pairs.push({ from, to });
      [from, to] = [from + 1, to + 1];
    } else if (common(from + 1, to) >= common(from, to + 1)) from += 1;
    else to += 1;
  }
  return pairs;
}

function isFilled(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length > 0;
}

function isScalarList(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item !== 'object')
  );
}
