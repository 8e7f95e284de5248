import type { Json, JsonObject } from '../../client.ts';
import { commenting, type Dice, type Writer } from './written-content.ts';

/** In sections, dotted keys, inline tables and lists of tables; with comments and blank lines. */
export const writeToml: Writer = (content, dice) => {
  const comment = commenting(dice);
  const lines = [comment(''), ...table([], content, { comment, dice, dotted: true })];
  return `${lines.filter((line) => line !== '').join('\n')}\n`.replaceAll('<blank>', '');
};

interface Pen {
  dice: Dice;
  comment: (prefix: string) => string;
  dotted: boolean;
}

/** Rows first: what follows a header belongs to it. */
function table(path: readonly string[], object: JsonObject, pen: Pen): string[] {
  const rows: string[] = [];
  const sections: string[] = [];
  const indent = ' '.repeat(pen.dice(2) * 2);
  for (const [name, value] of Object.entries(object)) {
    const where = [...path, name];
    const inline = pen.dice(3) === 0;
    if (isObject(value) && !inline)
      sections.push(...section(`[${keys(where, pen)}]`, where, value, pen));
    else if (isTables(value) && !inline) sections.push(...elements(where, value, pen));
    else rows.push(pen.comment(indent), ...row(indent, [name], value, pen));
  }
  return [...rows, ...sections];
}

function elements(where: readonly string[], list: readonly JsonObject[], pen: Pen): string[] {
  // The parser takes dotted keys of one element and headers of the next for the same table.
  const undotted = { ...pen, dotted: false };
  return list.flatMap((one) => section(`[[${keys(where, pen)}]]`, where, one, undotted));
}

function section(header: string, where: readonly string[], object: JsonObject, pen: Pen): string[] {
  const indent = ' '.repeat(pen.dice(2) * 2);
  const blank = pen.dice(2) === 0 ? '<blank>' : '';
  return [blank, pen.comment(''), indent + header + pen.comment(' '), ...table(where, object, pen)];
}

function row(indent: string, where: readonly string[], value: Json, pen: Pen): string[] {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length > 0 && pen.dotted && pen.dice(2) === 0) {
    return entries.flatMap(([name, member]) => row(indent, [...where, name], member, pen));
  }
  const text = inlineText(value, pen);
  return [`${indent}${keys(where, pen)}${pen.dice(2) ? ' = ' : '='}${text}${pen.comment(' ')}`];
}

function inlineText(value: Json, pen: Pen): string {
  if (typeof value === 'string') return stringText(value, pen);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value))
    return arrayText(
      value.map((item) => inlineText(item, pen)),
      pen,
    );
  if (!isObject(value)) return String(value);
  const rows = Object.entries(value).map(([name, member]) => row('', [name], member, quiet(pen)));
  return pen.dice(2) ? `{${rows.flat().join(',')}}` : `{ ${rows.flat().join(', ')} }`;
}

function arrayText(items: readonly string[], pen: Pen): string {
  if (items.length === 0 || pen.dice(2)) return `[${items.join(pen.dice(2) ? ', ' : ' ,')}]`;
  const last = pen.dice(2) ? ',' : '';
  const lines = items.map((item, at) => `  ${item}${at < items.length - 1 ? ',' : last}`);
  return `[\n${lines.map((line) => line + pen.comment(' ')).join('\n')}\n]`;
}

function stringText(text: string, { dice }: Pen): string {
  const plain = /^[\t\u0020-\u007E\u00A0-\uD7FF]*$/.test(text);
  const way = dice(4);
  if (way === 0 && plain && !text.includes("'")) return `'${text}'`;
  if (way === 1 && plain && !/["\\]/.test(text)) return `"""${dice(2) ? '\n' : ''}${text}"""`;
  return JSON.stringify(text).replaceAll('\u007F', '\\u007F');
}

function numberText(number: number): string {
  const text = String(number);
  return Number.isSafeInteger(number) || /[.e]/.test(text) ? text : `${text}.0`;
}

function keys(where: readonly string[], { dice }: Pen): string {
  const texts = where.map((key) => (/^[\w-]+$/.test(key) && dice(3) ? key : JSON.stringify(key)));
  return texts.join(dice(5) ? '.' : ' . ').replaceAll('\u007F', '\\u007F');
}

/** Within an inline table there is no place for a comment. */
function quiet(pen: Pen): Pen {
  return { ...pen, dice: (count) => (count === 2 ? 1 : pen.dice(count)), comment: () => '' };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTables(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
