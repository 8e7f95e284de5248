import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Era } from '../../src-shared/domain/era.ts';
import type { Command } from '../system/processes.ts';
import { plainEnv } from './subject.ts';

const folder = join(import.meta.dirname, '../../e2e/servers');

// Stripping types must not count as a server's start-up cost.
const compileCache = mkdtempSync(join(tmpdir(), 'loom-bench-cache-'));
process.on('exit', () => rmSync(compileCache, { recursive: true, force: true }));

/** The server for everything about calls: as fast as Node gets. */
export const fast = { fast: server('fast.ts') };

/** The same, of an era. */
export function fastOf(era: Era): typeof fast {
  return era === 'legacy' ? fast : { fast: server('fast.ts', '--modern') };
}

/** `count` servers with `tools` tools each, `many_0` and so on. */
export function manyTools(count: number, tools: number): Record<string, Command> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `many_${index}`,
      server('many-tools.ts', String(tools)),
    ]),
  );
}

/** `count` servers like `fast`, `fast_0` and so on. */
export function manyFast(count: number): Record<string, Command> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`fast_${index}`, server('fast.ts')]),
  );
}

function server(file: string, ...args: string[]): Command {
  return {
    command: process.execPath,
    args: [join(folder, file), ...args],
    env: { ...plainEnv(), NODE_COMPILE_CACHE: compileCache },
  };
}
