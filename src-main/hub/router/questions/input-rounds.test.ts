import { expect, test } from 'vitest';
import { serverEntry } from '../../../../e2e/harness/servers.ts';
import { Session } from '../../sessions/session.ts';
import { type OpenCore, openCore } from '../../testing/open-core.ts';
import { askable, type Message, type TestClient } from '../../testing/test-client.ts';
import { type AskingCall, InputRounds } from './input-rounds.ts';

/** A server of the modern era and a client of the legacy one. */
function open(): OpenCore {
  return openCore({ srv: serverEntry('modern') });
}

function join(hub: OpenCore, capabilities: object = askable): Promise<TestClient> {
  return hub.connect().initialize(capabilities);
}

function valueIn({ result }: Message): unknown {
  return JSON.parse(result.content[0].text);
}

function textIn({ result }: Message): string {
  return result.content[0].text;
}

test('what the server wants to know is asked as requests, and the call goes on with the answers', async () => {
  await using hub = open();
  const client = await join(hub);
  const call = client.begin('tools/call', {
    name: 'ask_elicitation',
    arguments: { message: 'Who?' },
  });
  const question = await client.asked('elicitation/create');
  expect(question.params).toMatchObject({
    message: 'Who?',
    mode: 'form',
    'x-params': { kept: true },
  });
  client.answer(question, { action: 'accept', content: { name: 'Ada' } });
  const answer = await client.answerTo(call);
  expect(valueIn(answer)).toEqual({ result: { action: 'accept', content: { name: 'Ada' } } });
  expect(answer.result.resultType).toBeUndefined();
});

test('questions and answers keep every byte, numbers too', async () => {
  await using hub = open();
  const client = await join(hub);
  const call = client.begin('tools/call', { name: 'odd_request' });
  const { id } = await client.asked('sampling/createMessage');
  expect(client.texts.at(-1)).toContain('"maxTokens":9007199254740993,"temperature":1.0');
  const result = '{"role":"assistant","x":12345678901234567890,"y":[1.0,1e400]}';
  client.send(`{"jsonrpc":"2.0","result":${result},"id":${id}}`);
  const retry = textIn(await client.answerTo(call));
  expect(retry).toContain(`"inputResponses":{"odd":${result}}`);
});

test('several questions are asked at once, and answered in any order', async () => {
  await using hub = open();
  const client = await join(hub);
  const call = client.begin('tools/call', { name: 'ask_several', arguments: { text: 'x' } });
  const name = await client.asked('elicitation/create');
  const poem = await client.asked('sampling/createMessage');
  const folders = await client.asked('roots/list');
  client.answer(folders, { roots: [{ uri: 'file:///a' }] });
  client.answer(poem, { role: 'assistant', content: { type: 'text', text: 'roses' }, model: 'm' });
  client.answer(name, { action: 'decline' });
  expect(valueIn(await client.answerTo(call))).toMatchObject({
    name: { action: 'decline' },
    poem: { model: 'm' },
    folders: { roots: [{ uri: 'file:///a' }] },
  });
});

test('prompts and resources may ask, too', async () => {
  await using hub = open();
  const client = await join(hub);
  const answer = { action: 'accept', content: { name: 'Ada' } };
  const prompt = client.begin('prompts/get', { name: 'ask' });
  client.answer(await client.asked('elicitation/create'), answer);
  expect(JSON.stringify(await client.answerTo(prompt))).toContain('Ada');
  const resource = client.begin('resources/read', { uri: 'modern://ask' });
  client.answer(await client.asked('elicitation/create'), answer);
  expect(JSON.stringify(await client.answerTo(resource))).toContain('Ada');
});

test('a server that only wants its state back is called again with it', async () => {
  await using hub = open();
  const client = await join(hub);
  expect(valueIn(await client.call('ask_state_only'))).toEqual({ seen: true });
});

test('several rounds go by, up to eight', async () => {
  await using hub = open();
  const client = await join(hub);
  const eight = client.begin('tools/call', { name: 'ask_rounds', arguments: { n: 8 } });
  await answerElicitations(client, 8);
  expect(Object.keys(valueIn(await client.answerTo(eight)) as object)).toHaveLength(8);
  const nine = client.begin('tools/call', { name: 'ask_rounds', arguments: { n: 9 } });
  await answerElicitations(client, 8);
  const answer = await client.answerTo(nine);
  expect(answer.result.isError).toBe(true);
  expect(textIn(answer)).toContain('still asks for input after 8 rounds');
});

async function answerElicitations(client: TestClient, times: number): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    const question = await client.asked('elicitation/create');
    client.answer(question, { action: 'accept', content: { name: `n${round}` } });
  }
}

test('an elicitation by URL has an id, as clients of the legacy era need it', async () => {
  await using hub = open();
  const client = await join(hub);
  const call = client.begin('tools/call', {
    name: 'ask_url',
    arguments: { url: 'https://a.test/' },
  });
  const question = await client.asked('elicitation/create');
  expect(question.params).toMatchObject({ mode: 'url', url: 'https://a.test/' });
  expect(question.params.elicitationId).toMatch(/^[0-9a-f-]{36}$/);
  client.answer(question, { action: 'accept' });
  expect(valueIn(await client.answerTo(call))).toEqual({ result: { action: 'accept' } });
});

