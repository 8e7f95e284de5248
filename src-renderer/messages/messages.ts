import type { en } from './en/index.ts';

/** English texts are literals; other languages have any text in their place. */
type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { [Key in keyof T]: Widened<T[Key]> };

/** The shape that every language has; what is missing in one does not compile. */
export type Messages = Widened<typeof en>;
