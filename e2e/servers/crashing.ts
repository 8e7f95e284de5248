/**
 * Dies: in the middle of a call, or some time after its start.
 *
 *   node crashing.ts [--crash-after-start <ms>]   (or the environment variable CRASH_AFTER_START)
 *
 * crash {code?, after_ms?, stderr?, signal?}: writes the lines of `stderr` (text or list), then
 * exits with `code` (default 1) or kills itself with `signal`, without having answered. ok:
 * answers.
 */
import { numberFrom, option } from './lib/arguments.ts';
import { inputs, NEVER_ANSWER, textResult } from './lib/raw-messages.ts';
import { type Fields, RawServer } from './lib/raw-server.ts';

const DEFAULT_LINES = ['Traceback: something broke', 'Error: connection to the database lost'];

const server = new RawServer({ name: 'crashing' });
server.tool(
  {
    name: 'crash',
    inputSchema: inputs({
      code: 'number?',
      after_ms: 'number?',
      stderr: 'any?',
      signal: 'string?',
    }),
  },
  (input) => {
    setTimeout(() => crash(input), numberFrom(input.after_ms, 0));
    return NEVER_ANSWER;
  },
);
server.tool({ name: 'ok' }, () => textResult(`ok from ${process.pid}`));

const afterStart = option('crash-after-start') ?? process.env.CRASH_AFTER_START;
if (afterStart !== undefined) setTimeout(() => crash({}), Number(afterStart));
server.start();

function crash({ code, stderr = DEFAULT_LINES, signal }: Fields): void {
  for (const line of [stderr].flat()) server.log(String(line));
  if (typeof signal === 'string') process.kill(process.pid, signal);
  else process.exit(numberFrom(code, 1));
}
