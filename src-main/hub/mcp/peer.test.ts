import { describe, expect, test } from 'vitest';
import { Peer } from './peer.ts';

test('a message whose handling fails is a warning about its server, and nothing worse', () => {
  const warnings: string[] = [];
  const seen: string[] = [];
  const peer = new Peer({
    request() {
      throw new TypeError('nobody thought of this');
    },
    notification: ({ method }) => seen.push(method),
    warning: (text) => warnings.push(text),
  });
  peer.receive(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"anything"}'));
  peer.receive(Buffer.from('{"jsonrpc":"2.0","method":"still/here"}'));
  expect(warnings).toEqual([expect.stringContaining('nobody thought of this')]);
  expect(seen).toEqual(['still/here']);
});

test('an answer that cannot be handled fails its request, which would wait for ever', () => {
  const warnings: string[] = [];
  const ignore = () => {};
  const peer = new Peer({
    request: ignore,
    notification: ignore,
    warning: (text) => warnings.push(text),
  });
  const failures: string[] = [];
  peer.relay(
    peer.nextId(),
    { method: 'tools/call', pieces: [] },
    {
      answered() {
        throw new TypeError('nobody thought of this');
      },
      failed: ({ message }) => failures.push(message),
    },
  );
  peer.receive(Buffer.from('{"jsonrpc":"2.0","id":1,"result":{}}'));
  expect(failures).toEqual([expect.stringContaining('nobody thought of this')]);
  expect(warnings).toHaveLength(1);
  expect(peer.pendingCount).toBe(0);
});

test('an error answer may hold anything in place of code and message', async () => {
  const peer = new Peer({ request() {}, notification() {}, warning() {} });
  const asked = peer.ask('tools/list');
  const error = '{"code":{"toString":1,"valueOf":1},"message":{"toString":1}}';
  peer.receive(Buffer.from(`{"jsonrpc":"2.0","id":1,"error":${error}}`));
  await expect(asked).rejects.toMatchObject({ code: Number.NaN, message: '{"toString":1}' });
});

test('a batch of too many messages is refused whole', () => {
  const warnings: string[] = [];
  const ignore = () => {};
  const peer = new Peer({
    request: ignore,
    notification: ignore,
    warning: (text) => warnings.push(text),
  });
  peer.receive(Buffer.from(`[${'0,'.repeat(100_000)}0]`));
  expect(warnings).toEqual([expect.stringContaining('more than 1000 messages')]);
});

describe('the sessions that a server works for', () => {
  const silent = { request() {}, notification() {}, warning() {} };
  const callOf = (sessionId: string) => ({ sessionId, answered() {}, failed() {} });

  test('are those of calls in flight, and of calls given up until they are answered', () => {
    const peer = new Peer(silent);
    for (const id of [1, 2, 3]) {
      peer.nextId();
      peer.relay(id, { method: 'tools/call', pieces: [] }, callOf(`s${id}`));
    }
    peer.forget(1);
    peer.forget(2, 's2');
    expect([...peer.sessionsServed()]).toEqual(['s2', 's3']);
    peer.receive(Buffer.from('{"jsonrpc":"2.0","id":2,"result":{}}'));
    expect([...peer.sessionsServed()]).toEqual(['s3']);
  });

  test('count an unknown one when too many were given up to remember them', () => {
    const peer = new Peer(silent);
    for (let id = 1; id <= 1001; id++) peer.forget(id, 'one');
    expect([...peer.sessionsServed()]).toEqual(['one', '']);
  });
});
