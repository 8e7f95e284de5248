import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hubNodeFlags } from '../src-shared/hub-node-flags.ts';

// resources/bin/loom and loomd, in a checkout whose `loom` only says how it was called.

const checkoutRoot = join(import.meta.dirname, '..');
let home: string;
let bin: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'loom wrappers-'));
  bin = join(home, 'checkout/resources/bin');
  cpSync(join(checkoutRoot, 'resources/bin'), bin, { recursive: true });
  put('checkout/dist/cli/loom.cjs', 'console.log(JSON.stringify(process.argv.slice(2)));');
  put('checkout/package.json', '{}');
  mkdirSync(join(home, 'checkout/node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(home, 'checkout/node_modules/node/bin/node'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}

function run(command: string, args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(command, args, { env, cwd: home }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
  });
}

describe.skipIf(process.platform === 'win32')('resources/bin/loom', () => {
  test('needs no PATH, and hands on its arguments as they are', async () => {
    const result = await run(join(bin, 'loom'), ['proxy', '--profile', 'a b', '']);
    expect(result).toEqual({ code: 0, stdout: '["proxy","--profile","a b",""]\n', stderr: '' });
  });

  test('works through links, as npm and people make them', async () => {
    mkdirSync(join(home, 'links'));
    symlinkSync('../checkout/resources/bin/loom', join(home, 'links/relative'));
    symlinkSync(join(home, 'links/relative'), join(home, 'links/twice'));
    const { stdout } = await run('links/twice', ['status'], { PATH: process.env.PATH ?? '' });
    expect(stdout).toBe('["status"]\n');
  });

  test('says so where the checkout is not built', async () => {
    rmSync(join(home, 'checkout/dist'), { recursive: true });
    const { code, stderr } = await run(join(bin, 'loom'), ['status']);
    expect(code).toBe(69);
    expect(stderr).toMatch(
      /^loom: not built yet \(.*\/dist\/cli\/loom\.cjs is missing\)\. Run `npm/,
    );
  });

  test('takes the Node on the PATH where the checkout has none, if it is new enough', async () => {
    rmSync(join(home, 'checkout/node_modules'), { recursive: true });
    mkdirSync(join(home, 'path'));
    symlinkSync(process.execPath, join(home, 'path/node'));
    const found = await run(join(bin, 'loom'), ['status'], { PATH: join(home, 'path') });
    expect(found.stdout).toBe('["status"]\n');
    const missing = await run(join(bin, 'loom'), ['status'], { PATH: '/nowhere' });
    expect(missing.code).toBe(69);
    expect(missing.stderr).toContain('no Node 22 or later found');
  });

  test.each([
    ['Linux', 'opt/Loom/resources', 'opt/Loom/loom'],
    ['macOS', 'Loom.app/Contents/Resources', 'Loom.app/Contents/MacOS/Loom'],
  ])(
    'in a package for %s runs the app as Node, under its own flags only',
    async (_, resources, app) => {
      cpSync(bin, join(home, resources, 'bin'), { recursive: true });
      put(`${resources}/app.asar`, '');
      put(app, '#!/bin/sh\nprintf "%s|" "$ELECTRON_RUN_AS_NODE" "$NODE_OPTIONS" "$@"\n');
      chmodSync(join(home, app), 0o755);
      mkdirSync(join(home, 'links'));
      symlinkSync(join(home, resources, 'bin/loom'), join(home, 'links/loom'));
      const env = { NODE_OPTIONS: '--inspect' };
      const { stdout } = await run(join(home, 'links/loom'), ['proxy', 'a b'], env);
      const [asNode, options, ...rest] = stdout.split('|');
      const flags = rest.splice(0, hubNodeFlags.length);
      const [entry, ...args] = rest;
      expect([asNode, options, flags, args]).toEqual(['1', '', hubNodeFlags, ['proxy', 'a b', '']]);
      expect(resolve(entry ?? '')).toBe(join(home, resources, 'app.asar/dist/cli/loom.cjs'));
    },
  );

  test('in a package without its program says so', async () => {
    put('checkout/resources/app.asar', '');
    const { code, stderr } = await run(join(bin, 'loom'), ['status']);
    expect(code).toBe(69);
    expect(stderr).toContain('its program is missing. Install Loom again.');
  });

  test('is `loom serve` under the name loomd', async () => {
    const { stdout } = await run(join(bin, 'loomd'), ['--http-addr', ':1']);
    expect(stdout).toBe('["serve","--http-addr",":1"]\n');
  });
});
