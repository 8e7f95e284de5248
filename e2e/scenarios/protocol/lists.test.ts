import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers, countOf, learnServers, listChanges, listed, settled } from './carriers.ts';

const toolsChanged = 'notifications/tools/list_changed';

describe.each(carriers)('lists through $via', ({ connect }) => {
  test('merge all servers in the order of the registry, the same every time', async () => {
    await using hub = await startHub({
      servers: {
        zeta: serverEntry('slow'),
        alpha: serverEntry('many-tools', ['30']),
        late: serverEntry('slow', ['--start-after', '300']),
      },
    });
    await using client = await connect(hub);
    const first = await listed(client, 'tools');
    expect(first.slice(0, 6)).toEqual([
      'zeta__sleep',
      'zeta__silent',
      'zeta__cancelled',
      'zeta__load',
      'zeta__ok',
      'alpha__tool_000',
    ]);
    expect(first).toHaveLength(5 + 30 + 5);
    expect(first.at(-1)).toBe('late__ok');
    const line = '{"jsonrpc":"2.0","id":"list","method":"tools/list"}';
    const again = await client.requestRaw(line);
    await using other = await connect(hub);
    expect(await other.requestRaw(line)).toBe(again);
  });

  test('hold every page of every list, and its items work', async () => {
    await using hub = await startHub({ servers: { pages: serverEntry('paginated') } });
    await using client = await connect(hub);
    const items = [0, 1, 3, 4, 5].flatMap((page) => [0, 1, 2].map((at) => `item_${page}_${at}`));
    const tools = await listed(client, 'tools');
    expect(tools.filter((name) => name !== 'pages__cursors')).toEqual(
      items.map((item) => `pages__${item}`),
    );
    expect(await listed(client, 'prompts')).toEqual(items.map((item) => `pages__${item}`));
    expect(await listed(client, 'resources')).toEqual(items.map((item) => `page://${item}`));
    expect(await listed(client, 'resourceTemplates')).toEqual(
      items.map((item) => `page://${item}/{id}`),
    );
    expect(textOf(await client.callTool('pages__item_5_2'))).toBe('item_5_2');
    const cursors = jsonOf(await client.callTool('pages__cursors'));
    expect(cursors['tools/list'].slice(0, 4)).toEqual([null, '', 'a b+c/d=&é😀"\\', '0']);
    const { error } = await client.request('tools/list', { cursor: 'made up' });
    expect(error).toMatchObject({ code: -32602 });
  });
});

test('a server that pages for ever is reported and delays nobody', async () => {
  await using hub = await startHub({
    servers: { loop: serverEntry('paginated', ['--loop']), slow: serverEntry('slow') },
  });
  await using client = await connectProxy(hub);
  const tools = await listed(client, 'tools');
  expect(tools.every((name) => name.startsWith('slow__'))).toBe(true);
  const { problems } = await hub.waitForState((state) => state.problems.length > 0);
  expect(problems[0]?.message).toMatch(/"loop".*repeats a page/);
  const { error } = await client.callTool('loop__item_0_0');
  expect(error?.message).toContain('"loop"');
});

test('a tool found by its exposed name is also found by its bare name, where that is unambiguous', async () => {
  await using hub = await startHub({
    servers: { one: serverEntry('slow'), two: serverEntry('hang-call') },
  });
  await using client = await connectProxy(hub);
  expect(textOf(await client.callTool('sleep', { ms: 1 }))).toBe('slept 1 ms');
  // Both have an "ok".
  const { error } = await client.callTool('ok');
  expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('Unknown tool') });
});

