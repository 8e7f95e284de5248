/** What has to go for a value of a TOML text to be gone, and nothing else. */
import { lineStart, nextLine, type TextEdit } from '../../../registry/splice-text.ts';
import type { KeyPath } from '../../client.ts';
import { removeItem } from '../document/bracketed-items.ts';
import type { Span } from '../document/span.ts';
import type { EditPlan } from '../document/syntax.ts';
import { isBlankLine, removeLines } from '../document/text-lines.ts';
import {
  bracketedRows,
  inlineSpan,
  locateToml,
  type TomlNode,
  type TomlRow,
  type TomlSection,
  type TomlTree,
} from './toml-tree.ts';

export function planTomlRemove({ text, root }: TomlTree, path: KeyPath): EditPlan {
  const { chain, rest } = locateToml(root, path);
  const node = chain.at(-1);
  if (!node || rest.length > 0) return { ok: false, reason: 'there is no such value' };
  const list = chain.at(-2);
  if (!node.row && list?.kind === 'array') {
    const items = list.items.map(inlineSpan).filter((span) => span !== undefined);
    const index = list.items.indexOf(node);
    return { ok: true, edits: removeItem(text, { span: list.span, items }, index) };
  }
  const rows = rowsOf(node);
  const items = rows.flatMap((row) => removeInline(text, row));
  const lines = [
    ...rows.filter(({ host }) => host.kind === 'section').map(({ span }) => linesOf(text, span)),
    ...sectionsOf(node).map((section) => spacedSpan(text, section)),
  ];
  const cuts = joined(lines).map(({ start, end }) => removeLines(text, start, end));
  return { ok: true, edits: [...items, ...cuts] };
}

/** From the header to the last row; comments behind that belong to what follows. */
export function sectionSpan(text: string, { header, rows }: TomlSection): Span {
  const start = header?.start ?? rows[0]?.span.start ?? 0;
  const end = rows.at(-1)?.span.end ?? header?.end ?? start;
  return linesOf(text, { start, end });
}

function rowsOf(node: TomlNode): readonly TomlRow[] {
  if (node.row) return [node.row];
  return node.kind === 'table' ? node.dotted : [];
}

export function sectionsOf(node: TomlNode): readonly TomlSection[] {
  if (node.kind === 'table') return node.sections;
  return node.kind === 'tables' ? node.elements.flatMap(({ sections }) => sections) : [];
}

/** Between the braces of an inline table. */
function removeInline(text: string, { span, host }: TomlRow): TextEdit[] {
  if (host.kind === 'section' || !host.inline) return [];
  const rows = bracketedRows(host.inline);
  return removeItem(text, rows, rows.items.indexOf(span));
}

function linesOf(text: string, { start, end }: Span): Span {
  return { start: lineStart(text, start), end: nextLine(text, end) };
}

/** With one blank line, the one above where there is one. */
function spacedSpan(text: string, section: TomlSection): Span {
  const { start, end } = sectionSpan(text, section);
  const above = start > 0 ? lineStart(text, start - 1) : 0;
  if (start > 0 && isBlankLine(text, above)) return { start: above, end };
  return { start, end: isBlankLine(text, end) ? nextLine(text, end) : end };
}

/** Neighbours in one piece: they may want the same blank line. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}
