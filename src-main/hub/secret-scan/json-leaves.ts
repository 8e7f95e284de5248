import { visit } from 'jsonc-parser';
import type { LeafReading, TextLeaf } from './text-leaf.ts';

/**
 * The texts of JSON with comments, trailing commas and a byte order mark: more than some clients
 * take, since what a client cannot read may hold a secret all the same. An empty file holds none.
 */
export function readJsonLeaves(source: string): LeafReading {
  const text = source.replace(/^\uFEFF/, '');
  const leaves: TextLeaf[] = [];
  let broken: { line: number; column: number } | undefined;
  visit(
    text,
    {
      onLiteralValue(value, _offset, _length, line, column, path) {
        if (typeof value !== 'string') return;
        leaves.push({ path: path(), text: value, line: line + 1, column: column + 1 });
      },
      onError(_code, _offset, _length, line, column) {
        broken ??= { line: line + 1, column: column + 1 };
      },
    },
    { allowTrailingComma: true, allowEmptyContent: true },
  );
  return broken ? { ok: false, ...broken } : { ok: true, leaves };
}
