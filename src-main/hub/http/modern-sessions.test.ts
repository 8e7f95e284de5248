import { expect, test, vi } from 'vitest';
import type { ClientRequest } from '../sessions/session.ts';
import { complete, envelope, modern, send, startEndpoint } from './testing/endpoint.ts';

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {} },
});

function from(name: string) {
  const _meta = { ...envelope, 'io.modelcontextprotocol/clientInfo': { name, version: '1' } };
  return modern('tools/list', { _meta });
}

/** Requests wait until they are let go. */
async function startHolding(http?: Record<string, unknown>) {
  const waiting: ClientRequest[] = [];
  const endpoint = await startEndpoint({ http, answer: (one) => void waiting.push(one) });
  return {
    ...endpoint,
    waiting,
    /** Sends one and resolves when it waits; `answer` comes once it was let go. */
    async hold(request: ReturnType<typeof modern>) {
      const before = waiting.length;
      const answer = send(endpoint.url, request);
      answer.catch(() => {}); // Not all are let go.
      await expect.poll(() => waiting.length).toBe(before + 1);
      const one = waiting.at(-1) as ClientRequest;
      return { answer, one, session: one.session };
    },
  };
}

test('one request after the other is served by one session, told of once', async () => {
  const { url, taken, sessions, changes } = await startEndpoint();
  for (let count = 0; count < 3; count += 1) await send(url, from('a'));
  expect(new Set(taken.map(({ session }) => session)).size).toBe(1);
  expect(changes()).toBe(1);
  expect(sessions.views()).toMatchObject([
    { client: 'a', version: '1', carrier: 'http', profile: 'default', callsInFlight: 0 },
  ]);
});

test('requests at the same time never share a session', async () => {
  const { hold, sessions } = await startHolding();
  const [one, two] = [await hold(from('a')), await hold(from('a'))];
  expect(one.session).not.toBe(two.session);
  // To people they are one client.
  expect(sessions.views()).toMatchObject([{ client: 'a', carrier: 'http' }]);
  complete(one.one);
  await one.answer;
  const three = await hold(from('a'));
  expect(three.session).toBe(one.session);
});

test('other clients, capabilities and profiles have sessions of their own', async () => {
  const { url, taken } = await startEndpoint();
  const able = { 'io.modelcontextprotocol/clientCapabilities': { roots: {} } };
  await send(url, from('a'));
  await send(url, from('b'));
  await send(url, modern('tools/list', { _meta: { ...envelope, ...able } }));
  await send(`${url}?profile=review`, from('a'));
  const sessions = taken.map(({ session }) => session);
  expect(new Set(sessions).size).toBe(4);
  expect(sessions.map(({ clientName }) => clientName)).toEqual(['a', 'b', 'unknown', 'a']);
  expect(sessions[2]?.capabilities).toEqual({ roots: {} });
  expect(sessions[3]?.profile).toBe('review');
});

test('an unknown profile is refused under the id of the request', async () => {
  const { url, sessions } = await startEndpoint();
  const { status, body } = await send(`${url}?profile=nope`, from('a'));
  expect([status, JSON.parse(body)]).toMatchObject([404, { id: 7, error: { code: -33030 } }]);
  expect(sessions.all()).toEqual([]);
});

test('a session with parked calls serves nobody else until the last has ended', async () => {
  const { hold } = await startHolding();
  const parks = await hold(from('a'));
  parks.session.parked = 1;
  complete(parks.one);
  await parks.answer;
  const retry = await hold(from('a'));
  expect(retry.session).not.toBe(parks.session);
  parks.session.parked = 0;
  parks.session.onFree?.();
  expect((await hold(from('a'))).session).toBe(parks.session);
});

test('idle sessions give way to new ones; where all are in use, a request is refused', async () => {
  const { url, sessions, hold } = await startHolding({ max_sessions: 2 });
  const [one, two] = [await hold(from('a')), await hold(from('b'))];
  const refused = await send(url, from('c'));
  expect([refused.status, JSON.parse(refused.body)]).toMatchObject([
    503,
    { id: 7, error: { code: -33032 } },
  ]);
  expect((await send(url, { body: initialize })).status).toBe(503);
  for (const { one: request, answer } of [two, one]) {
    complete(request);
    await answer;
  }
  expect((await send(url, { body: initialize })).status).toBe(200);
  expect(sessions.all()).toContain(one.session);
  expect(sessions.all()).not.toContain(two.session);
});

test('idle sessions end after session_timeout_minutes, those in use do not', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  try {
    const { sessions, hold } = await startHolding({ session_timeout_minutes: 1 });
    const [idle, busy] = [await hold(from('a')), await hold(from('b'))];
    complete(idle.one);
    await idle.answer;
    vi.advanceTimersByTime(55_000);
    expect(sessions.all()).toHaveLength(2);
    vi.advanceTimersByTime(10_000);
    expect(sessions.all()).toEqual([busy.session]);
    expect(idle.session.closed).toBe(true);
    complete(busy.one);
  } finally {
    vi.useRealTimers();
  }
});
