import { askLine } from './ask-line.ts';
import type { CliIo } from './io.ts';

/** Asks on the terminal; anything but `y` or `yes`, Ctrl-C and end of input included, is no. */
export async function confirm(io: CliIo, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await askLine(io, `${question} [y/N]`));
}
