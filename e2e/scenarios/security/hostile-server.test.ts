/** One server that means harm: it must neither reach the others' clients nor end the hub. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHome, runLoom } from '../../harness/home.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { type RawClient, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { call, eventsOf, startSession } from '../protocol/http-requests.ts';

const servers = { hostile: serverEntry('hostile'), slow: serverEntry('slow') };

/** The hub is still the one that was started, and serves. */
async function expectUnharmed(hub: TestHub, client: RawClient): Promise<void> {
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  expect((await hub.api.hub.state()).pid).toBe(hub.pid);
}

/** A hub whose hostile server lists these tools, written as they stand here. */
async function hubListing(tools: readonly string[], args: readonly string[] = []) {
  const home = await createHome({});
  const file = join(home.home, 'tools.json');
  writeFileSync(file, tools.join(','));
  const hostile = serverEntry('hostile', ['--file', file, ...args]);
  const hub = await startHub({ home: home.home, servers: { ...servers, hostile }, config: {} });
  return {
    hub,
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
    },
  };
}

test('a tool that is no JSON spoils nobody else’s list', async () => {
  const unreadable = [
    String.raw`{"name":"escape","description":"\q"}`,
    '{"name":"number","size":1.2.3-}',
    '{"name":"control","description":"a\u0001b"}',
    '{"name":"good","inputSchema":{}}',
  ];
  await using open = await hubListing(unreadable);
  const { hub } = open;
  await using client = await connectSocket(hub);
  const { result } = await client.request('tools/list');
  const names = result.tools.map(({ name }: { name: string }) => name);
  expect(names).toContain('hostile__good');
  expect(names).toContain('slow__ok');
  expect(names).not.toContain('hostile__escape');
  await expectUnharmed(hub, client);
});

test('names that mean something to JavaScript are names like any other', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const tools = names.map((name) => JSON.stringify({ name, inputSchema: {} }));
  await using open = await hubListing(tools);
  const { hub } = open;
  await using client = await connectSocket(hub);
  const { result } = await client.request('tools/list');
  const listed = result.tools.map(({ name }: { name: string }) => name);
  for (const name of names) {
    expect(listed).toContain(`hostile__${name}`);
    expect(textOf(await client.callTool(`hostile__${name}`))).toBe(`{"called":"${name}"}`);
  }
  const methods = names.map((name) => ({ jsonrpc: '2.0', id: name, method: name }));
  await client.callTool('hostile__say', { lines: methods.map((one) => JSON.stringify(one)) });
  await expectUnharmed(hub, client);
});

test('a carriage return in a message makes no events of a server’s own', async () => {
  await using hub = await startHub({ servers });
  const session = await startSession(hub.url);
  const forged = '\r\rid: 0-9\rretry: 1\rdata: forged\r\r';
  const line = `{"jsonrpc":"2.0",\r"id":$ID,"result":{"x":"${forged}"}}`;
  const response = await session.openPost(call(1, 'hostile__say', { lines: [line] }), {
    accept: 'text/event-stream',
  });
  let text = '';
  for await (const chunk of response) text += chunk;
  expect(text).not.toContain('\r');
  expect(text.split('\n').filter((one) => one.startsWith('data: {'))).toHaveLength(1);
});

test('pages without end, and lists of nothing but elements, are given up', async () => {
  await using home = await createHome({});
  await using hub = await startHub({
    home: home.home,
    servers: { endless: serverEntry('hostile', ['--page-mb', '8']), slow: serverEntry('slow') },
    config: { limits: { max_message: '16MB' } },
  });
  await using client = await connectSocket(hub);
  await client.request('tools/list');
  const state = await hub.waitForState(({ problems }) => problems.length > 0);
  expect(state.problems[0]?.message).toMatch(/"endless" could not be listed/);
  await expectUnharmed(hub, client);
});

test('gigantic instructions are cut, or their server is refused', async () => {
  await using hub = await startHub({
    servers: {
      long: serverEntry('hostile', ['--instructions', '500000']),
      gigantic: serverEntry('hostile', ['--instructions', '20000000']),
      slow: serverEntry('slow'),
    },
  });
  await using first = await connectSocket(hub);
  await first.request('tools/list');
  await using client = await connectSocket(hub);
  const [answer = ''] = client.received;
  expect(answer.length).toBeLessThan(20_000);
  const { error } = await client.callTool('gigantic__ok');
  expect(error?.message).toContain('its answer to initialize is longer than');
  await expectUnharmed(hub, client);
});

