import { expect, test } from 'vitest';
import {
  type RemoteServer,
  serverEntry,
  startModernHttpServer,
} from '../../../e2e/harness/servers.ts';
import { openCore } from '../testing/open-core.ts';
import { askable, envelope, type Message, type TestClient } from '../testing/test-client.ts';

/** Its entry in registry.yaml. */
function entryOf({ url }: RemoteServer): object {
  return { transport: 'http', url };
}

function valueIn({ result }: Message) {
  return JSON.parse(result.content[0].text);
}

function logsOf(client: TestClient): string[] {
  const logs = client.messages.filter(({ method }) => method === 'notifications/message');
  return logs.map(({ params }) => params.data.text);
}

const debug = envelope({}, { 'io.modelcontextprotocol/logLevel': 'debug' });

test('headers say what the body says after a tool was renamed, arguments too', async () => {
  await using server = await startModernHttpServer();
  await using hub = openCore({ srv: entryOf(server), other: serverEntry('modern') });
  for (const client of [await hub.connect().initialize(), hub.connect()]) {
    const more = client.session.initialized ? {} : envelope();
    const whoami = valueIn(await client.call('srv__whoami', {}, more));
    expect(whoami.headers).toMatchObject({ 'mcp-method': 'tools/call', 'mcp-name': 'whoami' });
    // The server compares every header with the body, and refuses what differs.
    const input = { region: 'Zürich ', count: 3, dry: true, nested: { zone: null } };
    expect(valueIn(await client.call('srv__mirrored', input, more))).toEqual(input);
    const prompt = await client.ask('prompts/get', {
      name: 'srv__greet',
      arguments: { name: 'Ada' },
      ...more,
    });
    expect(JSON.stringify(prompt.result)).toContain('Ada');
    const read = await client.ask('resources/read', { uri: 'modern://item/ä', ...more });
    expect(read.error).toBeUndefined();
  }
});

test('each call hears what the server logs for it, though another runs', async () => {
  await using server = await startModernHttpServer();
  await using hub = openCore({ srv: entryOf(server) });
  const [one, other] = [hub.connect(), hub.connect()];
  await one.ask('tools/list', debug);
  const sleep = { name: 'sleep', arguments: { ms: 60_000 } };
  const sleeping = other.begin('tools/call', { ...sleep, ...debug });
  await one.call('log', { level: 'info', text: 'mine' }, debug);
  expect([logsOf(one), logsOf(other)]).toEqual([['mine'], []]);
  other.cancel(sleeping);
  await other.droppedOne();
  await expect.poll(async () => valueIn(await one.call('cancelled', {}, debug))).toHaveLength(1);
});

test('what a server behind HTTP wants to know is asked, and its retry has headers, too', async () => {
  await using server = await startModernHttpServer();
  await using hub = openCore({ srv: entryOf(server) });
  const client = await hub.connect().initialize(askable);
  const call = client.begin('tools/call', { name: 'ask_elicitation' });
  const answer = { action: 'accept', content: { name: 'Ada' } };
  client.answer(await client.asked('elicitation/create'), answer);
  expect(valueIn(await client.answerTo(call))).toEqual({ result: answer });
});

test('a task behind HTTP is named in the header of what is asked about it', async () => {
  await using server = await startModernHttpServer();
  await using hub = openCore({ srv: entryOf(server) });
  const client = hub.connect();
  const tasks = envelope({ extensions: { 'io.modelcontextprotocol/tasks': {} } });
  const { result } = await client.call('task', { ms: 0 }, tasks);
  const { taskId } = result;
  const status = async () => (await client.ask('tasks/get', { taskId, ...tasks })).result?.status;
  await expect.poll(status).toBe('completed');
});
