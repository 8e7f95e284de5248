/** Secrets as a person uses them, in every store: set, used, changed, locked away, back again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  missingPrograms,
  type SecretService,
  startSecretService,
} from '../../../src-main/hub/vault/testing/secret-service.ts';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { createHome, loomCommand, runLoom, testEnv } from '../../harness/home.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { isAlive } from '../../harness/processes.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';

/** `loom secret set` with the value from a pipe. */
async function setByCommand(home: string, name: string, secret: string): Promise<string> {
  const child = spawn(loomCommand, ['secret', 'set', name], { env: testEnv(home) });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  child.stdin.end(`${secret}\n`);
  await once(child, 'close');
  return output;
}

const using = (...names: string[]) =>
  serverEntry('hostile', [], {
    env: Object.fromEntries(names.map((name) => [name, `\${secret:${name}}`])),
  });

function healthOf({ servers }: HubState, id: string) {
  return servers.find((server) => server.id === id)?.health;
}

function pidOf({ servers }: HubState, id: string): number | undefined {
  return servers.find((server) => server.id === id)?.instances[0]?.pid;
}

/** What the server has in its environment. */
async function valueIn(hub: TestHub, id: string, name: string): Promise<string> {
  await using client = await connectSocket(hub);
  return textOf(await client.callTool(`${id}__env`, { name }));
}

async function isReady(hub: TestHub, id: string): Promise<HubState> {
  return await hub.waitForState((state) => healthOf(state, id)?.phase === 'ready');
}

test('a new user adds a server that needs a secret, sets it, and it works', async () => {
  await using own = await createHome();
  const { home } = own;
  const { command, args } = using() as unknown as { command: string; args: string[] };
  const entry = ['-e', 'TOKEN=${secret:TOKEN}', '--', command, ...args];
  const added = await runLoom(home, ['servers', 'add', 'needy', '--yes', ...entry]);
  expect(added.code).toBe(3);
  expect(added.stderr).toContain('servers.needy.env.TOKEN: there is no secret TOKEN');
  expect(added.stderr).toContain('`loom secret set TOKEN`');

  const set = await setByCommand(home, 'TOKEN', 'canary-value');
  expect(set).toContain('TOKEN is kept in the encrypted file, used by needy.');
  const called = await runLoom(home, ['call', 'needy__env', 'name=TOKEN']);
  expect(called.stdout.trim()).toBe('canary-value');
  for (const file of ['registry.yaml', 'vault.json', 'logs/hub.log', 'children.json']) {
    expect(readFileSync(join(home, file), 'utf8')).not.toContain('canary');
  }
});

test('a server that lacks a secret waits for as long as it takes, and starts by itself', async () => {
  await using hub = await startHub({ servers: { needy: { ...using('TOKEN'), start: 'eager' } } });
  const state = await hub.waitForState((now) => healthOf(now, 'needy')?.phase === 'waiting');
  expect(healthOf(state, 'needy')).toMatchObject({
    awaits: 'secret TOKEN',
    error: expect.stringContaining('there is no secret TOKEN'),
    remedy: expect.stringContaining('loom secret set TOKEN'),
  });
  const { stdout } = await runLoom(hub.home, ['status']);
  expect(stdout).toContain('waits for secret TOKEN');
  expect(stdout).not.toMatch(/fail|attempt/);
  const list = await runLoom(hub.home, ['servers', 'list']);
  expect(list.stdout).toContain('waits for secret TOKEN');
  await hub.api.secrets.set({ name: 'TOKEN', secret: 'x' });
  await isReady(hub, 'needy');
});

test('a changed secret restarts exactly the servers that use it', async () => {
  const servers = { one: using('TOKEN'), both: using('TOKEN', 'OTHER'), other: using('OTHER') };
  await using hub = await startHub({ servers });
  await hub.api.secrets.set({ name: 'TOKEN', secret: 'first' });
  await hub.api.secrets.set({ name: 'OTHER', secret: 'same' });
  await using client = await connectSocket(hub);
  const values = async () =>
    [
      await client.callTool('one__env', { name: 'TOKEN' }),
      await client.callTool('both__env', { name: 'TOKEN' }),
      await client.callTool('other__env', { name: 'OTHER' }),
    ].map(textOf);
  expect(await values()).toEqual(['first', 'first', 'same']);
  const before = await hub.api.hub.state();
  await hub.api.secrets.set({ name: 'TOKEN', secret: 'second' });
  expect(await values()).toEqual(['second', 'second', 'same']);
  const after = await hub.api.hub.state();
  expect(pidOf(after, 'one')).not.toBe(pidOf(before, 'one'));
  expect(pidOf(after, 'both')).not.toBe(pidOf(before, 'both'));
  expect(pidOf(after, 'other')).toBe(pidOf(before, 'other'));
  expect(await hub.api.secrets.list()).toMatchObject([
    { name: 'OTHER', usedBy: ['both', 'other'], source: 'file' },
    { name: 'TOKEN', usedBy: ['one', 'both'], source: 'file' },
  ]);
});

test('a secret that is in use is removed only by force, and is then missing', async () => {
  await using hub = await startHub({ servers: { one: using('TOKEN') } });
  await hub.api.secrets.set({ name: 'TOKEN', secret: 'x' });
  expect(await valueIn(hub, 'one', 'TOKEN')).toBe('x');
  await expect(hub.api.secrets.remove({ name: 'TOKEN' })).rejects.toMatchObject({
    code: 'secret-in-use',
  });
  const answer = await hub.api.secrets.remove({ name: 'TOKEN', force: true });
  expect(answer).toEqual({ usedBy: ['one'] });
  const state = await hub.waitForState(
    (now) => pidOf(now, 'one') === undefined && healthOf(now, 'one')?.phase === 'waiting',
  );
  expect(healthOf(state, 'one')).toMatchObject({ awaits: 'secret TOKEN' });
  const list = await hub.api.secrets.list();
  expect(list).toEqual([{ name: 'TOKEN', source: 'missing', usedBy: ['one'] }]);
});

