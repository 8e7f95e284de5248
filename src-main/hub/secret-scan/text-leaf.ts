/** A text somewhere in a file of settings. */
export interface TextLeaf {
  /** Keys and indices from the root. */
  path: readonly (string | number)[];
  text: string;
  /** Where it begins, quotes included; both count from 1. */
  line: number;
  column: number;
}

/** All texts of a file in its order, or where it cannot be read; never a piece of it. */
export type LeafReading =
  | { ok: true; leaves: TextLeaf[] }
  | { ok: false; line: number; column: number };
