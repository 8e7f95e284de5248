import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanPath, createLoginEnv } from './login-env.ts';
import { eventually, isRunning } from './testing/processes.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'loom-login-'));
});
afterAll(() => rm(home, { recursive: true }));

describe('cleanPath', () => {
  test('puts the first path first and drops repetitions', () => {
    expect(cleanPath('linux', ['/a:/b/', '/b:/c:/a'])).toBe('/a:/b/:/c');
    expect(cleanPath('linux', ['/', '/'])).toBe('/');
  });

  test("drops what npm added for its scripts, and keeps Node's own folders", () => {
    const npm =
      '/w/node_modules/.bin:/node_modules/.bin/:/usr/lib/node_modules/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin';
    expect(cleanPath('linux', [`${npm}:/opt/node/bin:/x/node_modules/tool/bin`])).toBe(
      '/opt/node/bin:/x/node_modules/tool/bin',
    );
    expect(cleanPath('win32', ['C:\\w\\node_modules\\.bin;C:\\nodejs'])).toBe('C:\\nodejs');
  });

  test('drops relative and empty entries', () => {
    expect(cleanPath('linux', ['bin::.:./x:/a:', '~/bin'])).toBe('/a');
    expect(cleanPath('win32', ['bin;C:\\a;;"C:\\b c";c:\\A\\'])).toBe('C:\\a;C:\\b c');
  });
});

describe.skipIf(process.platform === 'win32')('createLoginEnv', () => {
  const npmBin = '/home/ada/node_modules/.bin';

  async function pathWith(profile: string, more: { shell?: string | null; timeout?: number } = {}) {
    await writeFile(join(home, '.bash_profile'), profile);
    const env = { HOME: home, PATH: `${npmBin}:/usr/bin:/bin`, npm_config_prefix: '/npm' };
    const platform = process.platform;
    return createLoginEnv({ platform, env, shell: '/bin/bash', timeout: 5_000, ...more })();
  }

  test("the login shell's entries come first, without npm's", async () => {
    const found = await pathWith('echo hello; PATH="/opt/tools:$PATH:rel"; echo "$PATH" >&2');
    expect(found.path.split(':')[0]).toBe('/opt/tools');
    expect(found.path).not.toMatch(/node_modules|rel/);
    expect(found.warning).toBeUndefined();
  });

  test('the start-up files see no npm settings', async () => {
    const found = await pathWith('PATH="/prefix$npm_config_prefix:$PATH"');
    expect(found.path.split(':')).toContain('/prefix');
  });

  test('start-up files that ask something get no answer, and nothing hangs', async () => {
    const found = await pathWith('read answer; read answer </dev/tty; PATH="/opt/asked:$PATH"');
    expect(found.path.split(':')[0]).toBe('/opt/asked');
  });

  test('a shell that hangs is ended with all it started, and its PATH done without', async () => {
    const pidFile = join(home, 'pid');
    const hang = `trap '' TERM HUP; sleep 300 & echo "$$ $!" > ${pidFile}; while :; do wait; done`;
    let pids: number[] = [];
    // On a busy machine it may be ended before it comes so far: then it gets more time.
    for (let timeout = 400; pids.length < 2; timeout *= 2) {
      const found = await pathWith(hang, { timeout });
      expect(found.path).toBe('/usr/bin:/bin');
      expect(found.warning).toContain(`/bin/bash did not answer within ${timeout} ms`);
      pids = (await readFile(pidFile, 'utf8').catch(() => '')).match(/\d+/g)?.map(Number) ?? [];
    }
    for (const pid of pids) await eventually(async () => !(await isRunning(pid)));
  });

  test('an answer counts although the shell leaves something running', async () => {
    const found = await pathWith('sleep 300 & PATH="/opt/busy:$PATH"');
    expect(found.path.split(':')[0]).toBe('/opt/busy');
  });

  test.each([
    ['/nonexistent/shell', 'ENOENT'],
    ['/bin/false', 'ended without an answer (code 1)'],
    [null, 'no login shell'],
  ])('falls back to its own cleaned PATH when the shell is %s', async (shell, reason) => {
    const found = await pathWith('', { shell });
    expect(found.path).toBe('/usr/bin:/bin');
    expect(found.warning).toContain(reason);
  });

  test('asks once, when first called', async () => {
    const counter = join(home, 'counter');
    const shell = join(home, 'counting-shell');
    await writeFile(shell, `#!/bin/sh\necho asked >> ${counter}\nexec /bin/bash "$@"\n`);
    await chmod(shell, 0o755);
    const env = { HOME: home, PATH: '/usr/bin:/bin' };
    const loginEnv = createLoginEnv({ platform: process.platform, env, shell });
    const [first, second] = await Promise.all([loginEnv(), loginEnv()]);
    expect(second).toBe(first);
    expect(await readFile(counter, 'utf8')).toBe('asked\n');
  });

  test('tells the variables that it is asked for, where they are set', async () => {
    const profile = `echo noise; export CODEX_HOME="/data/my codex" QUOTED="it's \\$x" EMPTY=`;
    const names = ['CODEX_HOME', 'QUOTED', 'EMPTY', 'UNSET'];
    await writeFile(join(home, '.bash_profile'), profile);
    const env = { HOME: home, PATH: '/usr/bin:/bin' };
    const ask = createLoginEnv({ platform: process.platform, env, shell: '/bin/bash', names });
    expect((await ask()).variables).toEqual({ CODEX_HOME: '/data/my codex', QUOTED: "it's $x" });
  });

  test('the variables are our own where the shell does not answer', async () => {
    const env = { CODEX_HOME: '/ours', PATH: '/bin' };
    const ask = createLoginEnv({ platform: 'linux', env, shell: null, names: ['CODEX_HOME'] });
    expect((await ask()).variables).toEqual({ CODEX_HOME: '/ours' });
  });
});
