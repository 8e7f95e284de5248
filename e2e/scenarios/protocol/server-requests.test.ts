/** What servers ask of their clients: it reaches the one session it belongs to, or nobody. */
import { describe, expect, test } from 'vitest';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, type RawClient, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers, listChanges, listed, settled } from './carriers.ts';
import { npmServer } from './npm-servers.ts';

const everything = {
  roots: { listChanged: true },
  sampling: { tools: {} },
  elicitation: { form: {}, url: {} },
};
const servers = { asking: serverEntry('asking') };
const roots = { roots: [{ uri: 'file:///home/ada/a', name: 'a', 'x-kept': 1 }], 'x-kept': true };

describe.each(carriers)('through $via', ({ connect }) => {
  test('roots, sampling with tools and both kinds of elicitation are relayed and answered verbatim', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: everything });
    const asked: Record<string, unknown> = {};
    const answers = {
      'roots/list': roots,
      'sampling/createMessage': { model: 'm', role: 'assistant', content: [], 'x-kept': [1] },
      'elicitation/create': { action: 'accept', content: { name: 'Ada' }, 'x-kept': null },
    };
    for (const [method, answer] of Object.entries(answers)) {
      client.onRequest(method, (params) => {
        asked[method] = params;
        return answer;
      });
    }
    const ask = async (tool: string, args = {}) => jsonOf(await client.callTool(tool, args));
    expect(await ask('asking__ask_roots')).toEqual({ result: roots });
    expect(await ask('asking__ask_sampling', { text: 'Hi', tools: true })).toEqual({
      result: answers['sampling/createMessage'],
    });
    expect(asked['sampling/createMessage']).toMatchObject({
      messages: [{ role: 'user', content: { type: 'text', text: 'Hi' } }],
      tools: [{ name: 'lookup' }],
      toolChoice: { mode: 'auto' },
      'x-params': { kept: true },
    });
    expect(await ask('asking__ask_elicitation')).toEqual({ result: answers['elicitation/create'] });
    expect(asked['elicitation/create']).toMatchObject({ 'x-params': { kept: true } });

    expect(await ask('asking__ask_elicitation_url', { url: 'https://example.com/a' })).toEqual({
      result: answers['elicitation/create'],
    });
    const { elicitationId } = asked['elicitation/create'] as { elicitationId: string };
    const complete = await client.waitFor(
      ({ method }) => method === 'notifications/elicitation/complete',
    );
    expect(complete.params).toEqual({ elicitationId });
    const { error } = await client.callTool('asking__require_url');
    expect(error).toMatchObject({
      code: -32042,
      data: { elicitations: [{ mode: 'url' }], 'x-data': 'kept' },
    });
  });

  test('a refusal of the client is relayed, and roots/list_changed goes to its own server', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: everything });
    const data = { 'x-kept': true };
    client.onRequest('sampling/createMessage', () => {
      throw Object.assign(new Error(), { code: -1, message: 'User rejected', data });
    });
    expect(jsonOf(await client.callTool('asking__ask_sampling'))).toEqual({
      error: { code: -1, message: 'User rejected', data },
    });
    client.notify('notifications/roots/list_changed');
    await expect
      .poll(async () => jsonOf(await client.callTool('asking__roots_changes')).count)
      .toBe(1);
  });

  test('what a client did not declare is refused in its name, and the server is told so at its start', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: { sampling: {}, elicitation: {} } });
    const ask = async (tool: string, args = {}) => jsonOf(await client.callTool(tool, args));
    const refused = { error: { code: -32601, message: expect.stringContaining('loom: ') } };
    expect(await ask('asking__ask_roots')).toEqual(refused);
    expect(await ask('asking__ask_sampling', { tools: true })).toEqual(refused);
    expect(await ask('asking__ask_elicitation_url')).toEqual(refused);
    const { capabilities } = jsonOf(await client.callTool('asking__client'));
    expect(capabilities).toEqual({ sampling: {}, elicitation: {} });
    expect(client.received.some((line) => line.includes('"roots/list"'))).toBe(false);
  });

  test('a request that a server makes outside any call reaches its one session', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: everything });
    client.onRequest('roots/list', () => roots);
    await client.callTool('asking__ask_later', { ms: 30 });
    await client.waitFor(({ method }) => method === 'roots/list');
    await expect
      .poll(async () => jsonOf(await client.callTool('asking__answers')))
      .toEqual([{ result: roots }]);
  });
});

