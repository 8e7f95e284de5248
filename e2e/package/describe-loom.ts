import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../scripts/lib/root.js';
import { hubNodeFlags } from '../../src-shared/hub-node-flags.ts';
import { createHome } from '../harness/home.ts';
import { describe as describeProcess, isAlive } from '../harness/processes.ts';
import { connectProxy } from '../harness/raw-client.ts';
import { textOf } from '../harness/rpc-session.ts';
import { serverEntry } from '../harness/servers.ts';
import {
  bareEnv,
  run,
  stopUsualHub,
  usualEnv,
  usualHub,
  writeUsualFiles,
} from './installed-app.ts';
import { temporaryFolder } from './make-package.ts';
import { desktopStarts } from './stand-in-electron.ts';

/** `loom` of a package that somebody laid out in `app`, on a machine without Node. */
export function describeLoom(app: () => string): void {
  describe('`loom` in the package, without Node on the machine', () => {
    const loom = () => join(app(), 'resources/bin/loom');

    test('is there, with its twin, and says its version', async () => {
      using home = temporaryFolder();
      const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
      const env = { HOME: home.folder, NODE_OPTIONS: '--require /nowhere.cjs' };
      const { code, stdout, stderr } = await run(loom(), ['--version'], env);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
      const help = await run(join(app(), 'resources/bin/loomd'), ['--help'], env);
      expect(help.stdout).toContain('run the hub here');
    });

    test('finds the native library of the keychain, where it is loaded from', async () => {
      const entry = join(app(), 'resources/app.asar/dist/main/keychain-helper.cjs');
      const load = `require('node:module').createRequire(process.argv[1])('@napi-rs/keyring')`;
      const script = `console.log(typeof ${load}.AsyncEntry)`;
      const env = { ELECTRON_RUN_AS_NODE: '1' };
      const { stdout } = await run(join(app(), 'loom'), ['-e', script, '--', entry], env);
      expect(stdout).toBe('function\n');
    });

    test('proxies a call through a hub that it started itself, of which the rest of it knows', async () => {
      await using test = await createHome({ servers: { echo: serverEntry('echo') }, config: {} });
      const env = bareEnv(test.home);
      expect((await run(loom(), ['status'], env)).code).toBe(5);
      await using client = await connectProxy(test, { command: loom(), env });
      expect(textOf(await client.callTool('echo__echo', { text: 'hello' }))).toContain('hello');

      const { pid } = JSON.parse(readFileSync(join(test.home, 'hub.json'), 'utf8'));
      expect(describeProcess(pid)).toContain('app.asar/dist/main/headless.cjs');
      expect(describeProcess(pid)).toContain(hubNodeFlags.join(' '));
      const status = await run(loom(), ['--json', 'status'], env);
      const state = JSON.parse(status.stdout);
      expect(state).toMatchObject({ host: 'headless', pid, servers: [{ id: 'echo' }] });
      // What clients' files name outlives a move and an update of the app.
      const [stable = ''] = state.endpoint.proxy;
      expect(readFileSync(stable, 'utf8')).toContain(join(app(), 'resources/bin/loom'));
      expect((await run(stable, ['status'], env)).code).toBe(0);
      expect((await run(loom(), ['stop'], env)).code).toBe(0);
    });

    test('is a hub in the foreground, as `serve`', async () => {
      await using test = await createHome({ config: {} });
      const env = bareEnv(test.home);
      const serving = run(loom(), ['serve'], env);
      await expect.poll(async () => (await run(loom(), ['status'], env)).code).toBe(0);
      expect((await run(loom(), ['stop'], env)).code).toBe(0);
      expect((await serving).code).toBe(0);
    });
  });

  describe('`loom proxy` on a desktop', () => {
    const display = { DISPLAY: ':99' };
    const start = async (home: string, env: Record<string, string>) => {
      await writeUsualFiles(home);
      const command = join(app(), 'resources/bin/loom');
      return await connectProxy({ home }, { command, env: usualEnv(home, env) });
    };

    test('starts the app without a window, as a program of its own and not as Node', async () => {
      await using test = await createHome();
      await using client = await start(test.home, display);
      expect(textOf(await client.callTool('echo__echo', { text: 'hello' }))).toContain('hello');
      expect(desktopStarts(test.home)).toEqual([{ args: ['--hidden'], asNode: null }]);
      await stopUsualHub(test.home);
    });

    test('starts the hub alone where the app ends at once, such as without a real display', async () => {
      await using test = await createHome();
      await using client = await start(test.home, { ...display, STAND_IN_DESKTOP: 'fails' });
      expect(textOf(await client.callTool('echo__echo', { text: 'hello' }))).toContain('hello');
      expect(desktopStarts(test.home)).toHaveLength(1);
      const { pid } = usualHub(test.home);
      expect(describeProcess(pid)).toContain('headless.cjs');
      await stopUsualHub(test.home);
      expect(isAlive(pid)).toBe(false);
    });
  });
}
