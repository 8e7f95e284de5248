import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { testEnv } from '../harness/home.ts';

/** Runs a client's command in a home folder to its end, in that folder or another one. */
export async function runClient(
  command: string,
  args: readonly string[],
  { home, cwd = home }: { home: string; cwd?: string },
): Promise<{ code: number | null; text: string }> {
  const env = testEnv(home, { TERM: 'dumb', NO_COLOR: '1', CI: 'true' });
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => {
      text += piece;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text: stripVTControlCharacters(text) };
}
