import type { Json, JsonObject } from '../../client.ts';
import { commenting, type Dice, type Writer } from './written-content.ts';

/** In block and flow style, with several indents and quotes; with comments and blank lines. */
export const writeYaml: Writer = (content, dice) => {
  const pen: Pen = {
    dice,
    comment: commenting(dice),
    step: 2 + dice(3),
    dash: dice(2) * 2,
  };
  const start = dice(5) ? [] : ['---'];
  const lines = Object.keys(content).length > 0 ? map(content, pen, '') : [];
  return [...start, ...own(pen, ''), ...lines, ...own(pen, '')].map((line) => `${line}\n`).join('');
};

interface Pen {
  dice: Dice;
  comment: (prefix: string) => string;
  step: number;
  dash: number;
}

function map(object: JsonObject, pen: Pen, indent: string): string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const key = scalar(name, pen);
    const before = own(pen, indent);
    const blank = pen.dice(6) ? [] : [''];
    return [...blank, ...before, ...pair(`${indent}${key}:`, value, pen, indent)];
  });
}

function pair(start: string, value: Json, pen: Pen, indent: string): string[] {
  const style = pen.dice(4);
  if (isFilled(value) && style > 0) {
    const width = Array.isArray(value) ? pen.dash : pen.step;
    return [start + pen.comment(' '), ...block(value, pen, indent + ' '.repeat(width))];
  }
  if (style === 0 && typeof value === 'string' && /^[a-z]+\n[a-z]+$/.test(value)) {
    return [`${start} |-`, ...value.split('\n').map((line) => `${indent}  ${line}`)];
  }
  return [`${start} ${flow(value, pen)}${pen.comment(' ')}`];
}

function block(value: Json, pen: Pen, indent: string): string[] {
  if (!Array.isArray(value)) return map(value as JsonObject, pen, indent);
  return value.flatMap((item) => {
    const before = own(pen, indent);
    const gap = ' '.repeat(1 + pen.dice(2));
    if (!isFilled(item) || Array.isArray(item) || pen.dice(4) === 0) {
      return [...before, `${indent}-${gap}${flow(item, pen)}${pen.comment(' ')}`];
    }
    const inner = `${indent} ${gap}`;
    const [first = '', ...rest] = map(item as JsonObject, { ...pen, comment: () => '' }, inner);
    if (first === '') return [...before, `${indent}- ${flow(item, pen)}`];
    return [...before, `${indent}-${gap}${first.slice(inner.length)}`, ...rest];
  });
}

function flow(value: Json, pen: Pen): string {
  if (typeof value === 'string') return scalar(value, pen);
  const [comma, pad] = [pen.dice(2) ? ', ' : ' , ', pen.dice(2) ? ' ' : ''];
  if (Array.isArray(value)) {
    return `[${pad}${value.map((item: Json) => flow(item, pen)).join(comma)}${pad}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(
    ([key, member]) => `${scalar(key, pen)}: ${flow(member, pen)}`,
  );
  return `{${pad}${pairs.join(comma)}${pad}}`;
}

function scalar(text: string, { dice }: Pen): string {
  const way = dice(3);
  if (way === 0 && /^[a-z][a-z-]*$/.test(text) && !/^(true|false|null)$/.test(text)) return text;
  if (way === 1 && /^[ -~\u00A0-\uD7FF]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text);
}

function own(pen: Pen, indent: string): string[] {
  const comment = pen.comment(indent);
  return comment === '' ? [] : [comment];
}

function isFilled(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
