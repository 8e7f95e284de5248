import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import { idOf } from '../../../src-shared/wire/frame.ts';
import { errorMessage, notificationMessage } from '../mcp/message.ts';
import type { ClientRequest } from '../sessions/session.ts';
import { complete, modern, open, runs, send, startEndpoint } from './testing/endpoint.ts';

const progress = notificationMessage('notifications/progress', { progressToken: 1, progress: 1 });
const complete7 = '{"jsonrpc":"2.0","id":7,"result":{"resultType":"complete"}}';

function progressFirst(one: ClientRequest): void {
  one.notify(progress);
  complete(one);
}

test('a lone answer is JSON, without a session that the client would know of', async () => {
  const { url, taken } = await startEndpoint();
  const answer = await send(url, modern('tools/list'));
  expect([answer.status, answer.body]).toEqual([200, complete7]);
  expect(answer.headers['content-type']).toBe('application/json');
  expect(answer.headers['mcp-session-id']).toBeUndefined();
  expect(taken[0]?.envelope?.protocolVersion).toBe('2026-07-28');
});

test('what comes before the answer makes it a stream, without ids', async () => {
  const { url } = await startEndpoint({ answer: progressFirst });
  const answer = await send(url, modern('tools/list'));
  expect(answer.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'x-accel-buffering': 'no',
  });
  expect(answer.body).toBe(
    `event: message\ndata: ${progress}\n\nevent: message\ndata: ${complete7}\n\n`,
  );
});

test('a client that takes no events gets the answer alone', async () => {
  const { url } = await startEndpoint({ answer: progressFirst });
  const answer = await send(url, modern('tools/list', {}, { accept: 'application/json' }));
  expect([answer.status, answer.body]).toEqual([200, complete7]);
});

test.each([
  [-32601, 404],
  [-32020, 400],
  [-32021, 400],
  [-32022, 400],
  [-32602, 200],
  [-33024, 200],
  [1, 200],
])('the error %i comes with status %i, also to who prefers events', async (code, status) => {
  const { url } = await startEndpoint({
    answer: (one) => one.reply(errorMessage(idOf(one.frame), code, 'no')),
  });
  for (const accept of ['*/*', 'text/event-stream, application/json']) {
    const answer = await send(url, modern('tools/list', {}, { accept }));
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`"id":7,"error":{"code":${code},`);
    const isStream = status === 200 && accept !== '*/*';
    expect(answer.headers['content-type']).toBe(
      isStream ? 'text/event-stream' : 'application/json',
    );
  }
});

test('a result that speaks of errors is none', async () => {
  const result = '{"error":{"code":-32601}}';
  const { url } = await startEndpoint({
    answer: (one) => one.reply([Buffer.from(`{"jsonrpc":"2.0","id":7,"result":${result}}`)]),
  });
  expect((await send(url, modern('tools/list'))).status).toBe(200);
});

test('a stream that has begun ends with the error', async () => {
  const { url } = await startEndpoint({
    answer(one) {
      one.notify(progress);
      one.reply(errorMessage(idOf(one.frame), -32601, 'no'));
    },
  });
  const answer = await send(url, modern('tools/list'));
  expect(answer.status).toBe(200);
  expect(answer.body).toContain('"code":-32601');
});

test('an answer that takes long becomes a stream, which is kept alive', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  try {
    const { url, taken } = await startEndpoint({ answer: (one) => void runs(one) });
    const opening = open(url, modern('tools/list'));
    await expect.poll(() => taken).toHaveLength(1);
    vi.advanceTimersByTime(10_000);
    const response = await opening;
    expect(response.headers['content-type']).toBe('text/event-stream');
    vi.advanceTimersByTime(15_000);
    expect(String((await once(response, 'data'))[0])).toMatch(/^: /);
    response.destroy();
  } finally {
    vi.useRealTimers();
  }
});

