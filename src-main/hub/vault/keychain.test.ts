import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { eventually, isRunning } from '../platform/testing/processes.ts';
import { createKeychainVault, longestEntry } from './keychain.ts';
import { createKeychainProcess, type KeychainProcess } from './keychain-process.ts';
import {
  missingPrograms,
  type SecretService,
  startSecretService,
} from './testing/secret-service.ts';
import { describeVault } from './vault.conformance.ts';
import type { Vault } from './vault.ts';

const helper = join(import.meta.dirname, 'keychain-helper.ts');
const opened: KeychainProcess[] = [];
let services = 0;

interface Opening {
  env: Record<string, string>;
  service?: string;
  longest?: number;
  patienceMs?: number;
  idleMs?: number;
  helper?: string;
}

function openKeychain({
  env,
  service = `loom-test-${++services}`,
  longest = 1200,
  ...more
}: Opening): Vault {
  const { platform } = process;
  const keychain = createKeychainProcess({ helper, platform, env: { ...base, ...env }, ...more });
  opened.push(keychain);
  return createKeychainVault({ keychain, service, longest });
}

const base = { PATH: process.env.PATH, HOME: '/nonexistent' };
const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };

afterEach(async () => {
  for (const keychain of opened.splice(0)) keychain.close();
  await eventually(() => helpers().length === 0);
});

/** The helpers that run for this test. */
function helpers(): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,ppid=,args=', '-A'], { encoding: 'utf8' }).split(
    '\n',
  );
  return lines
    .filter((line) => line.includes(helper) && line.trim().split(/\s+/)[1] === String(process.pid))
    .map((line) => Number(line.trim().split(/\s+/)[0]));
}

const missing = process.platform === 'linux' ? missingPrograms : ['Linux'];
const where = missing.length > 0 ? ` (skipped: no ${missing.join(', ')})` : '';

describe.skipIf(missing.length > 0)(`with a Secret Service${where}`, () => {
  let secrets: SecretService;

  beforeAll(async () => {
    secrets = await startSecretService();
  }, 20_000);

  afterAll(async () => {
    await secrets[Symbol.asyncDispose]();
    for (const pid of secrets.pids) expect(await isRunning(pid)).toBe(false);
  });

  afterEach(() => secrets.unlock());

  describeVault('keychain', {
    create: (values) => filled(values),
    reopen: async () => openKeychain({ env: secrets.env, service: `loom-test-${services}` }),
  });

  async function filled(
    values: Record<string, string>,
    more: Partial<Opening> = {},
  ): Promise<Vault> {
    const vault = openKeychain({ env: secrets.env, ...more });
    for (const [name, secret] of Object.entries(values)) await vault.set(name, secret);
    return vault;
  }

  function look(service: string): string {
    return execFileSync(
      'dbus-send',
      [
        '--session',
        '--print-reply',
        '--dest=org.freedesktop.secrets',
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.SearchItems',
        `dict:string:string:service,${service}`,
      ],
      { env: { ...process.env, ...secrets.env }, encoding: 'utf8' },
    );
  }

  test('leaves no part of a long secret behind when it is changed or removed', async () => {
    const vault = await filled({ LONG: 'x'.repeat(5000) });
    const service = `loom-test-${services}`;
    const items = () => look(service).match(/object path/g)?.length;
    // The index, the pointer and five parts.
    expect(items()).toBe(7);
    await vault.set('LONG', 'y'.repeat(2000));
    expect(items()).toBe(4);
    await vault.remove('LONG');
    expect(items()).toBe(1);
  });

  test('keeps a secret that looks like a pointer to parts', async () => {
    const secret = 'loom:parts:01234567:2';
    const vault = await filled({ ODD: secret }, { longest: longestEntry('linux') });
    expect(await vault.get('ODD')).toBe(secret);
  });

  test('keeps homes apart', async () => {
    await filled({ TOKEN: 'x' });
    expect(await (await filled({})).get('TOKEN')).toBeUndefined();
  });

  test('a locked one says so for every call, and never that a secret is missing', async () => {
    const vault = await filled({ TOKEN: 'x' });
    secrets.lock();
    for (const call of [
      () => vault.get('TOKEN'),
      () => vault.get('NONE'),
      () => vault.list(),
      () => vault.set('A', 'b'),
      () => vault.remove('TOKEN'),
      () => vault.probe(),
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: 'vault-locked',
        message: expect.stringContaining('locked'),
        remedy: expect.stringContaining('Unlock'),
      });
    }
    await secrets.unlock();
    expect(await vault.get('TOKEN')).toBe('x');
    expect((await vault.list()).map(({ name }) => name)).toEqual(['TOKEN']);
  });

  test('its helper ends when there is nothing to do, and comes back', async () => {
    const vault = await filled({ TOKEN: 'x' }, { idleMs: 50 });
    await eventually(() => helpers().length === 0);
    expect(await vault.get('TOKEN')).toBe('x');
  });

  test('a helper that is killed fails what it was asked, and nothing after', async () => {
    const vault = await filled({ TOKEN: 'x' });
    for (const pid of helpers()) process.kill(pid, 'SIGKILL');
    await vault.get('TOKEN').catch(() => {});
    expect(await vault.get('TOKEN')).toBe('x');
  });
});

