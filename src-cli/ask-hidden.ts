import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { LoomError } from '../src-shared/errors.ts';
import type { CliIo } from './io.ts';

/**
 * Asks on the terminal for a line that is not shown, neither as it is typed nor in any history;
 * undefined where Ctrl-C or the end of input came instead.
 *
 * @throws LoomError `usage` where several lines were pasted: the first alone would be a piece of it.
 */
export async function askHidden(
  { stdin, stderr }: Pick<CliIo, 'stdin' | 'stderr'>,
  question: string,
): Promise<string | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // As a terminal, so that the keyboard's own echo is off and a line can be corrected.
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 });
  // Not before the echo is off: an answer may come at once.
  stderr.write(question);
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const given: string[] = [];
  lines.on('line', (line) => {
    given.push(line);
    // What was pasted together comes together.
    void setImmediate().then(() => resolve(given[0]));
  });
  lines.once('SIGINT', () => resolve(undefined));
  lines.once('close', () => resolve(undefined));
  const answer = await promise;
  lines.close();
  stderr.write('\n');
  if (given.length > 1) throw severalLines();
  return answer;
}

function severalLines(): LoomError {
  return new LoomError('usage', 'Several lines were pasted, and one is asked for.', {
    remedy: 'Pipe it in: `loom secret set NAME < file`.',
  });
}
