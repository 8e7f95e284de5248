import { expect, test } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import { openCore } from '../testing/open-core.ts';
import { envelope, type TestClient } from '../testing/test-client.ts';

const level = (name: string) => envelope({}, { 'io.modelcontextprotocol/logLevel': name });

function logsOf(client: TestClient): unknown[] {
  return client.messages
    .filter(({ method }) => method === 'notifications/message')
    .map(({ params }) => params.data?.text ?? params.data);
}

const sent = { result: { content: [{ text: 'sent' }] } };

test('what a modern server logs reaches the client whose call alone it works on', async () => {
  await using hub = openCore({ srv: serverEntry('modern') });
  const legacy = await hub.connect().initialize();
  await legacy.ask('logging/setLevel', { level: 'info' });
  const modern = hub.connect();
  expect(await legacy.call('log', { level: 'info', text: 'to legacy' })).toMatchObject(sent);
  const call = modern.call('log', { level: 'info', text: 'to modern' }, level('debug'));
  expect(await call).toMatchObject(sent);
  expect(logsOf(legacy)).toEqual(['to legacy']);
  expect(logsOf(modern)).toEqual(['to modern']);
});

test('while a modern server works for two clients, what it logs goes to neither', async () => {
  await using hub = openCore({ srv: serverEntry('modern') });
  const [one, other] = [hub.connect(), hub.connect()];
  await one.ask('tools/list', envelope());
  const sleeping = other.begin('tools/call', {
    name: 'sleep',
    arguments: { ms: 60_000 },
    ...level('debug'),
  });
  expect(await one.call('log', { level: 'info', text: 'a' }, level('debug'))).toMatchObject(sent);
  // It may still work on what was cancelled.
  other.cancel(sleeping);
  await other.droppedOne();
  expect(await one.call('log', { level: 'info', text: 'b' }, level('debug'))).toMatchObject(sent);
  expect([logsOf(one), logsOf(other)]).toEqual([[], []]);
  expect(await other.call('log', { level: 'info', text: 'c' }, level('debug'))).toMatchObject(sent);
  expect([logsOf(one), logsOf(other)]).toEqual([[], ['c']]);
});

test('a cancelled call that is answered after all is over', async () => {
  await using hub = openCore({ srv: serverEntry('modern') });
  const [one, other] = [hub.connect(), hub.connect()];
  await one.ask('tools/list', envelope());
  const sleep = { name: 'sleep', arguments: { ms: 50, ignore_cancel: true } };
  const sleeping = other.begin('tools/call', { ...sleep, ...envelope() });
  other.cancel(sleeping);
  await other.droppedOne();
  const instance = hub.core.supervisor.server('srv').instances.values().next().value;
  await expect.poll(() => instance?.peer.sessionsServed().size).toBe(0);
  await one.call('log', { level: 'info', text: 'mine' }, level('debug'));
  expect(logsOf(one)).toEqual(['mine']);
});

test('a modern request hears of what it asked for, whatever the server sends', async () => {
  await using hub = openCore({ srv: serverEntry('modern') });
  const client = hub.connect();
  const answer = (name: string, asked: object) => {
    const log = JSON.stringify({ level: name, data: name });
    return client.call('answer', { text: '{"content":[]}', log }, asked);
  };
  await answer('warning', level('error'));
  await answer('error', level('error'));
  await answer('no-level', level('debug'));
  expect(logsOf(client)).toEqual(['error']);
});

test('a legacy server logs for modern requests as they ask for it', async () => {
  await using hub = openCore({ srv: serverEntry('echo') });
  const client = hub.connect();
  const log = (text: string, asked: object) => client.call('log', { level: 'info', text }, asked);
  await log('unasked', envelope());
  await log('too low', level('error'));
  await log('wanted', level('info'));
  await log('unasked again', envelope());
  expect(logsOf(client)).toEqual(['wanted']);
});
