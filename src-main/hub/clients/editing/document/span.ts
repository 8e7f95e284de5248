/** A stretch of text; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}
