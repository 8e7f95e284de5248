import type { TextEdit } from '../../registry/splice-text.ts';

/** As `spliceText`, for several places that do not overlap; those at one place keep their order. */
export function spliceAll(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((one, other) => one.start - other.start)) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return pieces.join('') + text.slice(at);
}
