import { describe, expect, test } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import type { Era } from '../../../src-shared/domain/era.ts';
import { type OpenCore, openCore } from '../testing/open-core.ts';
import { envelope, type Message } from '../testing/test-client.ts';

interface Pairing {
  client: Era;
  server: Era;
}

const toLegacy: readonly Pairing[] = [
  { client: 'legacy', server: 'legacy' },
  { client: 'modern', server: 'legacy' },
];
const toModern: readonly Pairing[] = [
  { client: 'legacy', server: 'modern' },
  { client: 'modern', server: 'modern' },
];

/** One server of this era, under the name "srv". */
function openFor({ server }: Pairing, more: object = {}): OpenCore {
  return openCore({ srv: serverEntry(server === 'modern' ? 'modern' : 'twin', [], more) });
}

/** A client of this era. */
async function join(hub: OpenCore, { client: era }: Pairing) {
  const client = hub.connect();
  if (era === 'legacy') await client.initialize();
  const ask = (method: string, params: object = {}) =>
    client.ask(method, withEnvelope(era, params));
  const begin = (params: object) => client.begin('tools/call', withEnvelope(era, params));
  return { client, ask, begin };
}

function withEnvelope(era: Era, params: object): object {
  if (era === 'legacy') return params;
  const { _meta, ...others } = params as { _meta?: object };
  return { ...others, ...envelope({}, _meta) };
}

function textOf({ result }: Message): string {
  return result.content[0].text;
}

/** Numbers that no parser of JavaScript's keeps, and members that nobody knows. */
const odd = '"x-big":12345678901234567890,"x-float":1.0,"x-far":[1e400,-0],"x-\\u00e4":null';

describe.each([...toLegacy, ...toModern])(
  'from a $client client to a $server server',
  (pairing) => {
    test('a request arrives under its own name, and keeps every byte that nobody knows', async () => {
      await using hub = openFor(pairing);
      const { client } = await join(hub, pairing);
      const envelopeText = JSON.stringify(envelope()._meta).slice(1, -1);
      const more = pairing.client === 'modern' ? `,${envelopeText}` : '';
      client.send(
        `{"jsonrpc":"2.0","id":"mine","x-top":2.50,"method":"tools/call","params":{"arguments":{${odd}},` +
          `"name":"srv__request_text","x-param":{${odd}},"_meta":{"x-meta":{${odd}},"progressToken":"tok"${more}}}}`,
      );
      const received = textOf(await client.answerTo('mine'));
      expect(received).toContain(`"arguments":{${odd}},"name":"request_text","x-param":{${odd}}`);
      expect(received).toContain(`"x-meta":{${odd}}`);
      expect(received).toContain('"x-top":2.50');
      const { id, params } = JSON.parse(received);
      expect(id).toEqual(expect.any(Number));
      expect(params._meta.progressToken).toBe(id);
      const keys = Object.keys(params._meta).filter((key) => key.startsWith('io.modelcontext'));
      expect(keys.length > 0).toBe(pairing.server === 'modern');
    });

    test('a result keeps every byte but what the eras set apart', async () => {
      await using hub = openFor(pairing);
      const { client, ask } = await join(hub, pairing);
      const text = `{"content":[],${odd}}`;
      const { result } = await ask('tools/call', { name: 'answer', arguments: { text } });
      expect(client.texts.at(-1)).toContain(`"content":[],${odd}`);
      expect(result.resultType).toBe(pairing.client === 'modern' ? 'complete' : undefined);
    });

    test('progress comes under the token of the client', async () => {
      await using hub = openFor(pairing);
      const { client, ask } = await join(hub, pairing);
      const call = { name: 'progress', arguments: { steps: 2 }, _meta: { progressToken: 'mine' } };
      await ask('tools/call', call);
      const tokens = client.messages
        .filter(({ method }) => method === 'notifications/progress')
        .map(({ params }) => params.progressToken);
      expect(tokens).toEqual(['mine', 'mine']);
    });

    test('an error of the server is relayed as it is', async () => {
      await using hub = openFor(pairing);
      const { client, ask } = await join(hub, pairing);
      await ask('tools/call', { name: 'odd_error' });
      expect(client.texts.at(-1)).toContain('"error":{"code":-31999,"message":"odd \\u0065rror"');
      expect(client.texts.at(-1)).toContain('"int64":9223372036854775807,"list":[1.0,-0]');
    });

    test('a resource that is not there has the code of the era of the client', async () => {
      await using hub = openFor(pairing);
      const { ask } = await join(hub, pairing);
      const { error } = await ask('resources/read', { uri: 'odd://template/missing' });
      expect(error.code).toBe(pairing.client === 'modern' ? -32602 : -32002);
      const unknown = await ask('resources/read', { uri: 'nowhere://x' });
      expect(unknown.error.code).toBe(error.code);
    });
  },
);

describe.each(toModern)('from a $client client to a $server server', (pairing) => {
  test('a cancelled call is cancelled at its server under the id it has there', async () => {
    await using hub = openFor(pairing);
    const { client, ask, begin } = await join(hub, pairing);
    const requestId = begin({ name: 'sleep', arguments: { ms: 60_000 } });
    await ask('tools/call', { name: 'echo' });
    client.cancel(requestId);
    await client.droppedOne();
    const ids = await ask('tools/call', { name: 'cancelled' });
    expect(JSON.parse(textOf(ids))).toEqual([expect.any(Number)]);
    expect(client.messages.some(({ id }) => id === requestId)).toBe(false);
  });

  test('a call that fails in the hub is a result that the client understands', async () => {
    await using hub = openFor(pairing, { call_timeout: '1ms' });
    const { ask } = await join(hub, pairing);
    const { result } = await ask('tools/call', { name: 'sleep', arguments: { ms: 60_000 } });
    expect(result).toMatchObject({ isError: true, content: [{ type: 'text' }] });
    expect(result.resultType).toBe(pairing.client === 'modern' ? 'complete' : undefined);
  });
});

test('a modern client that cancels a call of a legacy server ends it there', async () => {
  await using hub = openCore({ slow: serverEntry('slow') });
  const { client, ask, begin } = await join(hub, { client: 'modern', server: 'legacy' });
  const requestId = begin({ name: 'sleep', arguments: { ms: 60_000 } });
  await ask('tools/call', { name: 'ok' });
  client.cancel(requestId);
  await client.droppedOne();
  expect(textOf(await ask('tools/call', { name: 'cancelled' }))).not.toBe('[]');
});

test('a modern request with a state that nobody here gave out is refused before a legacy server', async () => {
  await using hub = openCore({ srv: serverEntry('twin') });
  const { ask } = await join(hub, { client: 'modern', server: 'legacy' });
  const { error } = await ask('tools/call', { name: 'echo', requestState: 'made up' });
  expect(error.code).toBe(-32602);
});

test('one connection may speak both eras', async () => {
  await using hub = openCore({ srv: serverEntry('modern'), old: serverEntry('twin') });
  const { client } = await join(hub, { client: 'legacy', server: 'modern' });
  for (const name of ['srv__echo', 'old__echo']) {
    const legacy = await client.call(name, { a: 1 });
    const modern = await client.call(name, { a: 1 }, envelope());
    expect(legacy.result.resultType).toBeUndefined();
    expect(modern.result.resultType).toBe('complete');
  }
});
