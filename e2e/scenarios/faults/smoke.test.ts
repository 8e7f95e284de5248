import { expect, test } from 'vitest';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { connectSdk } from '../../harness/sdk-clients.ts';
import { serverEntry } from '../../harness/servers.ts';

test('one hub serves socket, proxy, HTTP and SDK clients', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using socket = await connectSocket(hub);
  await using proxy = await connectProxy(hub);
  await using http = await connectHttp(hub);
  for (const client of [socket, proxy, http]) {
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  }
  for (const sdk of ['v1', 'v2'] as const) {
    for (const via of ['proxy', 'http'] as const) {
      await using connection =
        sdk === 'v1' ? await connectSdk({ hub, sdk, via }) : await connectSdk({ hub, sdk, via });
      const { tools } = await connection.client.listTools();
      expect(tools.map(({ name }) => name)).toContain('slow__sleep');
    }
  }
  const state = await hub.waitForState(({ sessions }) => sessions.length >= 3);
  expect(state.servers[0]?.health.phase).toBe('ready');
});
