import { parseDocument, type TomlDocument } from '@decimalturn/toml-patch';
import type { LeafReading, TextLeaf } from './text-leaf.ts';

type Block = TomlDocument['cst'][number];
type KeyValue = Extract<Block, { equals: number }>;
type Value = KeyValue['value'];
type Path = TextLeaf['path'];

/** The texts of a TOML file. */
export function readTomlLeaves(source: string): LeafReading {
  try {
    const { cst } = parseDocument(source.replace(/^\uFEFF/, ''));
    return { ok: true, leaves: [...blockLeaves(cst)] };
  } catch (error) {
    // Its message quotes the line.
    const { line, column } = error as { line?: number; column?: number };
    return { ok: false, line: line ?? 1, column: (column ?? 0) + 1 };
  }
}

function* blockLeaves(blocks: readonly Block[]): Generator<TextLeaf> {
  const lists = new Map<string, number>();
  for (const block of blocks) {
    if (block.type === 'Comment') continue;
    if (block.type === 'KeyValue') {
      yield* pairLeaves(block, []);
      continue;
    }
    const { value: keys } = block.key.item;
    if (block.type === 'TableArray') {
      const name = JSON.stringify(keys);
      lists.set(name, (lists.get(name) ?? -1) + 1);
    }
    const path = withIndices(keys, lists);
    for (const item of block.items) {
      if (item.type === 'KeyValue') yield* pairLeaves(item, path);
    }
  }
}

/** The key of a table, with the index of the list's entry that it belongs to. */
function withIndices(keys: readonly string[], lists: ReadonlyMap<string, number>): Path {
  return keys.flatMap((key, at) => {
    const index = lists.get(JSON.stringify(keys.slice(0, at + 1)));
    return index === undefined ? [key] : [key, index];
  });
}

function* pairLeaves({ key, value }: KeyValue, parent: Path): Generator<TextLeaf> {
  yield* valueLeaves(value, [...parent, ...key.value]);
}

function* valueLeaves(value: Value, path: Path): Generator<TextLeaf> {
  if (value.type === 'String') {
    const { line, column } = value.loc.start;
    yield { path, text: value.value, line, column: column + 1 };
  } else if (value.type === 'InlineArray') {
    for (const [index, { item }] of value.items.entries()) {
      yield* valueLeaves(item as Value, [...path, index]);
    }
  } else if (value.type === 'InlineTable') {
    for (const { item } of value.items) yield* pairLeaves(item, path);
  }
}
