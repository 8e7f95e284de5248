/** Byte for byte: what odd.ts sends is compared as text, never as parsed JSON. */
import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import type { RawClient } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import {
  ODD_ERROR,
  ODD_GET_PROMPT,
  ODD_NOTIFICATION,
  ODD_PROMPT,
  ODD_READ,
  ODD_REQUEST,
  ODD_RESOURCE,
  ODD_RESULTS,
  ODD_TEMPLATE,
  oddTool,
} from '../../servers/lib/odd-texts.ts';
import { carriers } from './carriers.ts';

const servers = { odd: serverEntry('odd') };

describe.each(carriers)('through $via every byte but names and ids is kept', ({ connect }) => {
  test('in results', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    for (const [name, text] of Object.entries(ODD_RESULTS)) {
      const line = await call(client, name);
      expect(line).toBe(`{"jsonrpc":"2.0","id":"7","result":${text}}`);
    }
  });

  test('in errors, notifications and the lists', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: { sampling: {} } });
    expect(await call(client, 'odd_error')).toBe(`{"jsonrpc":"2.0","id":"7","error":${ODD_ERROR}}`);
    await call(client, 'odd_notification');
    expect(client.received).toContain(
      `{"jsonrpc":"2.0","method":"notifications/message","params":${ODD_NOTIFICATION}}`,
    );
    const tools = await client.requestRaw('{"jsonrpc":"2.0","id":1.0,"method":"tools/list"}');
    const names = [...Object.keys(ODD_RESULTS), 'odd_error', 'odd_notification', 'odd_request'];
    const list = [...names, 'request_text'].map((name) => oddTool(`odd__${name}`)).join(',');
    expect(tools).toBe(`{"jsonrpc":"2.0","id":1.0,"result":{"tools":[${list}]}}`);
    expect(await ask(client, 'resources/list')).toContain(`{"resources":[${ODD_RESOURCE}]}`);
    expect(await ask(client, 'resources/templates/list')).toContain(`[${ODD_TEMPLATE}]`);
    expect(await ask(client, 'prompts/list')).toContain(
      ODD_PROMPT.replace('"odd_prompt"', '"odd__odd_prompt"'),
    );
    expect(await ask(client, 'prompts/get', '{"name":"odd__odd_prompt"}')).toContain(
      `"result":${ODD_GET_PROMPT}}`,
    );
    expect(await ask(client, 'resources/read', '{"uri":"odd://template/a/b?x=1"}')).toContain(
      `"result":${ODD_READ}}`,
    );
  });

  test('in requests of the client, unknown members and spacing included', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const params = (name: string) =>
      String.raw`{ "x":1.0 ,"name" : "${name}" , "arguments":{"n":9223372036854775807,"e":1E+2,"s":"\u00e9 \/","twice":1,"twice":2},"_meta":{ "vendor/x":[-0,1.50] , "a":{}}}`;
    const text = await client.requestRaw(
      `{"jsonrpc":"2.0","x-frame":[1.0],"method":"tools/call","params":${params('odd__request_text')},"id":"7"}`,
    );
    const line: string = JSON.parse(text).result.content[0].text;
    expect(line).toMatch(/"id":\d+\}$/);
    expect(line.replace(/"id":\d+\}$/, '')).toBe(
      `{"jsonrpc":"2.0","x-frame":[1.0],"method":"tools/call","params":${params('request_text')},`,
    );
  });

  test('in what a server asks its client, and in the answer', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: { sampling: {} } });
    const result = String.raw`{"model":"m","n":9223372036854775807,"f":1.0,"s":"\u00e9","content":{ "type":"text" }}`;
    client.onRequest('sampling/createMessage', (_params, { id }) => {
      client.send(`{"jsonrpc":"2.0","id":${id},"result":${result}}`);
      return undefined;
    });
    const answered = JSON.parse(await call(client, 'odd_request')).result.content[0].text;
    expect(answered).toBe(`{"jsonrpc":"2.0","id":"server-1","result":${result}}`);
    const asked = client.received.find((line) => line.includes('sampling/createMessage'));
    expect(asked).toMatch(/^\{"jsonrpc":"2.0","id":\d+,"method":"sampling\/createMessage",/);
    expect(asked).toContain(`"params":${ODD_REQUEST}}`);
  });
});

test('keeps a surface in the cache byte for byte, over a restart of the hub', async () => {
  const line = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
  await using first = await startHub({ servers });
  const before = await listOnce(first);
  await first.stop();
  await using second = await startHub({ home: first.home });
  await using client = await connectSocket(second);
  expect(await client.requestRaw(line)).toBe(before);
  const { servers: views } = await second.api.hub.state();
  expect(views[0]?.instances).toEqual([]);

  async function listOnce(hub: typeof first): Promise<string> {
    await using one = await connectSocket(hub);
    return await one.requestRaw(line);
  }
});

function call(client: RawClient, tool: string): Promise<string> {
  return ask(client, 'tools/call', `{"name":"odd__${tool}","arguments":{}}`);
}

function ask(client: RawClient, method: string, params = '{}'): Promise<string> {
  return client.requestRaw(`{"jsonrpc":"2.0","id":"7","method":"${method}","params":${params}}`);
}
