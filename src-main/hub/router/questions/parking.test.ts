import { afterEach, describe, expect, test, vi } from 'vitest';
import { serverEntry } from '../../../../e2e/harness/servers.ts';
import { metaKeys } from '../../../../src-shared/wire/meta-keys.ts';
import type { Core } from '../../core.ts';
import type { Session } from '../../sessions/session.ts';
import { openCore } from '../../testing/open-core.ts';
import { envelope, type Message, type TestClient } from '../../testing/test-client.ts';
import type { Instance } from '../../upstreams/instance.ts';

afterEach(() => void vi.useRealTimers());

const capabilities = { elicitation: { form: {}, url: {} }, roots: {}, sampling: {} };
const able = { [metaKeys.clientCapabilities]: capabilities };
const accepted = { action: 'accept', content: { name: 'Ada' } };
const roots = { roots: [{ uri: 'file:///a' }] };

/** Calls a tool of the asking server; `retry` holds inputResponses and requestState. */
function call(client: TestClient, tool: string, args = {}, retry = {}): Promise<Message> {
  return client.modern('tools/call', { name: `asking__${tool}`, arguments: args, ...retry }, able);
}

function retryOf(answer: Message, inputResponses?: object): object {
  return { requestState: answer.result.requestState, inputResponses };
}

/** What the asking server heard, as it tells in its tool's result. */
function told(answer: Message): unknown {
  expect(answer.result).toMatchObject({ resultType: 'complete' });
  return JSON.parse(answer.result.content[0].text);
}

/** How many calls wait, timers run and questions are open: all must be 0 in the end. */
function traces(core: Core, session: Session) {
  const calls = core.sessions.all().flatMap((one) => one.calls.values());
  return { parked: session.parked, held: session.heldBytes, calls: calls.length };
}
const none = { parked: 0, held: 0, calls: 0 };

function instanceOf(core: Core): Instance {
  const [instance] = core.supervisor.server('asking').instances.values();
  if (!instance) throw new Error('no instance runs');
  return instance;
}

const unusable = {
  error: {
    code: -32602,
    message: expect.stringContaining('loom: the requestState'),
    data: { remedy: expect.any(String) },
  },
};

