/** A client that means harm or is broken: it may hurt itself, never the hub or other clients. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { runLoom } from '../../harness/home.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { call, initialize, post, send, startSession } from '../protocol/http-requests.ts';

const servers = { slow: serverEntry('slow') };
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

async function expectUnharmed(hub: TestHub): Promise<void> {
  await using other = await connectSocket(hub);
  expect(textOf(await other.callTool('slow__ok'))).toBe('ok');
  expect((await runLoom(hub.home, ['status'])).code).toBe(0);
  expect((await hub.api.hub.state()).pid).toBe(hub.pid);
}

function initializeText(capabilities: string, clientInfo = '{"name":"x","version":"1"}'): string {
  const params = `{"protocolVersion":"2025-11-25","capabilities":${capabilities},"clientInfo":${clientInfo}}`;
  return `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${params}}`;
}

test('a deep initialize is answered or refused, and ends nothing', async () => {
  await using hub = await startHub({ servers });
  for (const levels of [2_000, 9_000, 200_000]) {
    for (const text of [
      initializeText(deep(levels)),
      initializeText('{}', `{"name":"x","version":"1","more":${deep(levels)}}`),
    ]) {
      await using client = await connectSocket(hub, { initialize: false });
      client.send(text);
      await client.waitFor(({ result, error }) => (result ?? error) !== undefined);
      client.send(`{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"slow__ok"}}`);
      await client.waitFor(({ id, error }) => id === 2 || error !== undefined);
      expect((await post(hub.url, text)).status).toBeLessThan(600);
    }
  }
  await expectUnharmed(hub);
});

test('a greeting of wrong types is refused, and does not blind the console', async () => {
  await using hub = await startHub({ servers });
  const greetings = [
    { client: { a: 1 } },
    { project: ['/x'] },
    { project: 7 },
    { pid: 'many' },
    { profile: { toString: 1 } },
    { profile: '__proto__' },
    { profile: 'constructor' },
    { project: '/x\0/y' },
    { client: 'x'.repeat(1_000_000) },
  ];
  for (const wrong of greetings) {
    const socket = connect(hub.socket);
    await once(socket, 'connect');
    socket.write(`${JSON.stringify({ loom: 1, version: 'x', pid: 1, ...wrong })}\n`);
    const [answer] = await once(socket, 'data');
    expect([wrong, JSON.parse(String(answer)).refused]).not.toEqual([wrong, undefined]);
    socket.destroy();
  }
  await expectUnharmed(hub);
});

test('a clientInfo of any shape does not blind the console', async () => {
  await using hub = await startHub({ servers });
  for (const info of ['7', '[]', '{"name":{},"version":[]}', '{"__proto__":{"name":1}}', 'null']) {
    await using client = await connectSocket(hub, { initialize: false });
    client.send(initializeText('{"__proto__":{"sampling":{}},"constructor":null}', info));
    await client.waitFor(({ id }) => id === 1);
    await expectUnharmed(hub);
  }
});

test('batches of very many messages are refused at both doors', async () => {
  await using hub = await startHub({ servers });
  const session = await startSession(hub.url);
  await using client = await connectSocket(hub);
  for (const one of ['0', '{"jsonrpc":"2.0","id":1,"method":"ping"}']) {
    const batch = `[${`${one},`.repeat(Math.floor(24_000_000 / (one.length + 1)))}${one}]`;
    const answer = await session.post(batch);
    expect(answer.status).toBe(400);
    expect(answer.body.length).toBeLessThan(2_000);
    const line = await client.requestRaw(batch);
    expect(line.length).toBeLessThan(2_000);
  }
  await expectUnharmed(hub);
});

test('calls without end are refused past a limit, and the client goes on', async () => {
  await using hub = await startHub({ servers: { ...servers, hang: serverEntry('hang-call') } });
  await using client = await connectSocket(hub);
  await client.callTool('hang__ok');
  const lines = Array.from({ length: 20_000 }, (_, id) =>
    JSON.stringify(call(id + 1e6, 'hang__hang')),
  );
  client.send(lines.join('\n'));
  const refused = await client.waitFor(({ result, error }) =>
    /too many/.test(JSON.stringify(result ?? error ?? '')),
  );
  expect(refused).toBeDefined();
  expect(await client.request('ping')).toMatchObject({ result: {} });
  await expectUnharmed(hub);
});

test('an initialize that fails takes none of the sessions', async () => {
  await using hub = await startHub({ servers, config: { http: { max_sessions: 3 } } });
  for (let round = 0; round < 10; round += 1) {
    const bad = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: round } };
    const answer = await post(hub.url, bad);
    expect(answer.status).toBeLessThan(500);
  }
  expect((await post(hub.url, initialize())).status).toBe(200);
  await expectUnharmed(hub);
});

test('Last-Event-ID of other streams, other sessions and nonsense gives nothing away', async () => {
  await using hub = await startHub({ servers });
  const [mine, others] = [await startSession(hub.url), await startSession(hub.url)];
  const secret = await others.openPost(call(1, 'slow__ok'), { accept: 'text/event-stream' });
  let theirs = '';
  for await (const chunk of secret) theirs += chunk;
  const [eventId = ''] = theirs.match(/\d+-\d+/) ?? [];
  for (const id of [
    eventId,
    '999-1',
    '0-99999999999999999',
    '__proto__',
    '-1--1',
    'x'.repeat(8000),
  ]) {
    const answer = await mine.get({ 'last-event-id': id });
    const headersOnly = answer.statusCode;
    answer.destroy();
    expect([id, headersOnly]).toEqual([id, 400]);
  }
  await expectUnharmed(hub);
});

test('connections that never finish what they began hold nobody up', async () => {
  await using hub = await startHub({ servers });
  const { port } = new URL(hub.url);
  const slow = Array.from({ length: 200 }, (_, index) => {
    const socket = index % 2 ? connect(hub.socket) : connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      index % 4 < 2 ? 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n' : '{',
    );
    return socket;
  });
  await expectUnharmed(hub);
  for (const socket of slow) socket.destroy();
});

test('a client that never reads its answers ends alone', async () => {
  await using hub = await startHub({
    servers: { ...servers, big: serverEntry('big') },
    config: { limits: { max_message: '8MB' } },
  });
  const socket = connect(hub.socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write('{"loom":1,"version":"x","pid":1}\n');
  socket.write(`${initializeText('{}')}\n`);
  for (let id = 0; id < 40; id += 1) {
    socket.write(`${JSON.stringify(call(`b${id}`, 'big__big', { mb: 2 }))}\n`);
  }
  const isThere = ({ sessions }: HubState) => sessions.some(({ client }) => client === 'x');
  await hub.waitForState(isThere);
  await hub.waitForState((state) => !isThere(state));
  await expectUnharmed(hub);
});

test('a foreign page can neither frame nor call, whatever content type it uses', async () => {
  await using hub = await startHub({ servers });
  const { origin } = new URL(hub.url);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    expect((await post(hub.url, initialize(), { 'content-type': type })).status).toBe(415);
  }
  const own = await send(`${origin}/`, { headers: { accept: 'text/html' } });
  expect(own.headers['x-frame-options']).toBe('DENY');
  for (const site of ['cross-site', 'same-site']) {
    const headers = { origin, 'sec-fetch-site': site };
    const answer = await send(`${origin}/api/hub/state`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(403);
  }
});
