import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';

/** What stands at a path in a YAML document; `node` is undefined where a key has no value at all. */
export interface Located {
  key: Node | undefined;
  node: Node | undefined;
}

/**
 * Follows a path of keys and indices through aliases and merge keys, as far as the document goes.
 *
 * @returns one entry per step that exists, the root first; so the last is the place itself, or the
 * nearest thing above it.
 */
export function locate(document: Document, path: readonly PropertyKey[]): Located[] {
  const root = isNode(document.contents) ? document.contents : undefined;
  const steps: Located[] = [{ key: undefined, node: root }];
  for (const key of path) {
    const parent = resolved(document, steps.at(-1)?.node);
    const step = isMap(parent) ? inMap(document, parent, key) : inList(parent, key);
    if (!step) break;
    steps.push(step);
  }
  return steps;
}

/** The pair that a map has itself, not through a merge key. */
export function ownPair(map: YAMLMap, key: PropertyKey): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

function inMap(document: Document, map: YAMLMap, key: PropertyKey): Located | undefined {
  const pair = ownPair(map, key);
  if (pair) return { key: asNode(pair.key), node: asNode(pair.value) };
  for (const merged of mergeSources(document, map)) {
    const step = inMap(document, merged, key);
    if (step) return step;
  }
  return undefined;
}

function mergeSources(document: Document, map: YAMLMap): YAMLMap[] {
  const source = resolved(document, asNode(ownPair(map, '<<')?.value));
  const list = isSeq(source) ? source.items : [source];
  return list.map((item) => resolved(document, asNode(item))).filter(isMap);
}

function inList(parent: Node | undefined, index: PropertyKey): Located | undefined {
  const item = isSeq(parent) ? parent.items[Number(index)] : undefined;
  return item === undefined || isPair(item) ? undefined : { key: undefined, node: asNode(item) };
}

function resolved(document: Document, node: Node | undefined): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}
