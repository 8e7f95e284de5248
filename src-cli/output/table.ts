import { type Format, plainText, type Style } from './style.ts';

export interface Column<Row> {
  heading: string;
  value(row: Row): string;
  format?(row: Row): Format | undefined;
  align?: 'right';
  /** May be broken over several lines where the page is narrow; names never are. */
  wrap?: boolean;
}

export interface Page {
  /** In characters; Infinity where the output is no terminal. */
  width: number;
  style: Style;
}

const gap = '  ';
/** A wrapped column narrower than this is unreadable; rows are then printed one under another. */
const narrowest = 20;

/** Rows as aligned columns without borders; where they do not fit, as one block for each row. */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  page: Page,
): string {
  const used = columns.filter((column) => rows.some((row) => column.value(row) !== ''));
  const widths = fitWidths(rows, used, page.width);
  if (!widths) return rows.map((row) => formatBlock(row, used, page)).join('\n');
  const heading = used.map((column, index) => pad(column.heading, at(widths, index), column.align));
  const lines = [page.style('dim', heading.join(gap).trimEnd())];
  for (const row of rows) lines.push(...formatRow(row, used, { widths, style: page.style }));
  return lines.join('\n');
}

/** Labels and values, the labels dimmed and aligned; pairs without a value are left out. */
export function formatFields(
  fields: readonly (readonly [string, string | undefined])[],
  style: Style,
) {
  const present = fields.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(0, ...present.map(([label]) => label.length));
  return present
    .map(([label, value]) => {
      const lines = String(value)
        .split('\n')
        .join(`\n${' '.repeat(width + gap.length)}`);
      return `${style('dim', label.padEnd(width))}${gap}${lines}`;
    })
    .join('\n');
}

/** Every column's width, or undefined where the page is too narrow even with wrapping. */
function fitWidths<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  pageWidth: number,
): number[] | undefined {
  const natural = columns.map((column) =>
    Math.max(column.heading.length, ...rows.map((row) => widthOf(cell(column, row)))),
  );
  const gaps = gap.length * (columns.length - 1);
  const excess = natural.reduce((sum, width) => sum + width, gaps) - pageWidth;
  if (excess <= 0) return natural;
  return shrink(natural, columns, excess);
}

/** Takes the excess from the wrapping columns, the widest first. */
function shrink<Row>(
  natural: readonly number[],
  columns: readonly Column<Row>[],
  excess: number,
): number[] | undefined {
  const widths = [...natural];
  for (let left = excess; left > 0; left--) {
    let widest = -1;
    columns.forEach((column, index) => {
      if (column.wrap && at(widths, index) > (widths[widest] ?? narrowest)) widest = index;
    });
    if (widest < 0) return undefined;
    widths[widest] = at(widths, widest) - 1;
  }
  return widths;
}

function formatRow<Row>(
  row: Row,
  columns: readonly Column<Row>[],
  { widths, style }: { widths: readonly number[]; style: Style },
): string[] {
  const cells = columns.map((column, index) =>
    column.wrap ? wrapText(cell(column, row), at(widths, index)) : [cell(column, row)],
  );
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, index) => {
        const text = pad(cells[index]?.[line] ?? '', at(widths, index), column.align);
        return paint(
          index === columns.length - 1 ? text.trimEnd() : text,
          column.format?.(row),
          style,
        );
      })
      .join(gap)
      .trimEnd(),
  );
}

function formatBlock<Row>(row: Row, columns: readonly Column<Row>[], page: Page): string {
  const [first, ...rest] = columns;
  if (!first) return '';
  const indent = gap;
  const lines = [paint(cell(first, row), 'bold', page.style)];
  for (const column of rest) {
    if (cell(column, row) === '') continue;
    const label = `${column.heading.toLowerCase()} `;
    const room = Math.max(narrowest, page.width - indent.length - label.length);
    const wrapped = column.wrap ? wrapText(cell(column, row), room) : [cell(column, row)];
    const hang = ' '.repeat(indent.length + label.length);
    const painted = wrapped.map((line) => paint(line, column.format?.(row), page.style));
    lines.push(`${indent}${page.style('dim', label)}${painted.join(`\n${hang}`)}`);
  }
  return lines.join('\n');
}

/** Breaks at spaces; a word longer than a line keeps a line of its own, uncut. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  return lines;
}

/** Cells are one line, whatever a server put into them. */
function cell<Row>(column: Column<Row>, row: Row): string {
  return plainText(column.value(row)).replace(/\s+/g, ' ').trim();
}

function pad(text: string, width: number, align?: 'right'): string {
  const filler = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? filler + text : text + filler;
}

function paint(text: string, format: Format | undefined, style: Style): string {
  return format && text.trim() !== '' ? style(format, text) : text;
}

function widthOf(text: string): number {
  return [...text].length;
}

function at(widths: readonly number[], index: number): number {
  return widths[index] ?? 0;
}
