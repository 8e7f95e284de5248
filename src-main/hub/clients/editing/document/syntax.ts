import type { TextEdit } from '../../../registry/splice-text.ts';
import type { Json, KeyPath } from '../../client.ts';
import type { Oddity } from '../editor.ts';

/** What has to be spliced; `restart`: after that, the same wish is to be planned once more. */
export type EditPlan =
  | { ok: true; edits: readonly TextEdit[]; restart?: boolean }
  | { ok: false; reason: string; offset?: number };

export type Parsed<Tree> =
  | { ok: true; tree: Tree; content: unknown; oddities: readonly Oddity[] }
  | { ok: false; reason: string; offset: number };

/** What `createDocumentEditor` has to know of a format. All texts come without a byte order mark. */
export interface Syntax<Tree> {
  /** Content is made of plain objects and lists, so that it can be compared. */
  parse(text: string): Parsed<Tree>;
  /** For a value that is not there yet, or that takes the place of the whole one that is. */
  put(tree: Tree, path: KeyPath, value: Json): EditPlan;
  /** For a value that is there. */
  remove(tree: Tree, path: KeyPath): EditPlan;
  sourceOf(tree: Tree, path: KeyPath): string | undefined;
  /** Why the format cannot hold a value; undefined where it can. */
  cannotHold?(value: Json): string | undefined;
}