test('a variable of the hub decides, and a stored value changes nothing then', async () => {
  const env = { LOOM_SECRET_TOKEN: 'env' };
  await using hub = await startHub({ servers: { one: using('TOKEN') }, env });
  expect(await valueIn(hub, 'one', 'TOKEN')).toBe('env');
  const pid = pidOf(await hub.api.hub.state(), 'one');
  const view = await hub.api.secrets.set({ name: 'TOKEN', secret: 'stored' });
  expect(view.source).toBe('environment');
  expect(pidOf(await hub.api.hub.state(), 'one')).toBe(pid);
});

test('a file of secrets that is damaged stops nothing but what needs a secret, until it is back', async () => {
  await using own = await createHome({ servers: { one: using('TOKEN'), plain: using() } });
  await using hub = await startHub({ home: own.home });
  await hub.api.secrets.set({ name: 'TOKEN', secret: 'x' });
  const file = join(own.home, 'vault.json');
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, 100));
  await expect(hub.api.servers.start({ id: 'one' })).rejects.toMatchObject({
    code: 'vault-damaged',
  });
  expect(await valueIn(hub, 'plain', 'HOME')).toBe(own.home);
  const { problems } = await hub.api.hub.state();
  expect(problems).toMatchObject([{ code: 'vault-damaged', file }]);
  writeFileSync(file, whole);
  const state = await isReady(hub, 'one');
  expect(state.problems).toEqual([]);
});

const missing = process.platform === 'linux' ? missingPrograms : ['Linux'];
const where = missing.length > 0 ? ` (skipped: no ${missing.join(', ')})` : '';

describe.skipIf(missing.length > 0)(`the keychain${where}`, () => {
  let secrets: SecretService;
  let env: Record<string, string>;

  beforeAll(async () => {
    secrets = await startSecretService();
    env = { LOOM_VAULT: 'auto', ...secrets.env };
  });

  afterAll(async () => {
    await secrets[Symbol.asyncDispose]();
    for (const pid of secrets.pids) expect(isAlive(pid)).toBe(false);
  });

  test('keeps secrets where there is one, over restarts, and nothing of them on disk', async () => {
    await using own = await createHome({ servers: { one: using('TOKEN') } });
    {
      await using hub = await startHub({ home: own.home, env });
      const view = await hub.api.secrets.set({ name: 'TOKEN', secret: 'canary' });
      expect(view.source).toBe('keychain');
      expect(await valueIn(hub, 'one', 'TOKEN')).toBe('canary');
      expect((await hub.api.hub.state()).problems).toEqual([]);
    }
    expect(existsSync(join(own.home, 'vault.json'))).toBe(false);
    await using hub = await startHub({ home: own.home, env });
    expect(await valueIn(hub, 'one', 'TOKEN')).toBe('canary');
  });

  test('when locked, servers wait with that reason, and start by themselves once it is open', async () => {
    await using own = await createHome({ servers: { one: { ...using('TOKEN'), start: 'eager' } } });
    {
      await using hub = await startHub({ home: own.home, env });
      await hub.api.secrets.set({ name: 'TOKEN', secret: 'canary' });
    }
    secrets.lock();
    await using hub = await startHub({ home: own.home, env });
    const waiting = await hub.waitForState((now) => healthOf(now, 'one')?.phase === 'waiting');
    expect(healthOf(waiting, 'one')).toMatchObject({
      awaits: 'the keychain to be unlocked',
      error: expect.stringContaining('locked'),
    });
    expect(waiting.problems).toMatchObject([{ code: 'vault-locked' }]);
    expect((await runLoom(own.home, ['secret', 'list'])).code).toBe(9);
    await secrets.unlock();
    const open = await isReady(hub, 'one');
    expect(open.problems).toEqual([]);
    expect(await valueIn(hub, 'one', 'TOKEN')).toBe('canary');
    expect(existsSync(join(own.home, 'vault.json'))).toBe(false);
  });

  test('when it is away that once held secrets, no file takes its place', async () => {
    await using own = await createHome({ servers: { one: using('TOKEN') } });
    {
      await using hub = await startHub({ home: own.home, env });
      await hub.api.secrets.set({ name: 'TOKEN', secret: 'canary' });
    }
    const away = { LOOM_VAULT: 'auto', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    await using hub = await startHub({ home: own.home, env: away });
    const starting = hub.api.servers.start({ id: 'one' });
    await expect(starting).rejects.toMatchObject({ code: 'vault-unavailable' });
    const setting = hub.api.secrets.set({ name: 'TOKEN', secret: 'new' });
    await expect(setting).rejects.toMatchObject({ code: 'vault-unavailable' });
    expect(existsSync(join(own.home, 'vault.json'))).toBe(false);
  });
});

test.skipIf(process.platform !== 'linux')(
  'without a keychain secrets are in an encrypted file, and everybody is told',
  async () => {
    const env = { LOOM_VAULT: 'auto', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    await using hub = await startHub({ servers: { one: using('TOKEN') }, env });
    expect((await hub.api.hub.state()).problems).toEqual([]);
    const view = await hub.api.secrets.set({ name: 'TOKEN', secret: 'x' });
    expect(view.source).toBe('file');
    const { stdout } = await runLoom(hub.home, ['status']);
    expect(stdout).toContain('secrets are kept in the encrypted file');
    expect(stdout).toContain('vault: { type: file }');
  },
);
