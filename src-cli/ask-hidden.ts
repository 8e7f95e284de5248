import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { CliIo } from './io.ts';

/**
 * Asks on the terminal for a line that is not shown, neither as it is typed nor in any history;
 * undefined where Ctrl-C or the end of input came instead.
 */
export async function askHidden(
  { stdin, stderr }: Pick<CliIo, 'stdin' | 'stderr'>,
  question: string,
): Promise<string | undefined> {
  stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // As a terminal, so that the keyboard's own echo is off and a line can be corrected.
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  lines.once('line', resolve);
  lines.once('SIGINT', () => resolve(undefined));
  lines.once('close', () => resolve(undefined));
  const answer = await promise;
  lines.close();
  stderr.write('\n');
  return answer;
}
