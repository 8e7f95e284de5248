import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHome, registryText, runLoom } from '../../harness/home.ts';
import { type HubEnded, startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { canMount, mountSmallDisk, overwrite } from '../../harness/small-disk.ts';

const many = serverEntry('many-tools', ['300']);

test.runIf(canMount)('a disk that fills up costs only the cache, and the hub says so', async () => {
  await using own = await createHome();
  using disk = mountSmallDisk(own.home);
  writeFileSync(join(own.home, 'registry.yaml'), registryText({ slow: serverEntry('slow') }));
  await using hub = await startHub({ home: own.home, config: {} });
  await using client = await connectSocket(hub);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');

  writeFileSync(join(own.home, 'registry.yaml'), registryText({ slow: serverEntry('slow'), many }));
  await hub.waitForState(({ servers }) => servers.length === 2);
  disk.fill();
  // The surface of 300 tools does not fit any more.
  const { result } = await client.request('tools/list');
  expect(result.tools).toHaveLength(305);
  expect(textOf(await client.callTool('many__tool_299', { query: 'x' }))).toBe('tool_299');
  const { problems } = await hub.waitForState((state) => state.problems.length > 0);
  expect(problems).toContainEqual(expect.objectContaining({ code: 'file-unwritable' }));
  // An edit over the API fails with the cause, and leaves the file as it was.
  const before = readFileSync(hub.registryPath, 'utf8');
  const edit = hub.api.servers.setEnabled({ id: 'many', enabled: false });
  await expect(edit).rejects.toMatchObject({ code: 'file-unwritable' });
  expect(readFileSync(hub.registryPath, 'utf8')).toBe(before);
  expect(await hub.stop()).toBe(0);

  disk.free();
  await using next = await startHub({ home: own.home });
  await using later = await connectSocket(next);
  expect((await later.request('tools/list')).result.tools).toHaveLength(305);
  expect((await next.api.hub.state()).problems).toEqual([]);
});

test.runIf(canMount)('a hub that starts on a full disk serves, says so, and stops', async () => {
  await using own = await createHome();
  using disk = mountSmallDisk(own.home);
  writeFileSync(join(own.home, 'registry.yaml'), registryText({ slow: serverEntry('slow') }));
  writeFileSync(join(own.home, 'config.yaml'), 'http: { address: "127.0.0.1:0" }\n');
  disk.fill();
  await using hub = await startHub({ home: own.home });
  // There is no hub.json, so the proxy looks in the usual place.
  await using client = await connectProxy(own);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  expect(hub.output()).toMatch(/hub\.json cannot be written: .*no space/);
  expect(await hub.stop()).toBe(0);
});

test.runIf(canMount)(
  'a state folder that cannot be written is named, with the remedy',
  async () => {
    await using own = await createHome();
    using disk = mountSmallDisk(own.home);
    writeFileSync(join(own.home, 'registry.yaml'), registryText({}));
    disk.makeReadOnly();
    const ended = await startHub({ home: own.home }).catch((error: HubEnded) => error);
    expect(ended).toMatchObject({ exitCode: 3, output: expect.stringContaining(own.home) });
    if ('output' in ended) expect(String(ended.output)).not.toMatch(/\bat .*\.(ts|js):/);
    await using proxy = await connectProxy(own, { initialize: false });
    const { error } = await proxy.request('initialize', {});
    // Its log could not be written either, but where to look is told.
    expect(error?.message).toMatch(/ended at start \(3\).*`loom serve`/);
  },
);

test.for(['', 'not a database', `SQLite format 3\0${'x'.repeat(5000)}`])(
  'a damaged catalog cache (%#) costs a fetch, nothing else',
  async (damage) => {
    await using own = await createHome({ servers: { slow: serverEntry('slow') } });
    for (const name of ['loom.db', 'children.json']) writeFileSync(join(own.home, name), damage);
    await using hub = await startHub({ home: own.home });
    await using client = await connectSocket(hub);
    expect((await client.request('tools/list')).result.tools).toHaveLength(5);
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  },
);

test('a catalog cache that is damaged while the hub runs costs nobody a call', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using client = await connectSocket(hub);
  await client.request('tools/list');
  for (const name of ['loom.db', 'loom.db-wal', 'loom.db-shm']) {
    overwrite(join(hub.home, name), 20_000);
  }
  await hub.writeRegistry(registryText({ slow: serverEntry('slow'), echo: serverEntry('echo') }));
  await hub.waitForState(({ servers }) => servers.length === 2);
  expect(textOf(await client.callTool('echo__echo', {}))).toBe('{}');
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
});

test.runIf(process.platform === 'linux')(
  'where the system takes no folders, a hub and who waits for it end, and say so',
  async () => {
    const served = await runLoom('/proc/loom', ['serve']);
    expect(served.code).not.toBe(0);
    expect(served.stderr).toContain('takes no new folders in /proc');
    const waited = await runLoom('/proc/loom', ['servers', 'list']);
    expect(waited.code).not.toBe(0);
    expect(waited.stderr).toContain('the hub ended at start');
  },
);
