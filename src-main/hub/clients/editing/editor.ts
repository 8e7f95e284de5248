import type { Json, KeyPath } from '../client.ts';

/** Something odd in a file that can be read all the same; line and column count from 1. */
export interface Oddity {
  kind: 'trailing-comma' | 'comment' | 'bom' | 'duplicate-key';
  line: number;
  column: number;
  /** The key, of a duplicate. */
  key?: string;
}

export type ContentReading =
  /** `content` is undefined where the file is empty or blank. */
  | {
      ok: true;
      content: unknown;
      /** The first of each kind, whether the client takes it or not; of duplicate keys each. */
      oddities: readonly Oddity[];
    }
  | { ok: false; reason: string; line: number; column: number };

/** A wish that could not be granted without touching more than it names. */
export type Edited =
  | { ok: true; text: string }
  | { ok: false; reason: string; line?: number; column?: number };

/**
 * Text to text, one per format. Texts may begin with a byte order mark. New text is spliced in; every
 * other byte stays: comments, order, indentation, line ends, the missing final newline. Each edit
 * proves itself: the result is parsed and must be the old content with just that change, else it is
 * refused. A text that does not parse is never edited.
 */
export interface Editor {
  /** Of two equal keys the last counts. Comments and trailing commas are read in every JSON file. */
  read(text: string): ContentReading;
  /**
   * Gives the path a value: makes the keys on the way that are missing, replaces a value that is there,
   * by splicing its text. `null` on the way counts as missing. An empty text becomes a fresh file.
   * A path that ends in `{ named }` belongs to a list of objects with a `name`, which a value that
   * has none gets as its first member.
   * Refuses where a key on the way stands twice, or something on the way is no object.
   */
  put(text: string, path: KeyPath, value: Json): Edited;
  /** Takes the key with its value out, its line and comma too; the text itself where there is none. */
  remove(text: string, path: KeyPath): Edited;
  /** Adds a value at the end of a list that is there. */
  append(text: string, path: KeyPath, value: Json): Edited;
  /** The bytes of the value at a path, as they stand; undefined where there is none. */
  sourceOf(text: string, path: KeyPath): string | undefined;
}