describe('a question of a legacy server', () => {
  test('ends the turn of a modern client with input_required, and the retry goes on', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_elicitation', { message: 'Größe?' });
    expect(asked.result).toEqual({
      resultType: 'input_required',
      inputRequests: {
        q1: {
          method: 'elicitation/create',
          params: {
            message: 'Größe?',
            requestedSchema: expect.any(Object),
            'x-params': { kept: true },
          },
        },
      },
      requestState: expect.any(String),
    });
    expect(client.session.parked).toBe(1);
    const retry = retryOf(asked, { q1: { ...accepted, 'x-kept': 1 }, q7: 'nobody asked for it' });
    const answer = await call(client, 'ask_elicitation', {}, retry);
    expect(told(answer)).toEqual({ result: { ...accepted, 'x-kept': 1 } });
    expect(client.heard).toEqual([]);
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test.each([
    ['prompts/get', { name: 'asking__ask' }],
    ['resources/read', { uri: 'ask://roots' }],
  ])('is asked during %s as well', async (method, params) => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await client.modern(method, params, able);
    expect(asked.result).toMatchObject({ inputRequests: { q1: { method: 'roots/list' } } });
    const answer = await client.modern(
      method,
      { ...params, ...retryOf(asked, { q1: roots }) },
      able,
    );
    expect(answer.result).toMatchObject({ resultType: 'complete' });
    expect(JSON.stringify(answer.result)).toContain('file:///a');
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test('comes with others of the same moment; those left unanswered are asked again', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const first = await call(client, 'ask_both');
    expect(Object.keys(first.result.inputRequests)).toEqual(['q1', 'q2']);
    const second = await call(client, 'ask_both', {}, retryOf(first, { q1: accepted }));
    expect(second.result).toMatchObject({ inputRequests: { q2: { method: 'roots/list' } } });
    expect(Object.keys(second.result.inputRequests)).toEqual(['q2']);
    expect(second.result.requestState).not.toBe(first.result.requestState);
    expect(await call(client, 'ask_both', {}, retryOf(first, { q2: roots }))).toMatchObject(
      unusable,
    );
    const third = await call(client, 'ask_both', {}, retryOf(second));
    expect(third.result).toMatchObject({ inputRequests: second.result.inputRequests });
    const answer = await call(client, 'ask_both', {}, retryOf(third, { q2: roots }));
    expect(told(answer)).toEqual([{ result: accepted }, { result: roots }]);
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test('may follow the one before, each in a round of its own', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    let answer = await call(client, 'ask_rounds', { rounds: 3 });
    for (const round of [1, 2, 3]) {
      const key = `q${round}`;
      expect(answer.result.inputRequests[key].params.message).toBe(`Question ${round}`);
      const retry = retryOf(answer, { [key]: { action: 'decline', round } });
      answer = await call(client, 'ask_rounds', {}, retry);
    }
    expect(told(answer)).toEqual(
      [1, 2, 3].map((round) => ({ result: { action: 'decline', round } })),
    );
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test('by URL loses its elicitationId, and nobody is told when the page was left', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_elicitation_url', { url: 'https://example.com/a' });
    expect(asked.result.inputRequests.q1.params).toEqual({
      mode: 'url',
      url: 'https://example.com/a',
      message: 'Please authorize',
    });
    const retry = retryOf(asked, { q1: { action: 'accept' } });
    expect(told(await call(client, 'ask_elicitation_url', {}, retry))).toEqual({
      result: { action: 'accept' },
    });
    expect(client.heard).toEqual([]);
  });

  test('loses its progress token, since nobody can report progress on it', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_with_progress');
    expect(asked.result.inputRequests.q1.params).toMatchObject({ _meta: {} });
    expect(asked.result.inputRequests.q1.params._meta).toEqual({});
    const sample = { role: 'assistant', model: 'm', content: { type: 'text', text: 'hi' } };
    const answer = await call(client, 'ask_with_progress', {}, retryOf(asked, { q1: sample }));
    expect(told(answer)).toMatchObject({ answer: { result: sample }, progress: [] });
  });

  test('is refused where the request did not declare that it may be asked', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    // The same connection may declare it in one request and not in the next.
    await call(client, 'ask_elicitation');
    for (const [tool, missing] of [
      ['ask_elicitation', 'elicitation'],
      ['ask_roots', 'roots'],
      ['ask_sampling', 'sampling'],
    ]) {
      const answer = await client.modern('tools/call', { name: `asking__${tool}` });
      expect(told(answer)).toEqual({
        error: { code: -32601, message: `loom: the client has no "${missing}" capability` },
      });
    }
    expect(client.session.parked).toBe(1);
  });

  test('outside of every call reaches nobody', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    await call(client, 'answers');
    const sent = vi.spyOn(instanceOf(hub.core).peer, 'send');
    await call(client, 'ask_later', { ms: 0 });
    const said = () => sent.mock.calls.map(([pieces]) => Buffer.concat(pieces).toString());
    await expect.poll(() => said().join()).toContain('-32601');
    const refused = { error: { code: -32601, message: expect.stringContaining('loom:') } };
    await expect.poll(async () => told(await call(client, 'answers'))).toEqual([refused]);
    expect(client.heard).toEqual([]);
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test('that waits, and another of a second call: each call gets its own answer', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const first = await call(client, 'ask_elicitation', { message: 'one' });
    const second = await call(client, 'ask_elicitation', { message: 'two' });
    expect(second.result.inputRequests.q1.params.message).toBe('two');
    for (const [asked, action] of [
      [second, 'decline'],
      [first, 'cancel'],
    ] as const) {
      const answer = await call(client, 'ask_elicitation', {}, retryOf(asked, { q1: { action } }));
      expect(told(answer)).toEqual({ result: { action } });
    }
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test('that the server takes back is asked no more; its answer waits for the retry', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_cancel', { ms: 200, wait: 0 });
    expect(asked.result.inputRequests.q1.method).toBe('sampling/createMessage');
    await expect.poll(() => traces(hub.core, client.session).calls).toBe(0);
    expect(client.session.parked).toBe(1);
    const retry = retryOf(asked, { q1: { model: 'm' } });
    const answer = await call(client, 'ask_cancel', {}, retry);
    expect(told(answer)).toMatchObject({ answer: null });
    expect(traces(hub.core, client.session)).toEqual(none);
  });
});

describe('the state of a parked call', () => {
  test('is for the same principal, method and name only, and a wrong try costs nothing', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_roots');
    const retry = retryOf(asked, { q1: roots });
    const { requestState } = asked.result;
    expect(await call(client, 'ask_elicitation', {}, retry)).toMatchObject(unusable);
    expect(
      await client.modern('prompts/get', { name: 'asking__ask_roots', ...retry }, able),
    ).toMatchObject(unusable);
    const forged = `${requestState.slice(0, -3)}AAA`;
    expect(await call(client, 'ask_roots', {}, { ...retry, requestState: forged })).toMatchObject(
      unusable,
    );
    const foreigner = hub.connect({ carrier: 'http', principal: 'somebody else' });
    expect(await call(foreigner, 'ask_roots', {}, retry)).toMatchObject(unusable);
    expect(told(await call(client, 'ask_roots', {}, retry))).toEqual({ result: roots });
    expect(await call(client, 'ask_roots', {}, retry)).toMatchObject(unusable);
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test.each([
    ['a list', { q1: [] }],
    ['a text', { q1: 'yes' }],
    ['null', { q1: null }],
    ['no object at all', 'yes'],
  ])('survives answers of a wrong type: %s', async (_, inputResponses) => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_roots');
    const { requestState } = asked.result;
    const wrong = await call(client, 'ask_roots', {}, { requestState, inputResponses });
    expect(wrong.error?.code).toBe(-32602);
    expect(told(await call(client, 'ask_roots', {}, retryOf(asked, { q1: roots })))).toEqual({
      result: roots,
    });
  });

  test('of somebody else is no use to a legacy server', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const answer = await call(client, 'ask_roots', {}, { requestState: 'of-a-server' });
    expect(answer.error?.code).toBe(-32602);
  });

  test('works from another session of the same principal, whose end ends the call', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const home = hub.connect();
    home.session.onFree = vi.fn();
    const first = await call(home, 'ask_roots');
    const guest = hub.connect({ carrier: 'http' });
    const done = await call(guest, 'ask_roots', {}, retryOf(first, { q1: roots }));
    expect(told(done)).toEqual({ result: roots });
    expect(home.session.onFree).toHaveBeenCalledOnce();
    expect(traces(hub.core, home.session)).toEqual(none);

    const second = await call(home, 'ask_rounds', { rounds: 2 });
    const third = hub.connect({ carrier: 'http' });
    const again = await call(third, 'ask_rounds', {}, retryOf(second, { q1: accepted }));
    expect(again.result.inputRequests.q2.params.message).toBe('Question 2');
    const last = await call(home, 'ask_rounds', {}, retryOf(again, { q2: accepted }));
    expect(told(last)).toHaveLength(2);

    const fourth = await call(home, 'ask_cancel', { ms: 60_000 });
    const retry = { name: 'asking__ask_cancel', ...retryOf(fourth, { q1: {} }) };
    guest.begin('tools/call', { ...retry, ...envelope(capabilities) });
    expect(traces(hub.core, home.session).calls).toBe(2);
    guest.end();
    await guest.droppedOne();
    expect(traces(hub.core, home.session)).toEqual(none);
    expect(told(await call(home, 'cancelled'))).toEqual({ count: 1 });
    expect(home.session.onFree).toHaveBeenCalledTimes(3);
  });
});

