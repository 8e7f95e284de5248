import { expect, test, vi } from 'vitest';
import { type Frame, readFrame } from '../../../../src-shared/wire/frame.ts';
import { type ClientRequest, Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { Parking } from './parking.ts';
import { ServerRequests } from './server-requests.ts';

test("the hub's own question travels on its request's stream, and the answer comes back raw", async () => {
  const { session, about, sent, answer } = client({ elicitation: {} });
  const params = Buffer.from('{"message":"Größe?","n":1.0,"_meta":{"progressToken":"x"}}');
  const asking = requests.ask(session, { method: 'elicitation/create', params, about }, never());
  const [question] = sent;
  const id = session.asked.keys().next().value;
  expect(question).toBe(
    `{"jsonrpc":"2.0","id":${id},"method":"elicitation/create","params":` +
      `{"message":"Größe?","n":1.0,"_meta":{"progressToken":${id}}}}`,
  );
  requests.progress(session, notification(`{"progressToken":${id},"progress":1}`));
  answer(`"id":${id},"result":{"action":"accept","content":{"n":1e400}}`);
  const result = await asking;
  expect(result.ok && Buffer.from(result.result).toString()).toBe(
    '{"action":"accept","content":{"n":1e400}}',
  );
  expect(session.asked.size).toBe(0);
});

test('a question without params has none', async () => {
  const { session, about, sent, answer } = client({ roots: {} });
  const asking = requests.ask(session, { method: 'roots/list', params: undefined, about }, never());
  const id = session.asked.keys().next().value;
  expect(sent).toEqual([`{"jsonrpc":"2.0","id":${id},"method":"roots/list"}`]);
  answer(`"id":${id},"error":{"code":-1,"message":"no"}`);
  expect(await asking).toEqual({ ok: false, code: -1, message: 'no' });
});

test.each([
  ['sampling/createMessage', '{}', 'sampling', { elicitation: {} }],
  ['sampling/createMessage', '{"tools":[]}', 'sampling.tools', { sampling: {} }],
  ['elicitation/create', '{"mode":"url"}', 'elicitation.url', { elicitation: {} }],
  ['elicitation/create', '{}', 'elicitation.form', { elicitation: { url: {} } }],
])('a client that declared too little is not asked: %s %s', async (...given) => {
  const [method, params, capability, declared] = given;
  const { session, about, sent } = client(declared);
  const question = { method, params: Buffer.from(params), about };
  expect(await requests.ask(session, question, never())).toMatchObject({
    ok: false,
    code: -32601,
    message: expect.stringContaining(`"${capability}"`),
  });
  expect(sent).toEqual([]);
});

test('a withdrawn question is taken back from the client', async () => {
  const { session, about, sent } = client({ roots: {} });
  const abort = new AbortController();
  const question = { method: 'roots/list', params: undefined, about };
  const asking = requests.ask(session, question, abort.signal);
  const id = session.asked.keys().next().value;
  abort.abort();
  expect(await asking).toMatchObject({ ok: false });
  expect(JSON.parse(sent.at(-1) ?? '')).toMatchObject({
    method: 'notifications/cancelled',
    params: { requestId: id },
  });
  expect(session.asked.size).toBe(0);
  expect(await requests.ask(session, question, abort.signal)).toMatchObject({ ok: false });
});

test('a question ends with its session', async () => {
  const { session, about } = client({ roots: {} });
  const question = { method: 'roots/list', params: undefined, about };
  const asking = requests.ask(session, question, never());
  requests.sessionEnded(session);
  expect(await asking).toMatchObject({ ok: false, message: 'loom: the client is gone' });
  expect(session.asked.size).toBe(0);
});

test('a server of the modern era may ask nothing', () => {
  const send = vi.fn();
  const warn = vi.fn();
  const instance = { era: 'modern', peer: { send, warn } } as unknown as Instance;
  for (const method of ['ping', 'roots/list']) {
    requests.take(instance, read(`{"jsonrpc":"2.0","id":"s1","method":"${method}"}`, 'request'));
    expect(Buffer.concat(send.mock.lastCall?.[0]).toString()).toBe(
      '{"jsonrpc":"2.0","id":"s1","error":{"code":-32601,' +
        '"message":"loom: servers of this era send no requests"}}',
    );
    expect(warn).toHaveBeenLastCalledWith(expect.stringContaining(method));
  }
});

const requests = new ServerRequests(
  { session: () => undefined, markInteractive: () => {} },
  new Parking({ inputWaitMs: 60_000 }),
);

function client(capabilities: Record<string, unknown>) {
  const sent: string[] = [];
  const keep = (pieces: readonly Uint8Array[]) => sent.push(Buffer.concat(pieces).toString());
  const session = new Session({ carrier: 'socket', profile: 'default', send: keep });
  session.capabilities = capabilities;
  const frame = read('{"jsonrpc":"2.0","id":7,"method":"tools/call"}', 'request');
  const about: ClientRequest = { frame, session, reply: keep, notify: keep, drop() {} };
  const answer = (members: string) =>
    requests.answer(session, read(`{"jsonrpc":"2.0",${members}}`, 'response'));
  return { session, about, sent, answer };
}

function notification(params: string) {
  const text = `{"jsonrpc":"2.0","method":"notifications/progress","params":${params}}`;
  return read(text, 'notification');
}

function read<K extends Frame['kind']>(text: string, kind: K): Extract<Frame, { kind: K }> {
  const reading = readFrame(Buffer.from(text));
  if (!reading.ok || reading.frame.kind !== kind) throw new Error(`not a ${kind}: ${text}`);
  return reading.frame as Extract<Frame, { kind: K }>;
}

function never(): AbortSignal {
  return new AbortController().signal;
}
