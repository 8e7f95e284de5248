import { once } from 'node:events';
import { chownSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHome, runLoom } from '../../harness/home.ts';
import { type HubEnded, startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';

const isRoot = process.getuid?.() === 0;

test('of hubs started at once one lives, the others say so and end with code 6', async () => {
  await using own = await createHome({ servers: { slow: serverEntry('slow') } });
  const starts = await Promise.allSettled([1, 2, 3].map(() => startHub({ home: own.home })));
  const [hub, ...more] = starts.flatMap((start) =>
    start.status === 'fulfilled' ? [start.value] : [],
  );
  expect(more).toEqual([]);
  if (!hub) throw new Error('none of them lives');
  await using _hub = hub;
  for (const start of starts) {
    if (start.status === 'fulfilled') continue;
    const { exitCode, output } = start.reason as HubEnded;
    expect(exitCode).toBe(6);
    expect(output).toMatch(/already running/);
    expect(output).toMatch(/→ .*(stop|running hub)/);
    expect(output).not.toMatch(/\bat .*\.(ts|js):/);
  }
  await using client = await connectSocket(hub);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
});

test('a second hub never displaces the one that lives, nor its servers and calls', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using client = await connectSocket(hub);
  const call = client.callTool('slow__sleep', { ms: 800 });
  const { pid, socket } = hub;
  const inode = statSync(socket).ino;
  const second = await startHub({ home: hub.home }).catch((error: HubEnded) => error);
  expect(second).toMatchObject({ exitCode: 6 });
  expect({ pid: hub.pid, socket: hub.socket }).toEqual({ pid, socket });
  expect(statSync(socket).ino).toBe(inode);
  expect(textOf(await call)).toBe('slept 800 ms');
  await using later = await connectSocket(hub);
  expect(textOf(await later.callTool('slow__ok'))).toBe('ok');
});

test('a socket and a hub.json that a killed hub left behind are replaced', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await hub.kill9();
  expect(existsSync(hub.socket)).toBe(true);
  expect((await runLoom(hub.home, ['status'])).code).toBe(5);
  await using next = await startHub({ home: hub.home });
  await using client = await connectSocket(next);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  expect(statSync(next.socket).mode & 0o777).toBe(0o600);
});

test('a hub.json that names a stranger, or is no JSON, misleads neither hub nor proxy', async () => {
  await using own = await createHome({ servers: { slow: serverEntry('slow') } });
  const { home } = own;
  const stale = { version: '0', pid: process.pid, socket: join(home, 'no.sock'), startedAt: 1 };
  for (const text of [JSON.stringify(stale), '{"version":', '']) {
    writeFileSync(join(home, 'hub.json'), text);
    await using hub = await startHub({ home });
    await using client = await connectProxy(hub);
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  }
});

test.runIf(isRoot)('a socket folder that belongs to another user is refused by all', async () => {
  await using own = await createHome();
  const { home } = own;
  chownSync(home, 12_345, 12_345);
  const refusal = /belongs to (somebody else|another user)/;
  const ended = await startHub({ home }).catch((error: HubEnded) => error);
  expect(ended).toMatchObject({ exitCode: 7, output: expect.stringMatching(refusal) });
  const status = await runLoom(home, ['status']);
  expect({ code: status.code, said: status.stderr }).toMatchObject({
    code: 7,
    said: expect.stringMatching(refusal),
  });
  await using proxy = await connectProxy(own, { initialize: false });
  const { error } = await proxy.request('initialize', {});
  expect(error?.message).toMatch(refusal);
});

test('a taken HTTP port keeps no proxy out; only who asked for that port is refused', async () => {
  await using taken = await takePort();
  const address = `127.0.0.1:${taken.port}`;
  const servers = { slow: serverEntry('slow') };
  await using hub = await startHub({ servers, config: { http: { address } } });
  expect(hub.output()).toContain(`${address} is taken by another program`);
  await using client = await connectProxy(hub);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  const { problems, endpoint } = await hub.api.hub.state();
  expect(problems).toMatchObject([{ code: 'address-in-use' }]);
  expect(endpoint.http).toBeUndefined();

  const refused = startHub({ args: ['--http-addr', address] });
  await expect(refused).rejects.toMatchObject({ exitCode: 7 });
});

async function takePort(): Promise<AsyncDisposable & { port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