describe.skipIf(missing.length > 0)(`with a prompt that nobody answers${where}`, () => {
  test('gives up after a while, asks nothing more meanwhile, and does not outlive its hub', async () => {
    await using secrets = await startSecretService({ promptHangs: true });
    const { env } = secrets;
    const service = 'loom-test-prompt';
    await openKeychain({ env, service }).set('TOKEN', 'x');
    for (const keychain of opened.splice(0)) keychain.close();
    await eventually(() => helpers().length === 0);
    secrets.lock();
    const vault = openKeychain({ env, service, patienceMs: 500 });
    const waiting = { code: 'vault-locked', message: expect.stringContaining('does not answer') };
    await expect(vault.get('TOKEN')).rejects.toMatchObject(waiting);
    await expect(vault.get('TOKEN')).rejects.toMatchObject(waiting);
    expect(helpers()).toHaveLength(1);
    for (const keychain of opened) keychain.close();
    await eventually(() => helpers().length === 0);
  });
});

describe('without a keychain', () => {
  test.skipIf(process.platform !== 'linux')('says so, why, and what else there is', async () => {
    const vault = openKeychain({ env: nowhere });
    const calls = [
      () => vault.get('TOKEN'),
      () => vault.list(),
      () => vault.set('A', 'b'),
      () => vault.probe(),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        code: 'vault-unavailable',
        message: expect.stringContaining('no keychain'),
        remedy: expect.stringContaining('type: file'),
      });
    }
  });

  test('a helper that cannot run is no reason to wait', async () => {
    const vault = openKeychain({ env: nowhere, helper: '/nonexistent/helper.cjs' });
    await expect(vault.get('TOKEN')).rejects.toMatchObject({ code: 'vault-unavailable' });
    await expect(vault.get('TOKEN')).rejects.toMatchObject({ code: 'vault-unavailable' });
  });

  test('a helper that ends in the middle of its answer fails that alone, and quotes none of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loom-helper-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const helper = join(folder, 'helper.mjs');
    const answer = JSON.stringify('{"id":1,"value":"PIECE-OF-A-SECRET');
    const end = "process.kill(process.pid, 'SIGKILL')";
    writeFileSync(
      helper,
      `process.stdin.once('data', () => process.stdout.write(${answer}, () => ${end}));`,
    );
    const failure = await openKeychain({ env: nowhere, helper })
      .get('TOKEN')
      .catch((error) => error);
    expect(failure).toMatchObject({ code: 'vault-unavailable' });
    expect(inspect(failure)).not.toContain('PIECE');
  });

  test('nothing is asked any more once the hub has closed it', async () => {
    const vault = openKeychain({ env: nowhere });
    for (const keychain of opened) keychain.close();
    await expect(vault.get('TOKEN')).rejects.toMatchObject({ code: 'hub-stopping' });
    expect(helpers()).toEqual([]);
  });
});
