/** Ids are the client's own business: whatever they look like, answers find their way. */
import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { jsonOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers } from './carriers.ts';

const servers = { echo: serverEntry('echo'), slow: serverEntry('slow') };
const ids = [
  '0',
  '"0"',
  '-1',
  '""',
  '9007199254740993',
  '123456789012345678901234567890',
  '1.5',
  '1e3',
  String.raw`"\u00e9 \"quoted\" \\"`,
  '"ünï 😀"',
  `"${'long'.repeat(500)}"`,
];

describe.each(carriers)('through $via', ({ connect }) => {
  test('every id comes back exactly as it was written', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    for (const id of ids) {
      client.send(
        `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"slow__sleep","arguments":{"ms":50}}}`,
      );
    }
    await Promise.all(
      ids.map((id) =>
        expect
          .poll(() =>
            client.received.some((line) => line.startsWith(`{"jsonrpc":"2.0","id":${id},`)),
          )
          .toBe(true),
      ),
    );
  });

  test('a second request under an id that is still in flight is refused, the first is unharmed', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    await client.callTool('slow__ok');
    const call = (ms: number) =>
      `{"jsonrpc":"2.0","id":"twin","method":"tools/call","params":{"name":"slow__sleep","arguments":{"ms":${ms}}}}`;
    client.send(call(1_000));
    // Over HTTP each is a request of its own, and the second could be the first to come.
    await expect
      .poll(async () => jsonOf(await client.callTool('slow__load')).running, { interval: 20 })
      .toBe(1);
    client.send(call(1));
    const refused = await client.waitFor(({ id, error }) => id === 'twin' && error !== undefined);
    expect(refused.error).toMatchObject({ code: -32600 });
    const { result } = await client.waitFor(({ id, result }) => id === 'twin' && result);
    expect(result.content[0].text).toBe('slept 1000 ms');
    // The number 7 and the text "7" are two ids.
    const seven = client.requestRaw(call(100).replace('"twin"', '7'));
    const text = client.requestRaw(call(50).replace('"twin"', '"7"'));
    expect(await seven).toContain('"id":7,');
    expect(await text).toContain('"id":"7",');
  });
});

test('clients that use the same ids at the same time each get their own answers', async () => {
  await using hub = await startHub({ servers });
  const clients = await Promise.all(
    Array.from({ length: 8 }, (_, n) => (n % 2 ? connectProxy(hub) : connectSocket(hub))),
  );
  try {
    const rounds = clients.map(async (client, n) => {
      for (let id = 1; id <= 40; id++) {
        const text = `client ${n} call ${id}`;
        const line = await client.requestRaw(
          `{"jsonrpc":"2.0","id":${id + 100},"method":"tools/call","params":{"name":"echo__echo","arguments":{"text":"${text}"}}}`,
        );
        const { id: answered, result } = JSON.parse(line);
        expect(answered).toBe(id + 100);
        expect(result.structuredContent).toEqual({ text });
      }
    });
    await Promise.all(rounds);
  } finally {
    await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
  }
});
