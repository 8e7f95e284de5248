/** All servers paused, and the machine that slept. */
import { expect, test } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import { session, supervise, TestMemory } from './testing/supervise.ts';

test('a pause ends what runs and refuses calls with the way out, until it is resumed', async () => {
  await using one = supervise({ ...serverEntry('echo'), transport: 'stdio' });
  const { supervisor } = one;
  const instance = await supervisor.probe('srv');
  await supervisor.pause();
  expect(instance.isReady).toBe(false);
  expect(supervisor.pausedSince).toBeTypeOf('number');
  const call = Promise.resolve().then(() => supervisor.server('srv').acquire(session('a')));
  await expect(call).rejects.toMatchObject({ code: 'hub-paused', remedy: /loom resume/ });
  expect(supervisor.server('srv').health().phase).toBe('idle');
  supervisor.resume();
  expect(supervisor.pausedSince).toBeUndefined();
  expect((await supervisor.server('srv').acquire(session('a'))).isReady).toBe(true);
});

test('an eager server stays down through a pause, and is back by itself after it', async () => {
  const entry = { ...serverEntry('echo'), transport: 'stdio', start: 'eager' };
  await using one = supervise(entry, new TestMemory());
  const srv = one.supervisor.server('srv');
  await expect.poll(() => srv.health().phase).toBe('ready');
  await one.supervisor.pause();
  one.supervisor.woke();
  expect(srv.instances.size).toBe(0);
  one.supervisor.resume();
  await expect.poll(() => srv.health().phase).toBe('ready');
});
