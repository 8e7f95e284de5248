import { isAlias, isScalar, LineCounter, parseDocument } from 'yaml';
import { locate } from '../registry/locate.ts';
import type { LeafReading, TextLeaf } from './text-leaf.ts';

/**
 * The texts of a YAML file, read as registry.yaml is; numbers count as texts, as they are written.
 * What an alias or a merge key brings in is a text in each place.
 */
export function readYamlLeaves(source: string): LeafReading {
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    merge: true,
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [broken] = document.errors;
  if (broken) return { ok: false, ...at(broken.pos[0]) };
  let content: unknown;
  try {
    content = document.toJS();
  } catch {
    // Aliases without anchors, and bombs of aliases.
    return { ok: false, line: 1, column: 1 };
  }
  const leaves = [...texts(content, [])].flatMap(({ path, value }): TextLeaf[] => {
    const node = locate(document, path)[path.length]?.node;
    const scalar = isAlias(node) ? node.resolve(document) : node;
    const text = isScalar(scalar) && typeof value === 'number' ? scalar.source : value;
    if (typeof text !== 'string') return [];
    return [{ path, text, ...at(node?.range?.[0] ?? 0) }];
  });
  return { ok: true, leaves };
}

interface Found {
  path: TextLeaf['path'];
  value: unknown;
}

function* texts(value: unknown, path: TextLeaf['path']): Generator<Found> {
  if (typeof value === 'string' || typeof value === 'number') yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  for (const [key, inner] of entries) yield* texts(inner, [...path, key]);
}
