import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers, listed } from './carriers.ts';

const servers = {
  echo: serverEntry('echo'),
  other: serverEntry('echo', ['--name', 'other']),
  odd: serverEntry('odd'),
  slow: serverEntry('slow'),
};

describe.each(carriers)('through $via', ({ connect }) => {
  test('a call carries arguments, other members and _meta there, and everything back', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const { result } = await client.request('tools/call', {
      name: 'other__echo',
      arguments: { text: 'hi', n: 1.5, deep: [{ a: null }] },
      _meta: { 'vendor/key': [1, 2], progressToken: 'mine' },
      'x-other': { kept: true },
    });
    expect(result).toMatchObject({
      content: [
        {
          type: 'text',
          text: '{"text":"hi","n":1.5,"deep":[{"a":null}]}',
          'x-part': { kept: true },
        },
      ],
      structuredContent: { text: 'hi', n: 1.5, deep: [{ a: null }] },
      'x-result': { kept: true, server: 'other' },
      'x-received': { 'x-other': { kept: true } },
      _meta: { 'test/received': { 'vendor/key': [1, 2], progressToken: expect.any(Number) } },
    });
    const sum = await client.callTool('echo__add', { a: 1, b: 2 });
    expect(sum.result.structuredContent).toEqual({ sum: 3 });
    const refused = await client.callTool('echo__add', { a: 'x', b: 2 });
    expect(refused.result).toEqual({
      content: [{ type: 'text', text: 'a and b must be numbers' }],
      isError: true,
    });
  });

  test('a server’s errors arrive verbatim, the hub’s own name what is wrong', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    expect((await client.request('resources/read', { uri: 'echo://nowhere' })).error).toEqual({
      code: -32002,
      message: 'Resource not found',
      data: { uri: 'echo://nowhere' },
    });
    const unknown = await client.callTool('echo__nothing');
    expect(unknown.error).toEqual({ code: -32602, message: 'Unknown tool: echo__nothing' });
    expect((await client.request('prompts/get', { name: 'nothing' })).error).toMatchObject({
      code: -32602,
    });
    expect((await client.request('resources/read', { uri: 'gopher://x' })).error).toMatchObject({
      code: -32002,
      data: { uri: 'gopher://x' },
    });
    for (const params of [undefined, {}, { name: 7 }, { name: null }]) {
      expect((await client.request('tools/call', params)).error).toMatchObject({ code: -32602 });
    }
    expect((await client.request('resources/read', { uri: 7 })).error).toMatchObject({
      code: -32602,
    });
    const twice = await client.requestRaw(
      '{"jsonrpc":"2.0","id":"t","method":"tools/call","params":{"name":"echo__echo","name":"slow__ok"}}',
    );
    expect(JSON.parse(twice).error).toMatchObject({ code: -32602 });
  });

  test('a name in escapes is the same name', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const line = String.raw`{"jsonrpc":"2.0","id":"e","method":"tools/call","params":{"na\u006de":"slow__\u006fk"}}`;
    expect(JSON.parse(await client.requestRaw(line)).result.content[0].text).toBe('ok');
  });

  test('prompts are listed, got and completed under their exposed names', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    expect(await listed(client, 'prompts')).toEqual([
      'echo__greet',
      'other__greet',
      'odd__odd_prompt',
    ]);
    const greeting = await client.request('prompts/get', {
      name: 'other__greet',
      arguments: { name: 'Ada' },
    });
    expect(greeting.result.messages[0]).toMatchObject({
      content: { text: 'Greet Ada for other.' },
      'x-message': 'kept',
    });
    const completion = await client.request('completion/complete', {
      ref: { type: 'ref/prompt', name: 'other__greet' },
      argument: { name: 'name', value: 'A' },
      context: { arguments: { other: 'x' } },
    });
    expect(completion.result).toEqual({
      completion: { values: ['Ada', 'Alan'], total: 2, hasMore: false },
      'x-asked': {
        ref: { type: 'ref/prompt', name: 'greet' },
        argument: { name: 'name', value: 'A' },
        context: { arguments: { other: 'x' } },
      },
    });
  });

  test('resources are read by their URI, by template and by scheme, templates completed', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    // The first server in the registry keeps what both list.
    expect(await listed(client, 'resources')).toEqual([
      'echo://greeting',
      'echo://counter',
      'odd://resource/é?x=1',
    ]);
    expect(await listed(client, 'resourceTemplates')).toEqual([
      'echo://item/{id}',
      'odd://template/{+path}{?q*}',
    ]);
    const read = async (uri: string) => (await client.request('resources/read', { uri })).result;
    expect((await read('echo://greeting')).contents[0]).toMatchObject({ text: 'hello' });
    expect((await read('echo://item/42')).contents[0]).toMatchObject({ text: '{"item":"42"}' });
    // No list and no template names it, but the scheme has one owner.
    expect((await read('odd://somewhere/else')).contents[1]).toMatchObject({ blob: 'AAECAw==' });
    const completion = await client.request('completion/complete', {
      ref: { type: 'ref/resource', uri: 'echo://item/{id}' },
      argument: { name: 'id', value: 'G' },
    });
    expect(completion.result.completion.values).toEqual(['Grace']);
  });
});

test('a call to a server that could not be listed says why, and names no other server', async () => {
  await using hub = await startHub({
    servers: {
      broken: serverEntry('exit-at-start'),
      other: serverEntry('exit-at-start'),
      slow: serverEntry('slow'),
    },
  });
  await using client = await connectProxy(hub);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  const { error } = await client.callTool('broken__anything');
  expect(error?.message).toMatch(/Unknown tool: broken__anything .*"broken": .*exited with code 1/);
  expect(error?.message).not.toContain('"other"');
});

test('a batch of 2025-03-26 is answered by one array, when all its answers are there', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectProxy(hub, {
    initialize: {
      protocolVersion: '2025-03-26',
      capabilities: {},
      clientInfo: { name: 'batches', version: '1' },
    },
  });
  const call = (id: unknown, ms: number) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'slow__sleep', arguments: { ms }, _meta: { progressToken: `p ${id}` } },
  });
  const cancel = { method: 'notifications/cancelled', params: { requestId: 'c' } };
  client.send(
    JSON.stringify([
      call('a', 60),
      { jsonrpc: '2.0', ...cancel, params: { requestId: 'nobody' } },
      call('b', 1),
      call('c', 60_000),
      { jsonrpc: '1.0' },
      { jsonrpc: '2.0', id: 'd', method: 'ping' },
    ]),
  );
  await hub.waitForState(({ sessions }) => (sessions[0]?.callsInFlight ?? 0) > 0);
  client.notify(cancel.method, cancel.params);
  await client.waitFor(({ id }) => id === 'a');
  const [answers] = client.received.map((line) => JSON.parse(line)).filter(Array.isArray);
  expect(answers?.map(({ id }) => id).sort()).toEqual(['a', 'b', 'd', null]);
  client.received.length = 0;
  client.send('[]');
  const empty = await client.waitFor(({ id, error }) => id === null && error !== undefined);
  expect(empty.error).toMatchObject({ code: -32600 });
  client.send(`[${JSON.stringify({ jsonrpc: '2.0', ...cancel })}]`);
  expect(await client.request('ping')).toEqual({ result: {} });
});
