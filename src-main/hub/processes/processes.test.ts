import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { eventually, isRunning } from '../platform/testing/processes.ts';
import { createProcesses, type Running } from './measure-processes.ts';

/** Leads a group of its own and starts a second process, as `npx` does. */
async function startTree(): Promise<ChildProcess & AsyncDisposable> {
  const inner = 'setInterval(() => {}, 1000); console.log(1)';
  const outer = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ['-e', outer], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return Object.assign(child, {
    async [Symbol.asyncDispose]() {
      process.kill(-(child.pid as number), 'SIGKILL');
      await eventually(async () => !(await isRunning(child.pid as number)));
    },
  });
}

test.skipIf(process.platform === 'win32')(
  'adds up whole trees, and estimates what clients would run by themselves',
  async () => {
    await using child = await startTree();
    const pid = child.pid as number;
    const client = { servers: ['a', 'b'], proxy: process.pid };
    let now: Running = { children: [{ server: 'a', pid }], clients: [client, client] };
    const processes = createProcesses(() => now);
    const first = await processes();
    expect(first.hubMemory).toBeGreaterThan(5_000_000);
    expect(first.children).toEqual([{ server: 'a', pid, memory: expect.any(Number) }]);
    const memory = first.children[0]?.memory ?? 0;
    expect(memory).toBeGreaterThan(10_000_000);
    expect(first.proxies.processes).toBe(1);
    // Nothing is known of b, which never ran.
    expect(first.withoutLoom).toEqual({ processes: 4, memory: 2 * memory });

    // Idle by now: what it took is still known.
    now = { ...now, children: [] };
    expect(await processes()).toMatchObject({
      children: [],
      withoutLoom: { processes: 4, memory: 2 * memory },
    });
  },
);

test('says nothing of memory where nothing ran yet', async () => {
  const clients = [{ servers: ['a'], proxy: undefined }];
  const processes = createProcesses(() => ({ children: [], clients }));
  const { withoutLoom, proxies } = await processes();
  expect([withoutLoom, proxies]).toEqual([
    { processes: 1, memory: undefined },
    { processes: 0, memory: undefined },
  ]);
  const nobody = createProcesses(() => ({ children: [], clients: [] }));
  expect((await nobody()).withoutLoom).toEqual({ processes: 0, memory: 0 });
});
