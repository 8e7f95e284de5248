/** Servers that lack a secret, over several attempts. */
import { expect, test } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { session, supervise, TestMemory } from './testing/supervise.ts';

const missing = (secret: string) =>
  new LoomError('missing-secret', `there is no secret ${secret}`, { server: 'srv', secret });

test('a server that lacks a secret is told of once, however often it is tried', async () => {
  let attempts = 0;
  const entry = { ...serverEntry('echo'), transport: 'stdio', start: 'eager' };
  await using one = supervise(entry, new TestMemory(), () => {
    attempts += 1;
    throw missing('TOKEN');
  });
  await expect.poll(() => attempts, { timeout: 20_000 }).toBeGreaterThan(2);
  const srv = one.supervisor.server('srv');
  await expect.poll(() => srv.health()).toMatchObject({ phase: 'waiting', awaits: 'secret TOKEN' });
  expect(one.failures).toEqual([missing('TOKEN')]);
});

test('a call to it fails with what it waits for, not as if it were broken', async () => {
  await using one = supervise({ ...serverEntry('echo'), transport: 'stdio' });
  const srv = one.supervisor.server('srv');
  for (let n = 0; n < 6; n += 1) one.supervisor.lacks('srv', missing('TOKEN'));
  const call = Promise.resolve().then(() => srv.acquire(session('a')));
  await expect(call).rejects.toMatchObject({ code: 'missing-secret', secret: 'TOKEN' });
});

test('a server whose secret is taken away waits for it, also when its last process has ended', async () => {
  await using one = supervise({ ...serverEntry('echo'), transport: 'stdio' });
  const instance = await one.supervisor.probe('srv');
  one.supervisor.renew('srv');
  one.supervisor.lacks('srv', missing('TOKEN'));
  await instance.close(new LoomError('server-unavailable', 'its secret is gone'));
  expect(one.supervisor.server('srv').health()).toMatchObject({ phase: 'waiting' });
  one.supervisor.renew('srv');
  await expect.poll(() => one.supervisor.server('srv').health().phase).toBe('ready');
});
