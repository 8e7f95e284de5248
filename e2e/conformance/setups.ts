/** The three ways to the fixture: directly, through a hub that has nothing else, beside a busy one. */
import { startHub, type TestHub } from '../harness/hub.ts';
import { connectSocket } from '../harness/raw-client.ts';
import { serverEntry, startConformanceServer } from '../harness/servers.ts';

export type Setup = <Result>(use: (url: string) => Promise<Result>) => Promise<Result>;

/** The suites call everything by the names that the fixture gave it. */
const config = { naming: 'bare' };

export const directly: Setup = async (use) => {
  await using fixture = await startConformanceServer();
  return await use(fixture.url);
};

export const throughHub: Setup = async (use) => {
  await using fixture = await startConformanceServer();
  await using hub = await startHub({ config, servers: { fixture: entryOf(fixture.url) } });
  return await use(hub.url);
};

export const besideBusyServer: Setup = async (use) => {
  await using fixture = await startConformanceServer();
  const servers = { busy: serverEntry('echo'), fixture: entryOf(fixture.url) };
  await using hub = await startHub({ config, servers });
  await using _traffic = await keepBusy(hub);
  return await use(hub.url);
};

function entryOf(url: string): object {
  return { transport: 'http', url };
}

/** Another client that calls without a break, and a server that always has news for everybody. */
async function keepBusy(hub: TestHub): Promise<AsyncDisposable> {
  const client = await connectSocket(hub);
  let isOver = false;
  const calls = [
    () => client.callTool('echo', { text: 'x'.repeat(50_000) }, { progressToken: 'busy' }),
    () => client.callTool('log', { level: 'error', text: 'busy' }),
    () => client.callTool('announce', { list: 'tools' }),
    () => client.callTool('touch'),
    () => client.request('tools/list'),
  ];
  const loop = (async () => {
    while (!isOver) {
      for (const call of calls) {
        const { error } = await call();
        if (error) throw new Error(`the busy server failed: ${JSON.stringify(error)}`);
      }
    }
  })();
  loop.catch(() => {}); // Told at the end.
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      await loop;
      await client[Symbol.asyncDispose]();
    },
  };
}
