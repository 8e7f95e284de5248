import { expect, test } from 'vitest';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, type Message, type RawClient, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';

test('20 servers with 50 tools each are listed once each, and every server answers', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `server-${index}`);
  await using hub = await startHub({
    servers: Object.fromEntries(ids.map((id) => [id, serverEntry('many-tools', ['50'])])),
    config: { limits: { list_wait: '30s' } },
  });
  await using client = await connectSocket(hub);
  const { result } = await client.request('tools/list');
  const names: string[] = result.tools.map(({ name }: { name: string }) => name);
  expect(names).toHaveLength(1_000);
  expect(new Set(names).size).toBe(1_000);
  expect(result.nextCursor).toBeUndefined();
  const answers = await Promise.all(
    ids.map((id) => client.callTool(`${id}__tool_049`, { query: id })),
  );
  expect(answers.map(textOf)).toEqual(ids.map(() => 'tool_049'));

  await using second = await connectHttp(hub);
  expect((await second.request('tools/list')).result).toEqual(result);
  expect(client.received.filter((line) => line.includes('list_changed'))).toEqual([]);
});

const callsPerSession = 6;

test('50 sessions at once with calls, progress and cancellation: no wires are crossed', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow'), other: serverEntry('slow'), echo: serverEntry('echo') },
  });
  const clients = await connectMany(hub);
  try {
    expect(clients).toHaveLength(50);
    await Promise.all(clients.map((client, index) => useSession(client, index)));
    // Every session cancelled one call on each of the two servers, under the same id as all others.
    for (const server of ['slow', 'other']) {
      const [client] = clients;
      if (!client) throw new Error('no client');
      // A cancellation over HTTP is a request of its own, and may come after what was asked later.
      const reasonsFor = async () =>
        jsonOf(await client.callTool(`${server}__cancelled`)).map(
          ({ reason }: { reason: string }) => reason,
        );
      await expect.poll(async () => new Set(await reasonsFor()).size).toBe(50);
      expect(jsonOf(await client.callTool(`${server}__load`))).toMatchObject({ running: 0 });
    }
  } finally {
    await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
  }
});

async function connectMany(hub: TestHub): Promise<RawClient[]> {
  const connect = (index: number): Promise<RawClient> => {
    if (index % 5 === 4) return connectProxy(hub);
    return index % 5 === 3 ? connectHttp(hub) : connectSocket(hub);
  };
  return Promise.all(Array.from({ length: 50 }, (_, index) => connect(index)));
}

/** Same ids and same progress tokens in every session; times and texts that only this one uses. */
async function useSession(client: RawClient, index: number): Promise<void> {
  const marker = `session ${index}`;
  const doomed = ['slow', 'other'].map((server) =>
    client.callTool(
      `${server}__sleep`,
      { ms: 60_000 + index, every: 100 },
      { progressToken: 'doomed' },
    ),
  );
  const sleeps = Array.from({ length: callsPerSession }, async (_, call) => {
    const ms = 200 + index * 10 + call;
    const server = call % 2 ? 'slow' : 'other';
    const answer = await client.callTool(
      `${server}__sleep`,
      { ms, every: 100 },
      { progressToken: call },
    );
    expect(textOf(answer)).toBe(`slept ${ms} ms`);
  });
  const echoes = Array.from({ length: callsPerSession }, async (_, call) => {
    const answer = await client.callTool('echo__echo', { marker, call });
    expect(jsonOf(answer)).toEqual({ marker, call });
  });
  await Promise.all(echoes);
  await Promise.all(sleeps.slice(0, 2));
  for (const { id } of doomed) client.cancel(id, marker);
  await Promise.all(sleeps);
  expectOwnOnly(
    client,
    index,
    doomed.map(({ id }) => id),
  );
}

function expectOwnOnly(client: RawClient, index: number, doomed: readonly number[]): void {
  const messages: Message[] = client.received.map((line) => JSON.parse(line));
  const totals = messages
    .filter(({ method }) => method === 'notifications/progress')
    .map(({ params }) => [params.progressToken, params.total]);
  for (const [token, total] of totals) {
    expect(total).toBe(token === 'doomed' ? 60_000 + index : 200 + index * 10 + token);
  }
  const tokens = new Set(totals.map(([token]) => token));
  expect(tokens).toEqual(new Set(['doomed', 0, 1, 2, 3, 4, 5]));
  const answered = messages.filter(({ method }) => !method).map(({ id }) => id);
  expect(new Set(answered).size).toBe(answered.length);
  for (const id of doomed) expect(answered).not.toContain(id);
}
