/**
 * Calls that give no sign of life for 70 s, longer than any time-out that clients, proxies and HTTP
 * stacks have by default. They run side by side; this is the slowest file of the suite.
 */
import { expect, test } from 'vitest';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { connectSdk } from '../../harness/sdk-clients.ts';
import { serverEntry, startHttpServer } from '../../harness/servers.ts';

/** For a quick look only. */
const ms = Number(process.env.SILENT_MS ?? 70_000);

test('a call that is silent for 70 s is answered, through each way in and out', async () => {
  await using remote = await startHttpServer(['0']);
  await using hub = await startHub({
    servers: { slow: serverEntry('slow'), far: { transport: 'http', url: remote.url } },
  });
  await using proxy = await connectProxy(hub);
  await using http = await connectHttp(hub);
  await using streamless = await connectHttp(hub, {
    headers: { accept: 'application/json' },
    get: false,
  });
  await using v1 = await connectSdk({ hub, via: 'http', sdk: 'v1' });
  const name = 'slow__silent';
  const far = { ms, every: ms };
  const answers = await Promise.all([
    proxy.callTool(name, { ms }),
    http.callTool(name, { ms }),
    streamless.callTool(name, { ms }),
    proxy.callTool('far__slow', far),
    v1.client
      .callTool({ name, arguments: { ms } }, undefined, { timeout: 3 * ms + 60_000 })
      .then((result) => ({ result })),
  ]);
  expect(answers.map(textOf)).toEqual([
    `silent for ${ms} ms`,
    `silent for ${ms} ms`,
    `silent for ${ms} ms`,
    `slept ${ms} ms`,
    `silent for ${ms} ms`,
  ]);
}, 120_000);
