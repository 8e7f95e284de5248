import type { Setting } from './setting.ts';

/** A value as its field shows it; nothing where the key is not written. A list has a line for each. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (!Array.isArray(value)) return String(value);
  return value.length > 0 ? value.join('\n') : emptyList;
}

/** What a field says as a value; null where it says nothing, which takes the key out of the file. */
export function readText(kind: Setting['kind'], text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (kind) {
    case 'boolean':
      return trimmed === 'true';
    case 'number':
      // What is no number goes to the hub as it is, which says why it refuses it.
      return Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed);
    case 'list':
      return trimmed === emptyList ? [] : linesOf(trimmed);
    case 'text':
    case 'choice':
    case 'duration':
    case 'bytes':
      return trimmed;
    default:
      return kind satisfies never;
  }
}

/** Whether saving the text would change what is written. */
export function isChange({ kind, written }: Setting, text: string): boolean {
  return textOf(readText(kind, text)) !== textOf(written);
}

const emptyList = '[]';

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
