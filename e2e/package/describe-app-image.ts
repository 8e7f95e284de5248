import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createHome } from '../harness/home.ts';
import { describe as describeProcess, waitUntilGone } from '../harness/processes.ts';
import { connectProxy } from '../harness/raw-client.ts';
import { textOf } from '../harness/rpc-session.ts';
import {
  folderOfPrograms,
  putProgram,
  run,
  stopUsualHub,
  unpackedFolder,
  usualEnv,
  usualHub,
  writeUsualFiles,
} from './installed-app.ts';
import type { MadePackage } from './make-package.ts';
import { desktopStarts, unpackForNode } from './stand-in-electron.ts';

// electron-builder downloads the tools that make an AppImage, so THE IMAGE IS A STAND-IN: a script that
// copies its content to a new place in lieu of mounting it there, and takes it away when what it
// ran has ended. The launcher inside, AppRun, is electron-builder's own.

/** `loom` in an AppImage, which lies somewhere else whenever it runs. */
export function describeAppImage(packed: () => MadePackage): void {
  describe('an AppImage', () => {
    let image: string;
    let mounts: string;
    /** What AppRun calls; no Node, and a kernel that gives users no namespaces. */
    let path: string;

    beforeAll(() => {
      const made = packed();
      const content = join(made.folder, 'content');
      cpSync(join(made.output, unpackedFolder), content, {
        recursive: true,
        verbatimSymlinks: true,
      });
      unpackForNode(join(content, 'resources'));
      putProgram(join(content, 'AppRun'), appRun());
      mounts = join(made.folder, 'mounts');
      path = folderOfPrograms(join(made.folder, 'path'), [
        ...['bash', 'env', 'dirname', 'readlink', 'mkdir', 'mktemp', 'cp', 'rm'],
      ]);
      putProgram(join(path, 'unshare'), '#!/bin/sh\nexit 1\n');
      image = join(made.folder, 'Loom 0.1.AppImage');
      putProgram(image, runtime(image, mounts, content));
    });

    const mounted = () => readdirSync(mounts);

    test('serves clients with and without the app, from a mount that is each process’s own', async () => {
      await using test = await createHome();
      const env = usualEnv(test.home, { PATH: path });
      await writeUsualFiles(test.home);
      const stable = join(test.home, '.local/share/loom/bin/loom');

      // The app is started as people do it, and writes the command that clients' files name.
      const app = run(image, ['--hidden'], env);
      await expect.poll(() => usualHubOrNone(test.home)?.pid, { timeout: 30_000 }).toBeDefined();
      expect(desktopStarts(test.home)[0]?.args).toEqual(['--no-sandbox', '--hidden']);
      await expect.poll(async () => (await run(stable, ['status'], env)).code).toBe(0);
      expect(readFileSync(stable, 'utf8')).not.toContain(mounts);
      await using client = await connectProxy(test, { command: stable, env });
      expect(textOf(await client.callTool('echo__echo', { text: 'one' }))).toContain('one');

      // It ends, and its mount goes; the client's own stays, and a hub without a window takes over.
      const { pid } = usualHub(test.home);
      process.kill(pid, 'SIGKILL');
      await waitUntilGone(pid);
      await app;
      expect(textOf(await client.callTool('echo__echo', { text: 'two' }))).toContain('two');
      const hub = usualHub(test.home);
      expect(describeProcess(hub.pid)).toContain('--no-sandbox serve');
      expect(mounted()).toHaveLength(2);

      // The client ends, and the hub does not lose its own code with it.
      await client[Symbol.asyncDispose]();
      await expect.poll(() => mounted().length).toBe(1);
      await using next = await connectProxy(test, { command: stable, env });
      expect(textOf(await next.callTool('echo__echo', { text: 'three' }))).toContain('three');
      expect(usualHub(test.home).pid).toBe(hub.pid);
      await next[Symbol.asyncDispose]();
      await stopUsualHub(test.home);
      await expect.poll(() => mounted()).toEqual([]);
    });
  });
}

function appRun(): string {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  const { generateAppRunScript } = builder(
    'app-builder-lib/out/targets/appimage/appImageUtil.js',
  ) as { generateAppRunScript(config: object): string };
  const names = { DesktopFileName: 'loom.desktop', ProductName: 'Loom', ProductFilename: 'Loom' };
  return generateAppRunScript({ ...names, ExecutableName: 'loom', ResourceName: 'loom' });
}

function runtime(image: string, mounts: string, content: string): string {
  return `#!/bin/sh
mkdir -p '${mounts}'
mount=$(mktemp -d '${mounts}/XXXXXX')
cp -al '${content}/.' "$mount"
APPIMAGE='${image}' APPDIR="$mount" ARGV0="$0" "$mount/AppRun" "$@"
code=$?
rm -rf "$mount"
exit $code
`;
}

function usualHubOrNone(home: string) {
  try {
    return usualHub(home);
  } catch {
    return undefined;
  }
}
