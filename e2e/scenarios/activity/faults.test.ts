/** Nothing that happens to activity.db costs a client its call, and what was lost is said. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHome, registryText } from '../../harness/home.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { canMount, mountSmallDisk, overwrite } from '../../harness/small-disk.ts';

const servers = { slow: serverEntry('slow') };
const list = (hub: TestHub, filter: object = {}) => hub.api.activity.list({ filter });

test('after kill -9 everything is there that anybody had seen, and ids go on', async () => {
  await using own = await createHome({ servers });
  let seen = 0;
  {
    await using hub = await startHub({ home: own.home });
    await using client = await connectSocket(hub);
    for (let call = 0; call < 20; call++) await client.callTool('slow__ok');
    seen = (await list(hub)).total;
    void client.callTool('slow__ok');
    await hub.kill9();
  }
  await using hub = await startHub({ home: own.home });
  await using client = await connectSocket(hub);
  await client.callTool('slow__ok');
  const { calls, total } = await list(hub, { text: 'ok' });
  expect(seen).toBe(20);
  expect(total).toBeGreaterThanOrEqual(21);
  expect(calls.map(({ id }) => id)).toEqual(calls.map((_call, index) => total - index));
  expect((await hub.api.hub.state()).problems).toEqual([]);
});

test('what was called just before an orderly end is written', async () => {
  await using own = await createHome({ servers });
  {
    await using hub = await startHub({ home: own.home });
    await using client = await connectSocket(hub);
    await client.callTool('slow__ok');
    expect(await hub.stop()).toBe(0);
  }
  await using hub = await startHub({ home: own.home });
  expect((await list(hub)).calls).toMatchObject([{ name: 'ok', outcome: 'ok' }]);
});

test.for(['', 'not a database', `SQLite format 3\0${'x'.repeat(5000)}`])(
  'a damaged log (%#) costs its content, and no call',
  async (damage) => {
    await using own = await createHome({ servers });
    writeFileSync(join(own.home, 'activity.db'), damage);
    await using hub = await startHub({ home: own.home });
    await using client = await connectSocket(hub);
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
    expect((await list(hub)).total).toBe(1);
    const { problems } = await hub.api.hub.state();
    expect(problems.map(({ code }) => code)).toEqual(damage === '' ? [] : ['file-unreadable']);
  },
);

test('a log that is damaged while the hub runs costs no call, and recording goes on', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectSocket(hub);
  await client.callTool('slow__ok');
  await list(hub);
  for (const name of ['activity.db', 'activity.db-wal', 'activity.db-shm']) {
    overwrite(join(hub.home, name), 50_000);
  }
  await expect
    .poll(async () => {
      expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
      return (await list(hub).catch(() => undefined))?.total;
    })
    .toBeGreaterThan(0);
});

test.runIf(canMount)('a disk that fills up costs the record, and the hub says so', async () => {
  await using own = await createHome();
  using disk = mountSmallDisk(own.home);
  writeFileSync(join(own.home, 'registry.yaml'), registryText(servers));
  await using hub = await startHub({ home: own.home, config: {} });
  await using client = await connectSocket(hub);
  await client.callTool('slow__ok');
  expect((await list(hub)).total).toBe(1);
  disk.fill();
  // More than what is left in the pages that are there already.
  for (let call = 0; call < 30; call++) {
    const text = `${call} `.repeat(4_000);
    expect(textOf(await client.callTool('slow__ok', { text }))).toBe('ok');
  }
  const state = await hub.waitForState(({ problems }) => problems.length > 0);
  expect(state.problems).toContainEqual(
    expect.objectContaining({
      code: 'file-unwritable',
      message: expect.stringContaining('activity.db'),
    }),
  );
  const full = await list(hub);
  expect(full.notRecording).toContain('cannot be written');
  expect(full.total + full.skipped).toBe(31);

  disk.free();
  await expect
    .poll(async () => {
      await client.callTool('slow__ok');
      return (await list(hub)).notRecording;
    })
    .toBeUndefined();
  const after = await list(hub);
  expect(after.skipped).toBeGreaterThan(0);
  await hub.waitForState(({ problems }) => problems.length === 0);
});
