import { median } from './statistics.ts';

/** One line of the table. */
export interface Row {
  id: string;
  what: string;
  unit: 'ms' | 'calls/s' | 'CPU s' | 'MB' | 'kB';
  /** What each subject took, a number a round; the rounds of all subjects alternate. */
  series: Series;
  budget: Budget;
  /** What the numbers do not say. */
  note?: string;
}

export type Series = Readonly<Record<string, readonly number[]>>;

export type Budget =
  /** A series against another one of the same rounds. */
  | { kind: 'ratio'; of: string; to: string; atMost?: number; atLeast?: number }
  | { kind: 'value'; of: string; atMost: number }
  /** What has to work, however long it takes; an empty reason means that it does. */
  | { kind: 'works'; failure: string };

/** What a budget looks at: the median of the rounds' ratios or of the values. */
export function measured({ budget, series }: Row): number | undefined {
  if (budget.kind === 'works') return undefined;
  const values = series[budget.of] ?? [];
  if (budget.kind === 'value') return median(values);
  const others = series[budget.to] ?? [];
  return median(values.map((value, round) => value / (others[round] ?? Number.NaN)));
}

export function isMet(row: Row): boolean {
  const { budget } = row;
  if (budget.kind === 'works') return budget.failure === '';
  const value = measured(row) ?? Number.NaN;
  const { atMost = Number.POSITIVE_INFINITY } = budget;
  const atLeast = budget.kind === 'ratio' ? (budget.atLeast ?? 0) : 0;
  return value <= atMost && value >= atLeast;
}

/** Collects numbers by row and series. */
export class Samples {
  readonly #rows = new Map<string, Record<string, number[]>>();

  add(rowId: string, series: string, value: number): void {
    const row = this.#rows.get(rowId) ?? {};
    this.#rows.set(rowId, row);
    row[series] = [...(row[series] ?? []), value];
  }

  of(rowId: string): Series {
    return this.#rows.get(rowId) ?? {};
  }
}
