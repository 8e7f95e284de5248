import type { Row } from '../row.ts';

/** Rows that are measured together. */
export interface Group {
  /** The ids of the rows it may return. */
  rows: readonly string[];
  measure(effort: Effort): Promise<Row[]>;
}

/** Chooses between the values for a full and for a quick run. */
export type Effort = <T>(full: T, quick: T) => T;
