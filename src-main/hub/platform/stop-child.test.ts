import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { pidsOfTree } from './process-group.ts';
import type { ProcessInfo } from './process-table.ts';
import { isAlive, stopChild } from './stop-child.ts';
import { isRunning } from './testing/processes.ts';

const fast = { stdin: 100, term: 100 };
const started: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

describe.skipIf(process.platform === 'win32')('stopChild', () => {
  test('lets a polite child end by itself when its stdin ends', async () => {
    const { child } = await start("process.stdin.on('end', () => process.exit(7)).resume()");
    await stopChild(child, { stdin: 5_000, term: 5_000 });
    expect(child.exitCode).toBe(7);
  });

  test('sends TERM to a child that ignores the end of its stdin', async () => {
    const { child } = await start('setInterval(() => {}, 1000)');
    await stopChild(child, { stdin: 100, term: 5_000 });
    expect(child.signalCode).toBe('SIGTERM');
  });

  test('kills a child that ignores TERM, too', async () => {
    const { child } = await start(stubborn);
    await stopChild(child, fast);
    expect(child.signalCode).toBe('SIGKILL');
    expect(await isRunning(child.pid as number)).toBe(false);
  });

  test('ends grandchildren that ignore everything', async () => {
    const { child, pids } = await start(withGrandchild(stubborn, '{}') + stubborn);
    expect(await isRunning(pids[0] as number)).toBe(true);
    await stopChild(child, fast);
    expect(await isRunning(pids[0] as number)).toBe(false);
  });

  test('ends a grandchild that made a group of its own, when it has to use force', async () => {
    const { child, pids } = await start(withGrandchild(stubborn, '{ detached: true }') + stubborn);
    await stopChild(child, fast);
    expect(await isRunning(pids[0] as number)).toBe(false);
  });

  test('ends what a child left behind that has exited already', async () => {
    const script = `${withGrandchild(stubborn, '{}')}; process.stdin.once('data', () => process.exit())`;
    const { child, pids } = await start(script);
    child.stdin.write('go');
    await once(child, 'exit');
    expect(isAlive(child)).toBe(false);
    await stopChild(child, fast);
    expect(await isRunning(pids[0] as number)).toBe(false);
  });

  test('returns at once for a child that never came to be', async () => {
    const child = spawn('/nonexistent/command');
    await once(child, 'error');
    await stopChild(child);
  });
});

test('a tree is the group with all descendants, whatever their groups, and nobody else', () => {
  const process = (pid: number, parent: number, group: number): ProcessInfo => {
    return { pid, parent, group, session: 1, start: 1, zombie: false };
  };
  const table = [process(30, 20, 30), process(20, 10, 20), process(11, 1, 10), process(10, 1, 10)];
  const strangers = [process(1, 0, 1), process(50, 1, 50)];
  expect([...pidsOfTree([...table, ...strangers], 10)].sort()).toEqual([10, 11, 20, 30]);
});

const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";

/** Code that starts a grandchild, which keeps the pipes open, and prints its pid once it runs. */
function withGrandchild(code: string, options: string): string {
  const script = JSON.stringify(`${code}; console.log('pid', process.pid)`);
  return `require('node:child_process').spawn(process.execPath, ['-e', ${script}],
    { stdio: ['ignore', 'inherit', 'inherit'], ...${options} });`;
}

/** Starts a child as a group's leader; resolves when all its processes have their handlers. */
async function start(code: string) {
  const script = `${code}; console.log('pid', process.pid)`;
  const child = spawn(process.execPath, ['-e', script], { detached: true, stdio: 'pipe' });
  started.push(child);
  const wanted = code.includes('spawn(') ? 2 : 1;
  const pids: number[] = [];
  for await (const line of createInterface(child.stdout)) {
    pids.push(Number(line.split(' ')[1]));
    if (pids.length === wanted) break;
  }
  return { child, pids: pids.filter((pid) => pid !== child.pid) };
}