test('a batch of millions of elements does not end the hub', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectSocket(hub);
  const batch = `[${'0,'.repeat(12_000_000)}0]`;
  const path = join(hub.home, 'batch.json');
  writeFileSync(path, batch);
  await client.callTool('hostile__say', { file: path });
  await expectUnharmed(hub, client);
});

test('questions without end are refused once too many are open', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectSocket(hub, { capabilities: { elicitation: {} } });
  client.onRequest('elicitation/create', () => undefined);
  const ask = '{"jsonrpc":"2.0","id":"q$N","method":"elicitation/create","params":{"message":"?"}}';
  await client.callTool('hostile__say', { lines: [ask], times: 5_000 });
  const asked = client.received.filter((line) => line.includes('elicitation/create'));
  expect(asked.length).toBeLessThanOrEqual(1_000);
  expect(asked.length).toBeGreaterThan(10);
  await expectUnharmed(hub, client);
});

test('a question for a capability that a client declared as null ends nothing', async () => {
  await using hub = await startHub({ servers });
  const capabilities = { sampling: null, elicitation: null, roots: 7 };
  await using client = await connectSocket(hub, { capabilities });
  const lines = [
    '{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{"tools":[]}}',
    '{"jsonrpc":"2.0","id":2,"method":"elicitation/create","params":{"mode":"url"}}',
    '{"jsonrpc":"2.0","id":3,"method":"roots/list"}',
  ];
  await client.callTool('hostile__say', { lines });
  await expectUnharmed(hub, client);
});

test('escape sequences of a server never reach the terminal', async () => {
  const sequence = '\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202e';
  const tools = [
    `{"name":"a${sequence}b","title":"t${sequence}","description":"d${sequence}","inputSchema":{}}`,
  ];
  await using open = await hubListing(tools);
  const { hub } = open;
  await using client = await connectSocket(hub, {
    initialize: {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'c\u001b[2J', version: 'v\u001b[2J' },
    },
  });
  await client.request('tools/list');
  const commands = [
    ['tools'],
    ['servers', 'list'],
    ['servers', 'show', 'hostile'],
    ['status'],
    ['__complete', '--', 'call', 'hostile__'],
    ['call', 'hostile__\u001b[2Jno'],
  ];
  const outputs = await Promise.all(commands.map((words) => runLoom(hub.home, words)));
  outputs.forEach(({ stdout, stderr }, index) => {
    expect([commands[index], (stdout + stderr).match(notForTerminals)]).toEqual([
      commands[index],
      null,
    ]);
  });
});

test('an event stream that nobody reads does not fill the memory', async () => {
  await using hub = await startHub({ servers, config: { limits: { max_message: '4MB' } } });
  const session = await startSession(hub.url);
  const stream = await session.get();
  const next = eventsOf(stream);
  await next();
  stream.pause();
  stream.on('error', () => {}); // It is cut off.
  const log = '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"';
  const flood = Array.from({ length: 20 }, () => `${log}$MB"}}`);
  // What comes behind the answer belongs to no call: it goes to the stream of the session.
  const lines = ['{"jsonrpc":"2.0","id":$ID,"result":{"content":[]}}', ...flood];
  // The first call starts the server and loads code: only what the flood adds counts.
  await session.post(call('first', 'hostile__ok'));
  const before = memoryOf(hub.pid);
  for (let round = 0; round < 20; round += 1) {
    // A call that came during the flood would get what is left of it.
    const mark = join(hub.home, `flood-${round}`);
    await session.post(call(round, 'hostile__say', { lines, mark }));
    await expect.poll(() => existsSync(mark)).toBe(true);
  }
  await session.post(call('last', 'hostile__ok'));
  // Of 400 MB a few dozen are kept; the rest is garbage that is collected when the engine sees fit.
  expect(memoryOf(hub.pid) - before).toBeLessThan(200);
  // It was cut off: behind what the connection still held nothing comes.
  let events = 0;
  const readOn = async () => {
    while (await next()) events += 1;
  };
  await expect(readOn()).rejects.toThrow('aborted');
  expect(events).toBeLessThan(40);
});

/** Control characters but newline and tab, and those that reorder text. */
const notForTerminals = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** In megabytes. */
function memoryOf(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1]) / 1024;
}
