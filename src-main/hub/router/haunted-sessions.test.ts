/** A session in which a legacy server may still ask about what nobody waits for says so. */
import { expect, test, vi } from 'vitest';
import { type RequestFrame, readFrame } from '../../../src-shared/wire/frame.ts';
import type { Core } from '../core.ts';
import { metaKeys } from '../mcp/envelope.ts';
import type { Session } from '../sessions/session.ts';
import { type Answer, envelope, openCore, type TestClient } from '../testing/open-core.ts';

const able = { [metaKeys.clientCapabilities]: { elicitation: {}, roots: {}, sampling: {} } };

function call({ modern }: TestClient, name: string, args = {}, retry = {}): Promise<Answer> {
  return modern('tools/call', { name, arguments: args, ...retry }, able);
}

function expireAll(core: Core, server: string): void {
  const [instance] = core.supervisor.server(server).instances.values();
  instance?.peer.expire(Date.now() + 60_000);
}

test('a call whose client was asked and never came back leaves its session haunted', async () => {
  const config = { limits: { input_wait: '50ms' } };
  await using hub = await openCore({ asking: ['asking.ts'] }, { config });
  const client = hub.connect();
  client.session.onFree = vi.fn(() => expect(client.session.isHaunted).toBe(true));
  await call(client, 'asking__ask_roots');
  await vi.waitFor(() => expect(client.session.onFree).toHaveBeenCalledOnce());
});

test('a retry that is given up leaves the session haunted that the server knows', async () => {
  await using hub = await openCore({ asking: ['asking.ts'] });
  const home = hub.connect();
  const { result } = await call(home, 'asking__ask_cancel', { ms: 60_000 });
  const retry = { requestState: result.requestState, inputResponses: { q1: {} } };
  const guest = hub.core.sessions.open({ carrier: 'http', profile: 'default', send() {} });
  const dropped = post(hub.core, guest, { name: 'asking__ask_cancel', ...retry });
  for (const one of guest.calls.values()) one.cancel();
  await dropped;
  expect([home.session.isHaunted, guest.isHaunted]).toEqual([true, false]);
});

test('a call that took too long leaves its session haunted', async () => {
  await using hub = await openCore({ asking: ['asking.ts'] });
  const client = hub.connect();
  expect((await call(client, 'asking__answers')).result.isError).toBeUndefined();
  expect(client.session.isHaunted).toBe(false);
  const late = call(client, 'asking__ask_too_late');
  await vi.waitFor(() => expect(client.session.calls.values()[0]?.isRunning).toBe(true));
  expireAll(hub.core, 'asking');
  expect((await late).result.isError).toBe(true);
  expect(client.session.isHaunted).toBe(true);
});

test('servers of the modern era ask in their answers alone, and haunt nobody', async () => {
  await using hub = await openCore({ modern: ['modern.ts'] });
  const client = hub.connect();
  await client.modern('tools/list');
  const late = call(client, 'modern__sleep', { ms: 60_000 });
  await vi.waitFor(() => expect(client.session.calls.values()[0]?.isRunning).toBe(true));
  expireAll(hub.core, 'modern');
  expect((await late).result.isError).toBe(true);
  expect(client.session.isHaunted).toBe(false);
});

function post(core: Core, session: Session, params: object): Promise<void> {
  const message = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { ...params, _meta: { ...envelope, ...able } },
  };
  const reading = readFrame(Buffer.from(JSON.stringify(message)));
  if (!reading.ok) throw new Error(reading.detail);
  return new Promise((resolve) =>
    core.take(session, reading.frame, (frame: RequestFrame) => ({
      frame,
      session,
      reply() {},
      notify() {},
      drop: resolve,
    })),
  );
}
