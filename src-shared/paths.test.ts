import { expect, test } from 'vitest';
import { loomPaths } from './paths.ts';

const ada = { platform: 'linux', home: '/home/ada', user: 'ada' };
const windows = { platform: 'win32', home: 'C:\\Users\\ada', user: 'ada' };

test('everything lies where the platform keeps such things', () => {
  expect(loomPaths({ ...ada, env: { XDG_CONFIG_HOME: '/conf' } })).toEqual({
    registry: '/conf/loom/registry.yaml',
    config: '/conf/loom/config.yaml',
    state: '/home/ada/.local/state/loom',
    hubFile: '/home/ada/.local/state/loom/hub.json',
    socket: '/home/ada/.local/state/loom/hub.sock',
  });
  const mac = loomPaths({ platform: 'darwin', home: '/Users/ada', user: 'ada', env: {} });
  expect(mac.registry).toBe('/Users/ada/.config/loom/registry.yaml');
  expect(mac.socket).toBe('/Users/ada/Library/Application Support/loom/hub.sock');
  const { registry, hubFile, socket } = loomPaths({ ...windows, env: { APPDATA: 'D:\\Roaming' } });
  expect(registry).toBe('D:\\Roaming\\loom\\registry.yaml');
  expect(hubFile).toBe('C:\\Users\\ada\\AppData\\Local\\loom\\hub.json');
  expect(socket).toBe('\\\\.\\pipe\\loom-ada');
});

test('hub.json lies where the home folder alone leads, whatever the environment says', () => {
  const moved = loomPaths({ ...ada, env: { XDG_STATE_HOME: '/state' } });
  expect(moved.state).toBe('/state/loom');
  expect(moved.hubFile).toBe('/home/ada/.local/state/loom/hub.json');
});

test('a folder whose variable is empty or relative is the usual one', () => {
  const usual = loomPaths({ ...ada, env: {} });
  const env = { LOOM_HOME: '', XDG_CONFIG_HOME: '', XDG_STATE_HOME: 'state' };
  expect(loomPaths({ ...ada, env })).toEqual(usual);
  expect(loomPaths({ ...windows, env: { APPDATA: '' } })).toEqual(
    loomPaths({ ...windows, env: {} }),
  );
});

test('a relative LOOM_HOME is the same for everybody: it lies in the home folder', () => {
  for (const own of ['try', './try', '~/try']) {
    expect(loomPaths({ ...ada, env: { LOOM_HOME: own } }).socket).toBe('/home/ada/try/hub.sock');
  }
  const { state } = loomPaths({ ...windows, env: { LOOM_HOME: 'try' } });
  expect(state).toBe('C:\\Users\\ada\\try');
  expect(loomPaths({ ...windows, env: { LOOM_HOME: 'd:/try' } }).state).toBe('d:/try');
});

test('a long path gets a short socket of its own', () => {
  const socketOf = (own: string) => loomPaths({ ...ada, env: { LOOM_HOME: own } }).socket;
  const long = `/${'ü'.repeat(50)}`;
  expect(socketOf(long)).toMatch(/^\/tmp\/loom-ada\/[0-9a-f]{8}\.sock$/);
  expect(socketOf(long)).not.toBe(socketOf(`${long}/x`));
});
