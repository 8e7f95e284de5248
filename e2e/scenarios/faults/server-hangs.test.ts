import { expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { isAlive } from '../../harness/processes.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { healthOf, pidOf, runsCalls } from './state.ts';

test('a server that never answers initialize delays nobody and fails at its own deadline', async () => {
  await using hub = await startHub({
    servers: {
      silent: serverEntry('never-initialize', [], { start_timeout: '5s' }),
      slow: serverEntry('slow'),
    },
    config: { limits: { list_wait: '800ms' } },
  });
  // However long that takes here, the list waits for the other one only.
  await hub.api.servers.start({ id: 'slow' });
  await using client = await connectSocket(hub);

  const { result } = await client.request('tools/list');
  const starting = await hub.api.hub.state();
  expect(healthOf(starting, 'silent').phase).toBe('starting');
  expect(result.tools.map(({ name }: { name: string }) => name)).toContain('slow__ok');
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');

  const pid = pidOf(starting, 'silent');
  const failed = await hub.waitForState(
    (state) => healthOf(state, 'silent').phase === 'backing-off',
  );
  expect(healthOf(failed, 'silent')).toMatchObject({
    error: expect.stringContaining('did not answer initialize within 5 s'),
  });
  expect((await hub.api.servers.get({ id: 'silent' })).stderr).toContain('still starting…');
  expect(isAlive(pid)).toBe(false);
});

test('a server that comes up late appears through list_changed', async () => {
  await using hub = await startHub({
    servers: { late: serverEntry('slow', ['--start-after', '2500']), slow: serverEntry('slow') },
    config: { limits: { list_wait: '300ms' } },
  });
  await hub.api.servers.start({ id: 'slow' });
  await using client = await connectSocket(hub);
  const before = (await client.request('tools/list')).result.tools;
  expect(before).toHaveLength(5);
  await client.waitFor(({ method }) => method === 'notifications/tools/list_changed');
  expect((await client.request('tools/list')).result.tools).toHaveLength(10);
});

test('one hanging call can be cancelled; the server lives on and serves others meanwhile', async () => {
  await using hub = await startHub({ servers: { hangs: serverEntry('hang-call') } });
  await using client = await connectSocket(hub);
  await using other = await connectSocket(hub);
  const before = textOf(await client.callTool('hangs__ok'));
  const call = client.callTool('hangs__hang');
  await hub.waitForState((state) => runsCalls(state, 'hangs') === 1);
  expect(textOf(await client.callTool('hangs__ok'))).toBe(before);
  expect(textOf(await other.callTool('hangs__ok'))).toBe(before);

  client.cancel(call.id, 'taking too long');
  await hub.waitForState((state) => runsCalls(state, 'hangs') === 0);
  expect(textOf(await client.callTool('hangs__ok'))).toBe(before);
  expect(client.received.some((line) => JSON.parse(line).id === call.id)).toBe(false);
});

test('a call past its call_timeout fails, is cancelled at the server and names the setting', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow', [], { call_timeout: '2s' }) },
  });
  await using client = await connectSocket(hub);
  const answer = await client.callTool('slow__sleep', { ms: 60_000 });
  expect(answer.result.isError).toBe(true);
  expect(textOf(answer)).toMatch(/server "slow" gave no answer within its call_timeout/);
  expect(jsonOf(await client.callTool('slow__cancelled'))).toHaveLength(1);
});

test('a server that froze altogether is ended by force when it is stopped, and starts anew', async () => {
  await using hub = await startHub({
    servers: { frozen: serverEntry('hang-all'), slow: serverEntry('slow') },
  });
  await using client = await connectSocket(hub);
  await client.callTool('frozen__ok');
  const call = client.callTool('frozen__freeze');
  const state = await hub.waitForState((now) => runsCalls(now, 'frozen') === 1);
  const pid = pidOf(state, 'frozen');
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');

  await hub.api.servers.restart({ id: 'frozen' });
  expect(isAlive(pid)).toBe(false);
  const answer = await call;
  expect(answer.result.isError).toBe(true);
  expect(textOf(answer)).toContain('server "frozen"');
  expect(textOf(await client.callTool('frozen__ok'))).not.toContain(String(pid));
});
