import { isMet, measured, type Row } from './row.ts';
import { median } from './statistics.ts';
import { subjectNames } from './subjects/subject.ts';

/** The rows as a table for people: medians, what the budget looks at, and the verdict. */
export function formatTable(rows: readonly Row[]): string {
  const compared = rows.filter(({ series }) => subjectNames.some((name) => name in series));
  const grown = rows.filter((row) => !compared.includes(row));
  const head = ['row', 'what', ...subjectNames, 'measured', 'budget', 'verdict'];
  const lines = compared.map((row) => [
    row.id,
    row.note ? `${row.what} (${row.note})` : row.what,
    ...subjectNames.map((name) => medianOf(row, name)),
    ...judgement(row),
  ]);
  const tables = [lines.length > 0 ? [head, ...lines] : [], grown.map(scalingLine)];
  return tables
    .filter((table) => table.length > 0)
    .map(align)
    .join('\n\n');
}

/** Everything, every round included. */
export function toJson(rows: readonly Row[], about: Record<string, unknown>): string {
  const full = rows.map((row) => ({
    ...row,
    medians: Object.fromEntries(
      Object.entries(row.series).map(([name, values]) => [name, median(values)]),
    ),
    measured: measured(row),
    met: isMet(row),
  }));
  return `${JSON.stringify({ ...about, rows: full }, null, 2)}\n`;
}

function scalingLine(row: Row): string[] {
  const values = Object.keys(row.series).map((name) => `${name}: ${medianOf(row, name)}`);
  return [row.id, row.what, values.join(' · '), ...judgement(row)];
}

function judgement(row: Row): [measured: string, budget: string, verdict: string] {
  const { budget } = row;
  const verdict = isMet(row) ? 'ok' : 'MISSED';
  if (budget.kind === 'works') return [budget.failure || 'works', 'works', verdict];
  const value = measured(row) ?? Number.NaN;
  if (budget.kind === 'value')
    return [`${digits(value)} ${row.unit}`, `≤ ${budget.atMost} ${row.unit}`, verdict];
  const limit = budget.atMost === undefined ? `≥ ${budget.atLeast}` : `≤ ${budget.atMost}`;
  return [`${digits(value)} × ${budget.to}`, `${limit} × ${budget.to}`, verdict];
}

function medianOf({ series, unit }: Row, name: string): string {
  const values = series[name];
  return values ? `${digits(median(values))} ${unit}` : '–';
}

/** Three significant digits, thousands in groups. */
function digits(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function align(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
