import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { childrenOf, isAlive, processesOf, waitUntilGone } from '../../harness/processes.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';

const stubborn = serverEntry('stubborn', ['--grandchild', '--detached-grandchild']);

test('a server that ignores signals is gone after a stop, and all that it started with it', async () => {
  await using hub = await startHub({ servers: { stubborn } });
  await using client = await connectSocket(hub);
  const { pid, grandchildren } = jsonOf(await client.callTool('stubborn__pids'));
  const everybody: number[] = [pid, ...grandchildren];
  expect(everybody.map(isAlive)).toEqual([true, true, true]);
  await hub.api.servers.stop({ id: 'stubborn' });
  expect(everybody.map(isAlive)).toEqual([false, false, false]);
});

test('SIGTERM of the hub ends stubborn servers with their grandchildren before it exits', async () => {
  await using hub = await startHub({ servers: { stubborn, slow: serverEntry('slow') } });
  await using client = await connectSocket(hub);
  await client.callTool('stubborn__ok');
  await client.callTool('slow__ok');
  expect(processesOf(hub).length).toBeGreaterThanOrEqual(5);
  expect(await hub.stop()).toBe(0);
  expect(processesOf(hub)).toEqual([]);
});

test('after kill -9 of the hub its servers end by themselves', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow'), echo: serverEntry('echo') },
  });
  await using client = await connectSocket(hub);
  await client.request('tools/list');
  const children = childrenOf(hub.pid);
  expect(children).toHaveLength(2);
  await hub.kill9();
  for (const pid of children) await waitUntilGone(pid, 3_000);
});

test('after kill -9 of the hub the next one ends those that did not, and touches no stranger', async () => {
  await using hub = await startHub({
    servers: { stubborn: serverEntry('stubborn', ['--grandchild']) },
  });
  await using client = await connectSocket(hub);
  const { pid, grandchildren } = jsonOf(await client.callTool('stubborn__pids'));
  await client[Symbol.asyncDispose]();
  await hub.kill9();
  expect([pid, ...grandchildren].map(isAlive)).toEqual([true, true]);

  // A stranger that got the number of a server that is gone: only the start time tells.
  const stranger = spawn('sleep', ['60'], { detached: true });
  await once(stranger, 'spawn');
  const recordFile = join(hub.home, 'children.json');
  const record = JSON.parse(readFileSync(recordFile, 'utf8'));
  expect(record.children).toHaveLength(1);
  const old = { ...record.children[0], pid: stranger.pid, start: record.children[0].start - 100 };
  writeFileSync(recordFile, JSON.stringify({ ...record, children: [...record.children, old] }));

  try {
    await using next = await startHub({ home: hub.home });
    await waitUntilGone(pid, 8_000);
    for (const grandchild of grandchildren) await waitUntilGone(grandchild, 8_000);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    // The new hub starts its own at once when one is needed.
    await using later = await connectSocket(next);
    expect(textOf(await later.callTool('stubborn__ok'))).toBe('ok');
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('the next hub serves calls while it still ends what the last one left behind', async () => {
  await using hub = await startHub({ servers: { stubborn: serverEntry('stubborn') } });
  await using client = await connectSocket(hub);
  const { pid } = jsonOf(await client.callTool('stubborn__pids'));
  await hub.kill9();
  await using next = await startHub({ home: hub.home });
  await using later = await connectSocket(next);
  const now = jsonOf(await later.callTool('stubborn__pids'));
  expect(now.pid).not.toBe(pid);
  await waitUntilGone(pid, 8_000);
  expect(isAlive(now.pid)).toBe(true);
});
