/** The HTTP transports against real servers of the SDK's, in processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpServer, SseServer } from '../../../src-shared/domain/server.ts';
import type { Link } from './link.ts';
import { sse } from './sse.ts';
import { streamableHttp } from './streamable-http.ts';
import {
  initialize,
  initialized,
  notification,
  recordEvents,
  request,
} from './testing/link-events.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function startServer(file: string, ...args: string[]): Promise<string> {
  const path = fileURLToPath(new URL(`../../../e2e/servers/${file}`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [path, '0', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  cleanUp.push(() => {
    child.stdin?.end();
    return exit;
  });
  if (!child.stdout) throw new Error('no stdout');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return `http://127.0.0.1:${line.replace('listening ', '')}`;
}

async function connect(transport: 'http' | 'sse', ...args: string[]) {
  const origin = await startServer(`${transport}-server.ts`, ...args);
  const events = recordEvents();
  const options = {
    serverId: 'docs',
    maxMessage: 64e6,
    signal: new AbortController().signal,
  };
  const headers = { 'X-Key': 'k' };
  const link: Link =
    transport === 'http'
      ? await streamableHttp(
          HttpServer.parse({ transport, url: `${origin}/mcp`, headers }),
          events,
          options,
        )
      : await sse(SseServer.parse({ transport, url: `${origin}/sse`, headers }), events, options);
  cleanUp.push(() => link.close());
  link.send(initialize);
  expect(await events.answer(1)).toHaveProperty('result.serverInfo');
  link.send(initialized);
  await link.established('2025-11-25');
  const call = (id: number, name: string, input: unknown = {}, meta = {}) => {
    link.send(request(id, 'tools/call', { name, arguments: input, _meta: meta }));
    return events.answer(id);
  };
  const admin = async (path: string) => {
    const response = await fetch(`${origin}/admin/${path}`, { method: 'POST' });
    return (await response.json()) as { sessions: string[]; requests: Record<string, number> };
  };
  return { link, events, call, admin };
}

const said = (text: unknown) => ({ result: { content: [{ type: 'text', text }] } });

describe.each([
  ['http', []],
  ['http', ['--json']],
  ['http', ['--no-get']],
  ['http', ['--stateless']],
  ['sse', []],
] as const)('a %s server %j', (transport, args) => {
  test('answers calls in any number, with our headers', async () => {
    const { call, events } = await connect(transport, ...args, '--require-header', 'X-Key=k');
    const texts = Array.from({ length: 30 }, (_, index) => `ü€😀 ${index}`);
    const answers = await Promise.all(
      texts.map((text, index) => call(10 + index, 'echo', { text })),
    );
    expect(answers).toMatchObject(texts.map(said));
    expect(events.ends).toEqual([]);
    expect(events.warnings).toEqual([]);
  });

  test('ends its session when the link closes', async () => {
    const { link, events, admin } = await connect(transport, ...args);
    await link.close();
    expect(events.ends).toEqual([{ by: 'us' }]);
    await expect.poll(async () => (await admin('state')).sessions).toEqual([]);
  });
});

describe('a Streamable HTTP server', () => {
  test('sends progress with the call and its own messages beside it', async () => {
    const { call, events } = await connect('http');
    expect(await call(2, 'slow', { ms: 60, every: 20 }, { progressToken: 't' })).toMatchObject(
      said('slept 60 ms'),
    );
    expect(events.messages.filter((text) => text.includes('notifications/progress'))).toHaveLength(
      3,
    );
    await call(3, 'notify', { text: 'by itself' });
    await events.until(() => events.messages.some((text) => text.includes('by itself')));
  });

  test('asks in the middle of a call and gets our answer', async () => {
    const { link, call, events } = await connect('http');
    const answer = call(2, 'ask');
    const isQuestion = (text: string) => text.includes('elicitation/create');
    await events.until(() => events.messages.some(isQuestion));
    const { id } = JSON.parse(events.messages.find(isQuestion) ?? '') as { id: number };
    const reply = { jsonrpc: '2.0', id, result: { action: 'accept', content: { name: 'Ann' } } };
    link.send({
      pieces: [Buffer.from(JSON.stringify(reply))],
      method: undefined,
      requestId: undefined,
    });
    expect(JSON.stringify(await answer)).toMatch(/Ann|elicitation/);
  });

  test('closes the stream in the middle of a call and goes on in another', async () => {
    const { call } = await connect('http');
    const calls = [2, 3, 4].map((id) => call(id, 'close_stream', { ms: 150 }));
    expect(await Promise.all(calls)).toMatchObject(
      [2, 3, 4].map(() => said('answered after the stream was closed')),
    );
  });

  test('closes the GET stream and finds it open again', async () => {
    const { call, events, admin } = await connect('http');
    await admin('close-get');
    await expect.poll(async () => (await admin('state')).requests.GET).toBe(2);
    await call(2, 'notify', { text: 'again' });
    await events.until(() => events.messages.some((text) => text.includes('again')));
  });

  test('forgets the session and gets a new one, unseen by the caller', async () => {
    const { call, events, admin } = await connect('http');
    await admin('forget');
    const answers = await Promise.all([2, 3, 4].map((id) => call(id, 'echo', { text: `${id}` })));
    expect(answers).toMatchObject(['2', '3', '4'].map(said));
    expect((await admin('state')).sessions).toHaveLength(1);
    await call(5, 'notify', { text: 'in the new session' });
    await events.until(() => events.messages.some((text) => text.includes('in the new session')));
  });

  test('leaves no stream open after a cancelled call', async () => {
    const { link, call, events } = await connect('http');
    link.send(request(2, 'tools/call', { name: 'slow', arguments: { ms: 60_000 } }));
    link.send(notification('notifications/cancelled', { requestId: 2 }));
    expect(await call(3, 'echo', { text: 'x' })).toMatchObject(said('x'));
    expect(events.failures.size).toBe(0);
  });
});
