import { type StructuredPatchHunk, structuredPatch } from 'diff';
import type { Certainty } from '../../secret-scan/credential-name.ts';
import { looksSecret } from '../../secret-scan/looks-secret.ts';
import { maskSecret } from '../../secret-scan/mask-secret.ts';
import { valueParts } from '../../secret-scan/value-parts.ts';
import { changedPart, type PartOfText } from './changed-part.ts';
import { type TextValue, textValues } from './text-values.ts';

export interface DiffSides {
  /** Shown in the first two lines. */
  file: string;
  /** Undefined where there is no file. */
  before: string | undefined;
  after: string | undefined;
  /** Secrets that were found in either by reading it. */
  secrets: readonly string[];
}

/** Longer stretches without a change are cut out of a line. */
const mostAround = 400;
/** A whole line that is longer is cut in the middle. */
const longestLine = 2_000;

/** A unified diff of the regions that change, with every secret in them masked; empty without one. */
export function maskDiff({ file, before, after, secrets }: DiffSides): string {
  const part = changedPart(before ?? '', after ?? '');
  if (!part) return '';
  const old = maskedLines(part.before, secrets);
  const fresh = maskedLines(part.after, secrets);
  const { hunks } = structuredPatch('', '', old.plain, fresh.plain, '', '', { context: 3 });
  const lines = hunks.flatMap((hunk) => [
    headOf(hunk, part.line - 1),
    ...maskedHunk(hunk, old, fresh),
  ]);
  const name = (side: string | undefined) => (side === undefined ? '/dev/null' : file);
  return [`--- ${name(before)}`, `+++ ${name(after)}`, ...lines, ''].join('\n');
}

function headOf(hunk: StructuredPatchHunk, offset: number): string {
  // Of no lines, the one before them is named.
  const range = (start: number, count: number) =>
    `${start + offset - (count === 0 ? 1 : 0)},${count}`;
  const { oldStart, oldLines, newStart, newLines } = hunk;
  return `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`;
}

/** The same lines as they may be shown. */
function maskedHunk(
  { lines, oldStart, newStart }: StructuredPatchHunk,
  old: Masked,
  fresh: Masked,
) {
  let [at, to] = [oldStart - 1, newStart - 1];
  return lines.flatMap((line) => {
    const sign = line.charAt(0);
    if (sign === '\\') return old.isCut || fresh.isCut ? [] : [line];
    const shown = sign === '-' ? old.masked[at] : fresh.masked[to];
    if (sign !== '+') at++;
    if (sign !== '-') to++;
    return [sign + shortened(shown ?? '')];
  });
}

interface Masked {
  /** For comparing; never shown. */
  plain: string;
  /** Line by line the same, for showing. */
  masked: string[];
  isCut: boolean;
}

function maskedLines(part: PartOfText, secrets: readonly string[]): Masked {
  const { text } = part;
  const from = cutAt(text, part.start - mostAround, 'after');
  const to = cutAt(text, part.end + mostAround, 'before');
  // Of a value that is cut, the rest might be shown unmasked, so that all of it goes.
  const values = textValues(text);
  const start = values.find((value) => value.start < from && from < value.end)?.end ?? from;
  const end = values.find((value) => value.start < to && to < value.end)?.start ?? to;
  const isCut = start > 0 || end < text.length;
  const inside = values.filter((value) => value.start >= start && value.end <= end);
  const shown = maskValues(text, { start, end, values: inside }, secrets);
  const ellipses = (middle: string) =>
    (start > 0 ? '…' : '') + middle + (end < text.length ? '…' : '');
  return {
    plain: ellipses(text.slice(start, end)),
    masked: ellipses(shown).split('\n').map(printable),
    isCut,
  };
}

/** Only lines that are far too long are cut; `at` is else the end of the text. */
function cutAt(text: string, at: number, side: 'before' | 'after'): number {
  const whole = side === 'after' ? 0 : text.length;
  const length = side === 'after' ? at : text.length - at;
  return length > longestLine ? at : whole;
}

interface Span {
  start: number;
  end: number;
}

function maskValues(
  text: string,
  { start, end, values }: Span & { values: readonly TextValue[] },
  secrets: readonly string[],
): string {
  let result = '';
  let at = start;
  for (const span of values.flatMap((value) => secretSpans(text, value))) {
    if (span.start < at) continue;
    result += text.slice(at, span.start) + maskSecret(text.slice(span.start, span.end), undefined);
    at = span.end;
  }
  return maskKnown(result + text.slice(at, end), secrets);
}

function secretSpans(text: string, { name, start, end }: TextValue): Span[] {
  const value = text.slice(start, end);
  return valueParts(name, value)
    .filter((part) => isSecret(value.slice(part.start, part.end), part.certainty))
    .map((part) => ({ start: start + part.start, end: start + part.end }))
    .sort((one, other) => one.start - other.start);
}

/** A harmless text that is hidden costs less than a secret that is shown. */
function isSecret(text: string, certainty: Certainty): boolean {
  return looksSecret(text, certainty === 'perhaps' ? certainty : 'password');
}

/** Also as JSON and the others write it. */
function maskKnown(text: string, secrets: readonly string[]): string {
  const longestFirst = [...new Set(secrets)]
    .filter(({ length }) => length >= 4)
    .sort((a, b) => b.length - a.length);
  return longestFirst.reduce((shown, secret) => {
    const escaped = JSON.stringify(secret).slice(1, -1);
    const mask = maskSecret(secret, undefined);
    return shown.replaceAll(secret, mask).replaceAll(escaped, mask);
  }, text);
}

/** What stands in a file must not steer the terminal that it is shown in. */
function printable(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return line.replace(/\r$/, '').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD');
}

function shortened(line: string): string {
  if (line.length <= longestLine) return line;
  return `${line.slice(0, longestLine / 2)} … ${line.slice(-longestLine / 2)}`;
}