describe('a server that turns out to be interactive', () => {
  test('never mixes two clients up: the shared instance refuses, then each gets its own', async () => {
    await using hub = await startHub({ servers });
    await using one = await connectProxy(hub, { capabilities: everything });
    await using two = await connectHttp(hub, { capabilities: everything });
    for (const [name, client] of Object.entries({ one, two })) {
      client.onRequest('elicitation/create', () => ({ action: 'accept', content: { name } }));
    }
    // Both on one instance, before it ever asked for something.
    await Promise.all([one, two].map((client) => client.callTool('asking__client')));
    expect(await pids(hub)).toHaveLength(1);
    expect(await whoAnswers(one)).toEqual({
      error: { code: -32601, message: expect.stringContaining('no single client') },
    });
    const { servers: views } = await hub.api.hub.state();
    expect(views[0]).toMatchObject({ interactive: true });

    for (let round = 0; round < 5; round++) {
      const names = await Promise.all([whoAnswers(one), whoAnswers(two)]);
      expect(names).toEqual(['one', 'two']);
    }
    expect(new Set(await pids(hub)).size).toBeGreaterThanOrEqual(2);
  });

  test('keeps the instance of the only session it served, and gives the next its own', async () => {
    await using hub = await startHub({ servers });
    await using one = await connectProxy(hub, { capabilities: everything });
    one.onRequest('elicitation/create', () => ({ action: 'accept', content: { name: 'one' } }));
    expect(await whoAnswers(one)).toBe('one');
    const [first] = await pids(hub);
    await using two = await connectSocket(hub, { capabilities: everything });
    two.onRequest('elicitation/create', () => ({ action: 'accept', content: { name: 'two' } }));
    expect(await whoAnswers(two)).toBe('two');
    expect(await whoAnswers(one)).toBe('one');
    const both = await pids(hub);
    expect(both).toHaveLength(2);
    expect(both).toContain(first);
    // Its own instance ends with its session.
    await one[Symbol.asyncDispose]();
    await hub.waitForState(({ servers: [asking] }) => asking?.instances.length === 1);
  });

  test('is remembered as such over a restart of the hub', async () => {
    await using first = await startHub({ servers });
    await ask(first);
    await first.stop();
    await using second = await startHub({ home: first.home });
    const { servers: views } = await second.api.hub.state();
    expect(views[0]).toMatchObject({ interactive: true });
    await using one = await connectSocket(second, { capabilities: everything });
    await using two = await connectSocket(second, { capabilities: everything });
    await Promise.all([one, two].map((client) => client.callTool('asking__client')));
    expect(await pids(second)).toHaveLength(2);

    async function ask(hub: typeof first): Promise<void> {
      await using client = await connectSocket(hub, { capabilities: everything });
      client.onRequest('roots/list', () => roots);
      await client.callTool('asking__ask_roots');
    }
  });

  test('that asked at its start, when nobody was there, asks the first session anew', async () => {
    const entry = serverEntry('asking', ['--ask-at-start'], { start: 'eager' });
    await using hub = await startHub({ servers: { asking: entry } });
    await hub.waitForState(({ servers: [asking] }) => asking?.interactive === true);
    await using client = await connectProxy(hub, { capabilities: everything });
    client.onRequest('roots/list', () => roots);
    await expect
      .poll(async () => jsonOf(await client.callTool('asking__answers')))
      .toEqual([{ result: roots }]);
  });

  test('shows each client the tools that its own capabilities give it', async () => {
    await using hub = await startHub({ servers: { every: npmServer('everything') } });
    await using able = await connectProxy(hub, { capabilities: everything });
    able.onRequest('roots/list', () => roots);
    const interactive = /sampling|elicitation|roots/;
    const offered = async (client: RawClient) =>
      (await listed(client, 'tools')).filter((name) => interactive.test(name));
    // What it offers more to an able client it registers after the handshake.
    await expect.poll(() => offered(able)).not.toEqual([]);
    const all = await offered(able);
    await hub.waitForState(({ servers: [every] }) => every?.interactive === true);
    await using plain = await connectSocket(hub);
    await plain.callTool('every__echo', { message: 'x' });
    await expect.poll(() => offered(plain)).toEqual([]);
    able.received.length = 0;
    await settled(able);
    expect(await offered(able)).toEqual(all);
    expect(listChanges(able)).toEqual([]);
  });

  test('forced to be shared, is told of no capabilities and refused', async () => {
    const entry = serverEntry('asking', ['--polite'], { scope: 'shared' });
    await using hub = await startHub({ servers: { asking: entry } });
    await using one = await connectProxy(hub, { capabilities: everything });
    await using two = await connectProxy(hub, { capabilities: everything });
    const { capabilities } = jsonOf(await one.callTool('asking__client'));
    expect(capabilities).toEqual({});
    for (const client of [one, two]) {
      expect(textOf(await client.callTool('asking__ask_roots'))).toContain('not asked');
    }
    expect(await pids(hub)).toHaveLength(1);
  });
});

test('a client that leaves in the middle of a question fails the question, not the server', async () => {
  await using hub = await startHub({
    servers: { asking: serverEntry('asking', [], { scope: 'shared' }), slow: serverEntry('slow') },
  });
  await using stays = await connectProxy(hub);
  const leaves = await connectProxy(hub, { capabilities: everything });
  leaves.onRequest('elicitation/create', () => undefined);
  const call = leaves.callTool('asking__ask_elicitation');
  call.catch(() => {});
  await settled(leaves, 50);
  await leaves[Symbol.asyncDispose]();
  expect(jsonOf(await stays.callTool('asking__client'))).toMatchObject({ capabilities: {} });
});

async function whoAnswers(client: RawClient): Promise<unknown> {
  const answer = jsonOf(await client.callTool('asking__ask_elicitation'));
  return answer.result ? answer.result.content.name : answer;
}

async function pids(hub: Awaited<ReturnType<typeof startHub>>): Promise<(number | undefined)[]> {
  const { servers: views } = await hub.api.hub.state();
  return (views[0]?.instances ?? []).map(({ pid }) => pid);
}

test('a call from the command line leaves a shared server to the client that comes next', async () => {
  await using hub = await startHub({ servers });
  const { result } = await hub.api.tools.call({ name: 'asking__ask_roots', arguments: {} });
  expect(jsonOf({ result })).toMatchObject({ error: { code: -32601 } });

  await using client = await connectSocket(hub, { capabilities: { roots: {} } });
  client.onRequest('roots/list', () => roots);
  expect(jsonOf(await client.callTool('asking__ask_roots'))).toEqual({ result: roots });
});
