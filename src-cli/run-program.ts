import { spawn } from 'node:child_process';
import { LoomError } from '../src-shared/errors.ts';

export interface ProgramEnd {
  code: number | null;
  /** Both streams, as they came. */
  output: string;
}

/**
 * Runs a program to its end, without a shell and with nothing to read.
 *
 * @throws LoomError 'not-found' where there is no such program.
 */
export async function runProgram(program: string, args: readonly string[]): Promise<ProgramEnd> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => printed.push(chunk));
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  child.once('error', (cause) => {
    reject(new LoomError('not-found', `${program} did not start: ${cause.message}`, { cause }));
  });
  const code = await promise;
  return { code, output: Buffer.concat(printed).toString() };
}