describe('a parked call', () => {
  test('does not wait for ever: the server is told, and its call is cancelled', async () => {
    await using hub = openCore(
      { asking: serverEntry('asking') },
      { limits: { input_wait: '50ms' } },
    );
    const client = hub.connect();
    const asked = await call(client, 'ask_roots');
    await expect.poll(() => traces(hub.core, client.session)).toEqual(none);
    expect(told(await call(client, 'cancelled'))).toEqual({ count: 1 });
    expect(await call(client, 'ask_roots', {}, retryOf(asked, { q1: roots }))).toMatchObject(
      unusable,
    );
  });

  test('ends with its session', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    await call(client, 'ask_roots');
    await call(client, 'ask_cancel', { ms: 200, wait: 0 });
    await expect.poll(() => traces(hub.core, client.session).calls).toBe(1);
    const instance = instanceOf(hub.core);
    client.end();
    expect(traces(hub.core, client.session)).toEqual(none);
    expect(instance.peer.pendingCount).toBe(0);
  });

  test('whose server has ended tells so at the retry, as a result that a model can read', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_both');
    process.kill(instanceOf(hub.core).pid as number, 'SIGKILL');
    await expect.poll(() => traces(hub.core, client.session).calls).toBe(0);
    const answer = await call(client, 'ask_both', {}, retryOf(asked, { q1: accepted }));
    expect(answer.result).toMatchObject({
      resultType: 'complete',
      isError: true,
      content: [{ type: 'text', text: expect.stringContaining('loom: ') }],
    });
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test('runs into no time limit for calls; the retry begins anew', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_roots');
    instanceOf(hub.core).peer.expire(Date.now() + 60_000);
    expect(told(await call(client, 'ask_roots', {}, retryOf(asked, { q1: roots })))).toEqual({
      result: roots,
    });
  });

  test('goes on under the progress token of its retry; progress before is dropped', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    await call(client, 'answers');
    const { peer } = instanceOf(hub.core);
    const relayed = vi.spyOn(peer, 'relay');
    const heard = async (tool: string, token: string, retry = {}) => {
      const name = `asking__${tool}`;
      const meta = { ...able, progressToken: token };
      return await client.modern('tools/call', { name, arguments: { rounds: 2 }, ...retry }, meta);
    };
    const progress = () => {
      const params = { progressToken: relayed.mock.lastCall?.[0], progress: 1 };
      const method = 'notifications/progress';
      peer.receive(Buffer.from(JSON.stringify({ jsonrpc: '2.0', method, params })));
    };
    const first = await heard('ask_rounds', 'one');
    progress();
    expect(client.heard).toEqual([]);
    const second = heard('ask_rounds', 'two', retryOf(first, { q1: accepted }));
    progress();
    expect(client.heard.map(({ params }) => params)).toEqual([
      { progressToken: 'two', progress: 1 },
    ]);
    const answer = await call(client, 'ask_rounds', {}, retryOf(await second, { q2: accepted }));
    expect(told(answer)).toHaveLength(2);
  });

  test('is the one whose stream the question came on, where the transport tells', async () => {
    await using hub = openCore({ slow: serverEntry('slow') });
    const client = hub.connect();
    await client.modern('tools/call', { name: 'slow__ok' }, able);
    const [instance] = hub.core.supervisor.server('slow').instances.values();
    const relayed = vi.spyOn((instance as Instance).peer, 'relay');
    const sleep = (params: object) =>
      client.modern('tools/call', { name: 'slow__silent', ...params }, able);
    const first = sleep({});
    // It goes on until the hub ends.
    sleep({}).catch(() => {});
    const [about] = relayed.mock.calls[0] as [number, ...unknown[]];
    const text = '{"jsonrpc":"2.0","id":9,"method":"roots/list"}';
    (instance as Instance).peer.receive(Buffer.from(text), about);
    const asked = await first;
    expect(asked.result).toMatchObject({ inputRequests: { q1: { method: 'roots/list' } } });
    // Another one about it waits for the next round.
    const more = '{"jsonrpc":"2.0","id":10,"method":"elicitation/create","params":{"message":"?"}}';
    (instance as Instance).peer.receive(Buffer.from(more), about);
    const again = await sleep(retryOf(asked, { q1: roots }));
    expect(Object.keys(again.result.inputRequests)).toEqual(['q2']);
  });

  test('of which its server has answered the call is of another call of the client’s', async () => {
    await using hub = openCore({ hostile: serverEntry('hostile') });
    const client = hub.connect();
    const say = (lines: string[], retry = {}) =>
      client.modern('tools/call', { name: 'hostile__say', arguments: { lines }, ...retry }, able);
    const question = '{"jsonrpc":"2.0","id":"q","method":"roots/list"}';
    const answer = '{"jsonrpc":"2.0","id":$ID,"result":{"content":[]}}';
    const silence = '{"jsonrpc":"2.0","method":"notifications/progress","params":{"of":"$ID"}}';
    const first = say([silence]);
    expect((await say([question, answer])).result).toEqual({ resultType: 'complete', content: [] });
    const asked = await first;
    expect(asked.result).toMatchObject({ inputRequests: { q1: { method: 'roots/list' } } });
    await hub.core.drain();
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test('is cancelled by its retry', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    const asked = await call(client, 'ask_cancel', { ms: 60_000 });
    const retry = { name: 'asking__ask_cancel', ...retryOf(asked, { q1: {} }) };
    client.cancel(client.begin('tools/call', { ...retry, ...envelope(capabilities) }));
    await client.droppedOne();
    expect(traces(hub.core, client.session)).toEqual(none);
    expect(told(await call(client, 'cancelled'))).toEqual({ count: 1 });
  });

  test('does not keep a hub from stopping, and nothing is parked in one that does', async () => {
    await using hub = openCore({ asking: serverEntry('asking') });
    const client = hub.connect();
    await call(client, 'ask_roots');
    const running = call(client, 'ask_later', { ms: 60_000 });
    await running;
    await hub.core.drain();
    expect(traces(hub.core, client.session)).toEqual(none);
  });

  test('is one of so many: what a client leaves behind has bounds', async () => {
    const config = { limits: { max_concurrent: 300 } };
    await using hub = openCore({ asking: serverEntry('asking') }, config);
    const client = hub.connect();
    for (let count = 1; count <= 256; count++) {
      expect((await call(client, 'ask_roots')).result.resultType).toBe('input_required');
    }
    expect(told(await call(client, 'ask_roots'))).toEqual({
      error: { code: -32601, message: expect.stringContaining('too many calls') },
    });
    expect(client.session.parked).toBe(256);
    client.end();
    expect(traces(hub.core, client.session)).toEqual(none);
  });
});
