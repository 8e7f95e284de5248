import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { type Answer, jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers } from './carriers.ts';

const servers = { big: serverEntry('big'), slow: serverEntry('slow') };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe.each(carriers)('through $via', ({ connect }) => {
  test('a result of 60 MB arrives whole, and others do not wait for it', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    await client.callTool('slow__ok');
    const big = client.callTool('big__big', { mb: 60 });
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
    const { result } = await big;
    const [{ text }] = result.content;
    expect(text.length).toBe(result._meta['test/characters']);
    expect(sha256(text)).toBe(result._meta['test/sha256']);
  });

  test('escapes and characters of any width survive at size', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    for (const kind of ['escapes', 'unicode']) {
      const { result } = await client.callTool('big__big', { mb: 3, kind });
      expect(sha256(result.content[0].text)).toBe(result._meta['test/sha256']);
    }
  });

  test('a request of 30 MB arrives whole', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const text = 'Grüße, "quoted" \\ 😀\n'.repeat(1_300_000);
    const digest = jsonOf(await client.callTool('big__digest', { text }));
    expect(digest).toEqual({ sha256: sha256(text), bytes: Buffer.byteLength(text) });
  });

  test('what is above the limit fails with a clear error, and nobody else is harmed', async () => {
    await using hub = await startHub({ servers, config: { limits: { max_message: '1MB' } } });
    await using client = await connect(hub);
    await using other = await connectProxy(hub);
    const running = other.callTool('slow__sleep', { ms: 500 });
    const result = await client.callTool('big__big', { mb: 2 });
    expect(messageOf(result)).toMatch(/^loom: .*"big" is longer than the 1048576 bytes/);
    const request = await client.callTool('big__digest', { text: 'x'.repeat(2_000_000) });
    expect(messageOf(request)).toMatch(/^loom: .*longer than the limit of 1 MB/);
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
    expect(jsonOf(await client.callTool('big__digest', { text: 'x' })).bytes).toBe(1);
    expect(textOf(await running)).toBe('slept 500 ms');
  });
});

test('a request above the limit is answered under its id wherever the id stands, or under none', async () => {
  await using hub = await startHub({ servers, config: { limits: { max_message: '64KB' } } });
  await using client = await connectProxy(hub);
  const params = `{"name":"big__digest","arguments":{"text":"${'x'.repeat(100_000)}","id":7}}`;
  const first = `{"jsonrpc":"2.0","id":"first","method":"tools/call","params":${params}}`;
  expect(JSON.parse(await client.requestRaw(first)).error).toMatchObject({ code: -33031 });
  const last = `{"method":"tools/call","params":${params},"jsonrpc":"2.0","id":-12}`;
  expect(JSON.parse(await client.requestRaw(last)).error.message).toContain('limit of 65536 bytes');
  // A notification has no id, and an answer's id is not the client's own.
  client.send(`{"jsonrpc":"2.0","method":"notifications/x","params":${params}}`);
  client.send(`{"jsonrpc":"2.0","id":3,"result":${params}}`);
  const nobody = await client.waitFor(({ id, error }) => id === null && error !== undefined);
  expect(nobody.error).toMatchObject({ code: -33031 });
  expect(await client.request('ping')).toEqual({ result: {} });
  expect(client.received.some((line) => line.startsWith('{"jsonrpc":"2.0","id":3,'))).toBe(false);
});

function messageOf(answer: Answer): string {
  return answer.error?.message ?? textOf(answer);
}
