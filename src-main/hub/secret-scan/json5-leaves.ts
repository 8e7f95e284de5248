import { type AnyNode, parse } from '@humanwhocodes/momoa';
import type { LeafReading, TextLeaf } from './text-leaf.ts';

/** The texts of a JSON5 file. An empty one holds none. */
export function readJson5Leaves(source: string): LeafReading {
  const text = source.replace(/^\uFEFF/, '');
  if (text.trim() === '') return { ok: true, leaves: [] };
  try {
    return { ok: true, leaves: [...leavesOf(parse(text, { mode: 'json5' }).body, [])] };
  } catch (error) {
    // Its message quotes the file.
    const { line, column } = error as { line?: number; column?: number };
    return { ok: false, line: line ?? 1, column: column ?? 1 };
  }
}

function* leavesOf(node: AnyNode, path: TextLeaf['path']): Generator<TextLeaf> {
  if (node.type === 'String') {
    const { line, column } = node.loc.start;
    yield { path, text: node.value, line, column };
  } else if (node.type === 'Array') {
    for (const [index, { value }] of node.elements.entries())
      yield* leavesOf(value, [...path, index]);
  } else if (node.type === 'Object') {
    for (const { name, value } of node.members) {
      yield* leavesOf(value, [...path, name.type === 'Identifier' ? name.name : name.value]);
    }
  }
}
