import { createInterface } from 'node:readline';
import type { CliIo } from './io.ts';

/** Asks on the terminal for a line; '' where Ctrl-C or the end of input came instead. */
export function askLine(
  { stdin, stderr }: Pick<CliIo, 'stdin' | 'stderr'>,
  question: string,
): Promise<string> {
  stderr.write(`${question} `);
  const lines = createInterface({ input: stdin, terminal: false });
  return new Promise((resolve) => {
    lines.once('line', (answer) => {
      resolve(answer.trim());
      lines.close();
    });
    lines.once('close', () => resolve(''));
  });
}
