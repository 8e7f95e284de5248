/** A session in which a legacy server may still ask about what nobody waits for says so. */
import { expect, test, vi } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import type { Core } from '../core.ts';
import { openCore } from '../testing/open-core.ts';
import { envelope, type Message, type TestClient } from '../testing/test-client.ts';

const able = envelope({ elicitation: {}, roots: {}, sampling: {} });

function call(client: TestClient, name: string, args = {}, retry = {}): Promise<Message> {
  return client.call(name, args, { ...retry, ...able });
}

function expireAll(core: Core, server: string): void {
  const [instance] = core.supervisor.server(server).instances.values();
  instance?.peer.expire(Date.now() + 60_000);
}

test('a call whose client was asked and never came back leaves its session haunted', async () => {
  const config = { limits: { input_wait: '50ms' } };
  await using hub = openCore({ asking: serverEntry('asking') }, config);
  const client = hub.connect();
  client.session.onFree = vi.fn(() => expect(client.session.isHaunted).toBe(true));
  await call(client, 'asking__ask_roots');
  await expect.poll(() => client.session.onFree).toHaveBeenCalledOnce();
});

test('a retry that is given up leaves the session haunted that the server knows', async () => {
  await using hub = openCore({ asking: serverEntry('asking') });
  const home = hub.connect();
  const { result } = await call(home, 'asking__ask_cancel', { ms: 60_000 });
  const retry = { requestState: result.requestState, inputResponses: { q1: {} } };
  const guest = hub.connect({ carrier: 'http' });
  guest.begin('tools/call', { name: 'asking__ask_cancel', ...retry, ...able });
  for (const one of guest.session.calls.values()) one.cancel();
  await guest.droppedOne();
  expect([home.session.isHaunted, guest.session.isHaunted]).toEqual([true, false]);
});

test('a call that took too long leaves its session haunted', async () => {
  await using hub = openCore({ asking: serverEntry('asking') });
  const client = hub.connect();
  expect((await call(client, 'asking__answers')).result.isError).toBeUndefined();
  expect(client.session.isHaunted).toBe(false);
  const late = call(client, 'asking__ask_too_late');
  await expect.poll(() => client.session.calls.values()[0]?.isRunning).toBe(true);
  expireAll(hub.core, 'asking');
  expect((await late).result.isError).toBe(true);
  expect(client.session.isHaunted).toBe(true);
});

test('servers of the modern era ask in their answers alone, and haunt nobody', async () => {
  await using hub = openCore({ modern: serverEntry('modern') });
  const client = hub.connect();
  await client.modern('tools/list');
  const late = call(client, 'modern__sleep', { ms: 60_000 });
  await expect.poll(() => client.session.calls.values()[0]?.isRunning).toBe(true);
  expireAll(hub.core, 'modern');
  expect((await late).result.isError).toBe(true);
  expect(client.session.isHaunted).toBe(false);
});