test('a client that hangs up cancels its request, and its session serves the next', async () => {
  const cancelled = Promise.withResolvers<void>();
  const { url, taken, sessions } = await startEndpoint({
    answer(one) {
      if (one.frame.method === 'tools/list') return complete(one);
      one.notify(progress);
      void runs(one).then(cancelled.resolve);
    },
  });
  const response = await open(url, modern('tools/call', { name: 'slow' }));
  response.destroy();
  await cancelled.promise;
  taken[0]?.notify(progress);
  taken[0]?.reply(progress);
  expect((await send(url, modern('tools/list'))).body).toBe(complete7);
  expect(taken[1]?.session).toBe(taken[0]?.session);
  expect(sessions.all()).toHaveLength(1);
});

test('a session in which a server works on serves no other request', async () => {
  const { url, taken, sessions } = await startEndpoint({
    answer(one) {
      one.session.isHaunted = one.frame.method === 'tools/call';
      complete(one);
    },
  });
  await send(url, modern('tools/call', { name: 'slow' }));
  expect(taken[0]?.session.closed).toBe(true);
  await send(url, modern('tools/list'));
  expect(taken[1]?.session).not.toBe(taken[0]?.session);
  expect(sessions.all()).toHaveLength(1);
});

test('a listen of a client that takes no events is refused, since it would hear nothing', async () => {
  const { url, taken } = await startEndpoint();
  const answer = await send(
    url,
    modern('subscriptions/listen', { notifications: {} }, { accept: 'application/json' }),
  );
  expect([answer.status, taken.length]).toEqual([406, 0]);
});

test('a legacy session takes nothing of the modern era, whose headers nobody would compare', async () => {
  const { url, taken } = await startEndpoint();
  const initialize = { protocolVersion: '2025-11-25', capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: initialize });
  const { headers } = await send(url, { body });
  const session = { 'mcp-session-id': headers['mcp-session-id'] };
  for (const version of [undefined, '2025-11-25']) {
    const lying = { 'mcp-protocol-version': version, 'mcp-method': 'tools/list', ...session };
    const call = modern('tools/call', { name: 'a' }, lying);
    expect(await send(url, call)).toMatchObject({
      status: 400,
      body: expect.stringContaining('"code":-32020'),
    });
    const batch = { ...call, body: `[{"jsonrpc":"2.0","id":2,"method":"ping"},${call.body}]` };
    expect((await send(url, batch)).status).toBe(400);
  }
  expect(taken.map(({ frame }) => frame.method)).toEqual(['initialize']);
});

test('a client that hangs up before anything was sent cancels, too', async () => {
  const started = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<void>();
  const { url } = await startEndpoint({
    answer(one) {
      void runs(one).then(cancelled.resolve);
      started.resolve();
    },
  });
  const { port } = new URL(url);
  const { body, headers } = modern('tools/call', { name: 'slow' });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${lines.join('')}` +
      `content-length: ${body.length}\r\n\r\n${body}`,
  );
  await started.promise;
  socket.destroy();
  await cancelled.promise;
});

test('a client that never reads loses its connection', async () => {
  const cancelled = Promise.withResolvers<void>();
  const { url } = await startEndpoint({
    answer(one) {
      void runs(one).then(cancelled.resolve);
      const large = notificationMessage('notifications/message', { data: 'x'.repeat(1 << 20) });
      for (let count = 0; count < 100; count += 1) one.notify(large);
    },
  });
  const response = await open(url, modern('tools/call', { name: 'flood' }));
  await cancelled.promise;
  response.destroy();
});

test('a request that the hub itself cancels ends without an answer', async () => {
  const { url, taken, sessions } = await startEndpoint({ answer: (one) => one.drop() });
  const answer = await send(url, modern('tools/list'));
  expect([answer.status, answer.body]).toEqual([200, '']);
  const only = modern('tools/list', {}, { accept: 'application/json' });
  await expect(send(url, only)).rejects.toThrow('socket hang up');
  expect(taken).toHaveLength(2);
  expect(sessions.all()).toHaveLength(1);
});

test('large answers pass as they are', async () => {
  const text = 'ü'.repeat(500_000);
  const { url } = await startEndpoint({
    answer: (one) =>
      one.reply([Buffer.from('{"jsonrpc":"2.0","id":7,"result":"'), Buffer.from(`${text}"}`)]),
  });
  const answer = await send(url, modern('tools/list'));
  expect(JSON.parse(answer.body).result).toBe(text);
});