test('long and odd tool names are shortened, stay distinct, and are called by their new names', async () => {
  const long = `${'very_'.repeat(12)}long`;
  await using hub = await startHub({
    servers: { echo: serverEntry('echo'), other: serverEntry('echo', ['--name', 'other']) },
  });
  await using client = await connectProxy(hub);
  await listed(client, 'tools');
  for (const name of [`${long}_a`, `${long}_b`, 'with.dots', 'with dots', 'ünïcode']) {
    await client.callTool('echo__add_tool', { name });
  }
  const added = await waitForTools(client, 5);
  for (const name of added) {
    expect(name).toMatch(/^[a-zA-Z0-9_-]{1,50}$/);
    expect(name).toMatch(/^echo__/);
  }
  const answers = await Promise.all(added.map(async (name) => textOf(await client.callTool(name))));
  expect(answers).toEqual([`${long}_a`, `${long}_b`, 'with.dots', 'with dots', 'ünïcode']);
  // The names do not depend on this run.
  expect(added[0]).toBe('echo__very_very_very_very_very_very_very_ve_719fe5');

  async function waitForTools(from: typeof client, count: number): Promise<string[]> {
    for (;;) {
      // What comes while the list is on its way may be newer than that.
      const seen = countOf(from, toolsChanged);
      const later = (await listed(from, 'tools')).filter((name) => !known.has(name));
      if (later.length === count) return later;
      while (countOf(from, toolsChanged) === seen) await settled(from, 20);
    }
  }
});

const known = new Set(
  ['echo', 'other'].flatMap((server) =>
    [
      'echo',
      'whoami',
      'add',
      'add_tool',
      'remove_tool',
      'announce',
      'touch',
      'subscriptions',
      'add_resource',
      'add_prompt',
      'log',
    ].map((tool) => `${server}__${tool}`),
  ),
);

describe('list_changed', () => {
  test('is passed on only when something really changed, once for a burst', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await learnServers(hub);
    await using client = await connectProxy(hub);
    await using bystander = await connectSocket(hub);
    await listed(client, 'tools');

    for (const list of ['tools', 'resources', 'prompts']) {
      await client.callTool('echo__announce', { list });
    }
    await settled(client);
    expect(listChanges(client)).toEqual([]);

    await Promise.all(
      Array.from({ length: 8 }, (_, n) => client.callTool('echo__add_tool', { name: `late_${n}` })),
    );
    await client.waitFor(({ method }) => method === toolsChanged);
    await bystander.waitFor(({ method }) => method === toolsChanged);
    await settled(client);
    expect(listChanges(client)).toEqual([toolsChanged]);
    expect(await listed(client, 'tools')).toContain('echo__late_7');
    expect(textOf(await bystander.callTool('echo__late_3'))).toBe('late_3');
  });

  test('says which list: resources and prompts each have their own', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await learnServers(hub);
    await using client = await connectProxy(hub);
    await client.callTool('echo__add_resource', { uri: 'echo://late' });
    await client.waitFor(({ method }) => method === 'notifications/resources/list_changed');
    expect(await listed(client, 'resources')).toContain('echo://late');
    await client.callTool('echo__add_prompt', { name: 'late' });
    await client.waitFor(({ method }) => method === 'notifications/prompts/list_changed');
    expect(await listed(client, 'prompts')).toContain('echo__late');
    expect(countOf(client, toolsChanged)).toBe(0);
  });

  test('tells of a server that came with the registry, and of none where only a comment changed', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await learnServers(hub);
    await using client = await connectProxy(hub);
    const entry = JSON.stringify(serverEntry('slow'));
    const echo = JSON.stringify(serverEntry('echo'));
    await hub.writeRegistry(`# a comment\nservers: { echo: ${echo} }\n`);
    await settled(client, 800);
    expect(listChanges(client)).toEqual([]);
    await hub.writeRegistry(`servers: { echo: ${echo}, slow: ${entry} }\n`);
    await hub.waitForState(({ servers }) => servers.some(({ id }) => id === 'slow'));
    expect(await listed(client, 'tools')).toContain('slow__ok');
    // It may or may not have been told of what it asked for by itself.
    await settled(client);
    const told = countOf(client, toolsChanged);
    await hub.writeRegistry(`servers: { echo: ${echo} }\n`);
    await expect.poll(() => countOf(client, toolsChanged)).toBeGreaterThan(told);
    expect(await listed(client, 'tools')).not.toContain('slow__ok');
  });
});
