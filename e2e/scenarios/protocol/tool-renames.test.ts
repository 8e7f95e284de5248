import { expect, test } from 'vitest';
import { registryText } from '../../harness/home.ts';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { listed } from './carriers.ts';

const rename = { ok: 'fine', sleep: 'nap' };
const entry = (more: object) => serverEntry('slow', [], more);

test('a renamed tool is listed and called by its new name, and its server by its own', async () => {
  await using hub = await startHub({ servers: { slow: entry({ tools: { rename } }) } });
  await using proxy = await connectProxy(hub);
  await using http = await connectHttp(hub);
  for (const client of [proxy, http]) {
    expect(await listed(client, 'tools')).toContain('slow__fine');
    expect(await listed(client, 'tools')).not.toContain('slow__ok');
    expect(textOf(await client.callTool('slow__fine'))).toBe('ok');
    expect(textOf(await client.callTool('nap', { ms: 1 }))).toBe('slept 1 ms');
    for (const gone of ['slow__ok', 'ok', 'slow__sleep']) {
      expect((await client.callTool(gone)).error, gone).toMatchObject({ code: -32602 });
    }
  }
  const { tools } = await hub.api.servers.get({ id: 'slow' });
  expect(tools.find(({ upstreamName }) => upstreamName === 'ok')?.name).toBe('slow__fine');
});

test('a rename takes effect at once, without a restart, and profiles go by the new name', async () => {
  const profiles = { p: { tools: { allow: ['*__fine'] } } };
  const registry = registryText({ slow: entry({}) }, { profiles });
  await using hub = await startHub({ registry });
  await using client = await connectSocket(hub);
  await using narrow = await connectSocket(hub, { profile: 'p' });
  expect(await listed(client, 'tools')).toContain('slow__ok');
  expect(await listed(narrow, 'tools')).toEqual([]);
  const pid = (await hub.api.hub.state()).servers[0]?.instances[0]?.pid;
  await hub.api.servers.update({ id: 'slow', entry: entry({ tools: { rename } }) });
  await client.waitFor(({ method }) => method === 'notifications/tools/list_changed');
  expect(await listed(narrow, 'tools')).toEqual(['slow__fine']);
  expect(textOf(await narrow.callTool('fine'))).toBe('ok');
  expect((await hub.api.hub.state()).servers[0]?.instances[0]?.pid).toBe(pid);
});

test('two tools of one name are refused with the place', async () => {
  await using hub = await startHub({ servers: { slow: entry({}) } });
  const tools = { rename: { ok: 'same', sleep: 'same' } };
  await expect(hub.api.servers.update({ id: 'slow', entry: entry({ tools }) })).rejects.toThrow(
    'servers.slow.tools.rename.sleep: another tool of this server has been given this name',
  );
});
