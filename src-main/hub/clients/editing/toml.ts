/** TOML 1.0 and 1.1, at the places that `@decimalturn/toml-patch` finds; its patching is not used. */
import { messageOf } from '../../../../src-shared/errors.ts';
import type { KeyPath } from '../client.ts';
import { commaAfter } from './document/bracketed-items.ts';
import { createDocumentEditor } from './document/create-document-editor.ts';
import type { EditPlan, Parsed } from './document/syntax.ts';
import type { Oddity } from './editor.ts';
import { filePlace } from './file-place.ts';
import { parseToml } from './toml/parse-toml.ts';
import { planTomlPut } from './toml/plan-toml-put.ts';
import { planTomlRemove, sectionSpan, sectionsOf } from './toml/plan-toml-remove.ts';
import { holdsNull } from './toml/toml-text.ts';
import {
  hasName,
  inlineSpan,
  itemsOf,
  locateToml,
  type TomlNode,
  type TomlTree,
  tomlContent,
} from './toml/toml-tree.ts';

export const tomlEditor = createDocumentEditor<TomlTree>({
  parse,
  put: (tree, path, value) => ambiguous(tree, path) ?? planTomlPut(tree, path, value),
  remove: (tree, path) => ambiguous(tree, path) ?? planTomlRemove(tree, path),
  sourceOf,
  cannotHold: (value) => (holdsNull(value) ? 'TOML has no null' : undefined),
});

function parse(text: string): Parsed<TomlTree> {
  try {
    const tree = parseToml(text);
    const oddities = [...trailingCommas(text, tree.root)];
    return { ok: true, tree, content: tomlContent(tree.root), oddities };
  } catch (error) {
    const { line = 1, column = 0 } = error as { line?: number; column?: number };
    return {
      ok: false,
      reason: plainMessage(messageOf(error)),
      offset: offsetOf(text, line, column),
    };
  }
}

/** The text of a value; of a table with headers these, too, and what is in it. */
function sourceOf({ text, root }: TomlTree, path: KeyPath): string | undefined {
  const { chain, rest } = locateToml(root, path);
  const node = rest.length === 0 ? chain.at(-1) : undefined;
  if (!node) return undefined;
  const span = inlineSpan(node);
  if (span) return text.slice(span.start, span.end);
  const rows = node.kind === 'table' ? node.dotted.map((row) => row.span) : [];
  const sections = sectionsOf(node).map((section) => sectionSpan(text, section));
  return [...rows, ...sections].map(({ start, end }) => text.slice(start, end)).join('');
}

/** Of two entries with one name nobody knows which one is meant. */
function ambiguous(tree: TomlTree, path: KeyPath): EditPlan | undefined {
  for (const [index, part] of path.entries()) {
    if (typeof part !== 'object') continue;
    const { chain, rest } = locateToml(tree.root, path.slice(0, index));
    const items = rest.length === 0 ? itemsOf(chain.at(-1)) : undefined;
    const named = items?.filter((item) => hasName(item, part.named)) ?? [];
    if (named.length > 1) return { ok: false, reason: 'two entries of the list have this name' };
  }
  return undefined;
}

/** Only inline tables: there, TOML 1.0 has none. */
function* trailingCommas(text: string, node: TomlNode): Generator<Oddity> {
  const last = node.kind === 'table' ? node.inline?.rows.at(-1) : undefined;
  const comma = last && commaAfter(text, last.span.end);
  if (comma !== undefined) yield { kind: 'trailing-comma', ...filePlace(text, comma) };
  const parts = node.kind === 'table' ? node.members.values() : (itemsOf(node) ?? []);
  for (const part of parts) yield* trailingCommas(text, part);
}

/** The parser's message, without what it quotes of the file, which may be secret. */
function plainMessage(message: string): string {
  const [last = ''] = message.split('\n').slice(-1);
  const cut = /^(?:(?!, found|: |"[^=[\]{}]|'[^=]).)*/.exec(last)?.[0] ?? '';
  return cut === '' ? 'it is not TOML' : cut.charAt(0).toLowerCase() + cut.slice(1).trimEnd();
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) start = text.indexOf('\n', start) + 1;
  return start + column;
}
