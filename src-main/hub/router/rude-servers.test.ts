import { expect, test } from 'vitest';
import { type OpenCore, openCore } from '../testing/open-core.ts';
import { askable, envelope } from '../testing/test-client.ts';

const file = new URL('./testing/rude-modern-server.ts', import.meta.url).pathname;

function open(): OpenCore {
  return openCore({ rude: { transport: 'stdio', command: process.execPath, args: [file] } });
}

async function join(hub: OpenCore, capabilities: object = askable) {
  const client = await hub.connect().initialize(capabilities);
  const say = async (result: string) => {
    const answer = await client.call('say', { result });
    return answer.result.isError === true ? (answer.result.content[0].text as string) : answer;
  };
  return { client, say };
}

const asking = (requests: string) => `{"resultType":"input_required","inputRequests":${requests}}`;

test('what a legacy client cannot be asked fails the call, and says why', async () => {
  await using hub = open();
  const { client, say } = await join(hub, { elicitation: {} });
  const url = '{"method":"elicitation/create","params":{"mode":"url","url":"https://a.test"}}';
  expect(await say(asking(`{"a":${url}}`))).toContain('no "elicitation.url" capability');
  expect(await say(asking('{"a":{"method":"roots/list"}}'))).toContain('no "roots" capability');
  expect(await say(asking('{"a":{"method":"ping"}}'))).toContain('by "ping", which is none');
  expect(await say(asking('{"a":7}'))).toContain('malformed');
  expect(await say(asking('{}'))).toContain('did not say which');
  const many = Array.from({ length: 65 }, (_each, index) => `"${index}":{"method":"roots/list"}`);
  expect(await say(asking(`{${many.join(',')}}`))).toContain('too many questions');
  // Nothing was asked; that a slow server's tools are there now may be told.
  expect(client.heard.filter(({ id }) => id !== undefined)).toEqual([]);
  expect(client.session.calls.size).toBe(0);
});

test('a result of a type that legacy clients do not know fails the call, and says why', async () => {
  await using hub = open();
  const { say } = await join(hub);
  expect(await say('{"resultType":"task","taskId":"t"}')).toContain('a result of type "task"');
  expect(await say('{"resultType":{"toString":1}}')).toContain('toString');
  expect(await say(`{"resultType":"${'x'.repeat(10_000)}"}`)).not.toContain('x'.repeat(100));
  expect(await say('{"resultType":"complete","content":[]}')).toMatchObject({
    result: { content: [] },
  });
});

test('a modern client gets every type of result as it came', async () => {
  await using hub = open();
  const client = hub.connect();
  const result = '{"resultType":"x-new","requestState":1.0,"inputRequests":[12345678901234567890]}';
  await client.call('say', { result }, envelope());
  expect(client.texts.at(-1)).toContain(`"result":${result}`);
});
