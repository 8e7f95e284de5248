import { createInterface } from 'node:readline';
import type { CliIo } from './io.ts';

/** Asks on the terminal; anything but `y` or `yes`, Ctrl-C and end of input included, is no. */
export function confirm({ stdin, stderr }: CliIo, question: string): Promise<boolean> {
  stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: stdin, terminal: false });
  return new Promise((resolve) => {
    lines.once('line', (answer) => {
      resolve(/^y(es)?$/i.test(answer.trim()));
      lines.close();
    });
    lines.once('close', () => resolve(false));
  });
}
