import { describe, expect, test } from 'vitest';
import { hubNodeFlags } from '../../src-shared/hub-node-flags.ts';
import { hubPrograms } from './hub-programs.ts';

const packaged = {
  entry: '/opt/Loom/resources/app.asar/dist/main/headless.cjs',
  runtime: '/opt/Loom/loom',
  platform: 'linux',
  env: {},
};

function kinds(more: Partial<typeof packaged> & { env?: Record<string, string> }) {
  return hubPrograms({ ...packaged, ...more }).map(({ kind }) => kind);
}

test('a checkout has the hub without the desktop app, whatever there is to show it on', () => {
  const entry = '/src/loom/dist/main/headless.cjs';
  const runtime = '/src/loom/node';
  const found = hubPrograms({ ...packaged, entry, runtime, env: { DISPLAY: ':0' } });
  const args = [...hubNodeFlags, entry];
  expect(found).toEqual([{ kind: 'headless', command: runtime, args, env: {} }]);
});

describe('a package', () => {
  test('starts the app without a window, and the hub alone where the app ends at once', () => {
    expect(hubPrograms({ ...packaged, env: { DISPLAY: ':0' } })).toEqual([
      {
        kind: 'desktop',
        command: '/opt/Loom/loom',
        args: ['--hidden'],
        env: { ELECTRON_RUN_AS_NODE: undefined, NODE_OPTIONS: undefined },
      },
      {
        kind: 'headless',
        command: '/opt/Loom/loom',
        args: [...hubNodeFlags, packaged.entry],
        env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: undefined },
      },
    ]);
  });

  test('starts no app where nobody would see it, nor for another hub', () => {
    expect(kinds({})).toEqual(['headless']);
    expect(kinds({ env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual(['desktop', 'headless']);
    expect(kinds({ env: { DISPLAY: ':0', LOOM_HOME: '/tmp/l' } })).toEqual(['headless']);
    expect(kinds({ platform: 'darwin' })).toEqual(['desktop', 'headless']);
    expect(kinds({ platform: 'darwin', env: { SSH_CONNECTION: '::1' } })).toEqual(['headless']);
  });
});

describe('an AppImage', () => {
  const mount = '/tmp/.mount_LoomXy';
  const entry = `${mount}/resources/app.asar/dist/main/headless.cjs`;
  const inside = { ...packaged, entry, runtime: `${mount}/loom` };

  test('is started itself: its mount goes with the process that it was made for', () => {
    const env = { APPIMAGE: '/home/ada/Loom.AppImage', APPDIR: mount, DISPLAY: ':0' };
    const [desktop, headless] = hubPrograms({ ...inside, env });
    expect([desktop?.command, headless?.command]).toEqual([env.APPIMAGE, env.APPIMAGE]);
    expect(headless?.args.join(' ')).not.toContain(mount);
    expect(headless?.args.at(-1)).toBe('serve');
  });

  test('of somebody else, in whose terminal Loom runs, is not ours', () => {
    const env = { APPIMAGE: '/home/ada/Editor.AppImage', APPDIR: '/tmp/.mount_EditorX' };
    expect(hubPrograms({ ...packaged, env })[0]?.command).toBe('/opt/Loom/loom');
  });
});
