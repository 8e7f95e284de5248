import { expect, test } from 'vitest';
import { foldersOf } from './folders.ts';

test('variables move folders, on the systems that know them', () => {
  const env = { XDG_CONFIG_HOME: '/cfg', APPDATA: 'D:\\Data', LOCALAPPDATA: 'D:\\Local' };
  const linux = foldersOf({ platform: 'linux', home: '/home/ada', env });
  expect(linux).toMatchObject({ config: '/cfg', xdgConfig: '/cfg', appData: '/cfg' });
  const mac = foldersOf({ platform: 'darwin', home: '/Users/ada', env });
  expect(mac).toMatchObject({ config: '/Users/ada/.config', xdgConfig: '/cfg' });
  expect(mac.appData).toBe('/Users/ada/Library/Application Support');
  const windows = foldersOf({ platform: 'win32', home: 'C:\\Users\\ada', env });
  expect(windows).toMatchObject({ appData: 'D:\\Data', localAppData: 'D:\\Local' });
  expect(windows.join(windows.home, '.cursor/mcp.json')).toBe('C:\\Users\\ada\\.cursor\\mcp.json');
});

test('a variable that is empty or no full path counts as not set', () => {
  const env = { XDG_CONFIG_HOME: 'cfg', XDG_DATA_HOME: '', CODEX_HOME: '~/codex' };
  const { config, data, named } = foldersOf({ platform: 'linux', home: '/home/ada', env });
  expect([config, data]).toEqual(['/home/ada/.config', '/home/ada/.local/share']);
  expect(named('CODEX_HOME')).toBeUndefined();
});