test('a refusal is told as a cancelled elicitation or as no roots', async () => {
  await using hub = open();
  const client = await join(hub);
  const elicitation = client.begin('tools/call', { name: 'ask_elicitation' });
  client.refuse(await client.asked('elicitation/create'), -32603, 'no window');
  expect(valueIn(await client.answerTo(elicitation))).toEqual({ result: { action: 'cancel' } });
  const roots = client.begin('tools/call', { name: 'ask_roots' });
  client.refuse(await client.asked('roots/list'), -32601, 'none');
  expect(valueIn(await client.answerTo(roots))).toEqual({ result: { roots: [] } });
});

test("a refused sampling makes the call fail with the client's reason, and withdraws the rest", async () => {
  await using hub = open();
  const client = await join(hub);
  const call = client.begin('tools/call', { name: 'ask_several' });
  const name = await client.asked('elicitation/create');
  client.refuse(await client.asked('sampling/createMessage'), -1, 'the user said no');
  const answer = await client.answerTo(call);
  expect(answer.result.isError).toBe(true);
  expect(textIn(answer)).toContain(
    'the client refused sampling/createMessage: the user said no (code -1)',
  );
  const withdrawn = await client.next(
    ({ method, params }) => method === 'notifications/cancelled' && params.requestId === name.id,
  );
  expect(withdrawn.params.reason).toBeDefined();
});

test('a client is asked only what it can do', async () => {
  await using hub = open();
  const client = await join(hub, { roots: {} });
  // This server asks whatever the client declared: the tool refuses by itself.
  const answer = await client.call('ask_elicitation');
  expect(answer.error.code).toBe(-32021);
  expect(client.messages.filter(({ method }) => method === 'elicitation/create')).toEqual([]);
});

test('a call that is cancelled while its client is asked withdraws the question', async () => {
  await using hub = open();
  const client = await join(hub);
  const call = client.begin('tools/call', { name: 'ask_elicitation' });
  const question = await client.asked('elicitation/create');
  const instance = hub.core.supervisor.server('srv').instances.values().next().value;
  expect(instance?.callsInFlight).toBe(0);
  expect(instance?.holds).toBe(1);
  client.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: call } });
  await client.droppedOne();
  expect(client.dropped).toEqual([call]);
  await client.next(
    ({ method, params }) =>
      method === 'notifications/cancelled' && params.requestId === question.id,
  );
  client.answer(question, { action: 'accept', content: { name: 'late' } });
  expect(valueIn(await client.call('whoami'))).toMatchObject({ name: 'modern' });
  expect(client.session.asked.size).toBe(0);
  expect(client.session.calls.size).toBe(0);
  expect(client.session.heldBytes).toBe(0);
  expect(instance?.holds).toBe(0);
});

test('a server that ends while its client is asked fails the call and withdraws the question', async () => {
  await using hub = open();
  const client = await join(hub);
  const call = client.begin('tools/call', { name: 'ask_elicitation' });
  const question = await client.asked('elicitation/create');
  const other = await hub.connect().initialize();
  void other.call('crash');
  const answer = await client.answerTo(call);
  expect(answer.result.isError).toBe(true);
  expect(textIn(answer)).toContain('server "srv"');
  await client.next(
    ({ method, params }) =>
      method === 'notifications/cancelled' && params.requestId === question.id,
  );
  expect(client.session.calls.size).toBe(0);
});

test('a client that leaves while it is asked leaves nothing behind', async () => {
  await using hub = open();
  const client = await join(hub);
  client.begin('tools/call', { name: 'ask_elicitation' });
  await client.asked('elicitation/create');
  const instance = hub.core.supervisor.server('srv').instances.values().next().value;
  client.end();
  await client.droppedOne();
  expect(client.session.calls.size).toBe(0);
  await expect.poll(() => instance?.holds).toBe(0);
});

test('the server is told who its client is and what it can do', async () => {
  await using hub = open();
  const client = await join(hub, { ...askable, tasks: { list: {} }, 'x-own': { kept: 1 } });
  await client.ask('logging/setLevel', { level: 'warning' });
  expect(valueIn(await client.call('whoami'))).toMatchObject({
    clientInfo: { name: 'test', version: '1' },
    capabilities: { ...askable, 'x-own': { kept: 1 } },
    logLevel: 'warning',
  });
  expect(JSON.stringify(valueIn(await client.call('whoami')))).not.toContain('tasks');
});

test('what waits for clients has bounds: a server may give any state to every call', async () => {
  const never = { ask: () => new Promise<never>(() => {}) };
  const rounds = new InputRounds(never, 1_000);
  const session = new Session({ carrier: 'socket', profile: 'default', send() {} });
  const call = { request: { session }, instance: undefined, route: { serverId: 'srv' } };
  const asking = call as unknown as AskingCall;
  const input = (bytes: number) =>
    ({ kind: 'input', questions: [], requestState: new Uint8Array(bytes) }) as const;
  const first = rounds.ask(asking, input(600), new AbortController());
  await expect(rounds.ask(asking, input(600), new AbortController())).rejects.toMatchObject({
    code: 'server-busy',
  });
  await first;
  await expect(rounds.ask(asking, input(600), new AbortController())).resolves.toBeDefined();
});
