import { expect, test } from 'vitest';
import { type ClientFilesInput, clientFiles } from './client-files.ts';

function pathsOf(client: string, input: Partial<ClientFilesInput>): string[] {
  const all = clientFiles({ platform: 'linux', home: '/home/ada', env: {}, ...input });
  return all.filter((file) => file.client === client).map(({ path }) => path);
}

test('lie where each system has them', () => {
  const mac = { platform: 'darwin', home: '/Users/ada' };
  const windows = { platform: 'win32', home: 'C:\\Users\\ada', env: { LOCALAPPDATA: 'C:\\Local' } };
  expect(pathsOf('Claude Desktop', {})).toEqual([
    '/home/ada/.config/Claude/claude_desktop_config.json',
  ]);
  expect(pathsOf('Claude Desktop', mac)).toEqual([
    '/Users/ada/Library/Application Support/Claude/claude_desktop_config.json',
  ]);
  expect(pathsOf('Claude Desktop', windows)).toEqual([
    'C:\\Users\\ada\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
    'C:\\Local\\Packages\\Claude_*\\LocalCache\\Roaming\\Claude\\claude_desktop_config.json',
  ]);
  expect(pathsOf('Zed', mac)).toEqual(['/Users/ada/.config/zed/settings.json']);
  expect(pathsOf('Goose', windows)).toEqual([
    'C:\\Users\\ada\\AppData\\Roaming\\Block\\goose\\config\\config.yaml',
  ]);
  expect(pathsOf('Codex in Xcode', mac)).toHaveLength(1);
  expect(pathsOf('Codex in Xcode', {})).toEqual([]);
});

test('follow the variables that move them', () => {
  const env = { CODEX_HOME: '/c', XDG_CONFIG_HOME: '/x', CLAUDE_CONFIG_DIR: '' };
  expect(pathsOf('Codex', { env })).toEqual(['/c/config.toml']);
  expect(pathsOf('opencode', { env })).toEqual([
    '/x/opencode/opencode.json',
    '/x/opencode/opencode.jsonc',
  ]);
  expect(pathsOf('Claude Code', { env })).toEqual(['/home/ada/.claude.json']);
});

test('are named once each', () => {
  for (const platform of ['linux', 'darwin', 'win32']) {
    const paths = clientFiles({ platform, home: '/h', env: {} }).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  }
});
