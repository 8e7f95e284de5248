import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Machine } from '../client.ts';
import { findTargets } from '../find-targets.ts';
import { openImportMachine } from '../import/testing/import-machine.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'loom-moved-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(name: string, text: string): Promise<string> {
  const path = join(home, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

async function pathsOf(client: string, machine: Partial<Machine> = {}): Promise<string[]> {
  const found = await findTargets({
    machine: { platform: 'linux', home, env: {}, ...machine },
    wanted: [client],
  });
  return found.map(({ target }) => target.path.replace(home, '~'));
}

const usual = ['~/.lmstudio/mcp.json', '~/.cache/lm-studio/mcp.json'];

describe('LM Studio', () => {
  test('its file is where its pointer says', async () => {
    await put('.lmstudio-home-pointer', `${join(home, 'models/lm')}\n`);
    expect(await pathsOf('lm-studio')).toEqual(['~/models/lm/mcp.json', ...usual]);
    const [moved, before] = await findTargets({
      machine: { platform: 'linux', home, env: {} },
      wanted: ['lm-studio'],
    });
    expect(moved).toMatchObject({ target: { id: 'lm-studio:~/models/lm/mcp.json' } });
    expect(moved?.readOnly).toBeUndefined();
    expect(before?.readOnly).toContain('.lmstudio-home-pointer');
  });

  test('it is found again by its own name, with or without the pointer', async () => {
    const name = 'lm-studio:~/models/lm/mcp.json';
    await mkdir(join(home, 'models/lm'), { recursive: true });
    expect(await pathsOf(name)).toEqual(['~/models/lm/mcp.json']);
    await put('.lmstudio-home-pointer', join(home, 'models/lm'));
    expect(await pathsOf(name)).toEqual(['~/models/lm/mcp.json']);
  });

  test('a variable comes before the pointer', async () => {
    await put('.lmstudio-home-pointer', join(home, 'elsewhere'));
    const env = { LMSTUDIO_HOME: join(home, 'mine') };
    expect(await pathsOf('lm-studio', { env })).toEqual(['~/mine/mcp.json', ...usual]);
  });

  test('a pointer to the usual folder, also through a link, moves nothing', async () => {
    await mkdir(join(home, '.lmstudio'));
    await symlink(home, `${home}-link`);
    try {
      await put('.lmstudio-home-pointer', join(`${home}-link`, '.lmstudio'));
      expect(await pathsOf('lm-studio')).toEqual(usual);
    } finally {
      await rm(`${home}-link`);
    }
    await put('.lmstudio-home-pointer', join(home, '.lmstudio/'));
    expect(await pathsOf('lm-studio')).toEqual(usual);
  });

  test.each(['', 'relative/folder', '/a\nb', '/a*', '\0'])(
    'a pointer that names no folder is none: %j',
    async (text) => {
      await put('.lmstudio-home-pointer', text);
      expect(await pathsOf('lm-studio')).toEqual(usual);
    },
  );

  test('where it cannot be read the usual file is never written, and it is said why', async () => {
    await mkdir(join(home, '.lmstudio-home-pointer'));
    const [found] = await findTargets({
      machine: { platform: 'linux', home, env: {} },
      wanted: ['lm-studio'],
    });
    expect(found?.target.path).toBe(join(home, '.lmstudio/mcp.json'));
    expect(found?.readOnly).toMatch(
      /folder may have moved: .*\.lmstudio-home-pointer cannot be read: /,
    );
  });
});

describe('Jan', () => {
  const settings = '.local/share/Jan/settings.json';
  const data = '~/.local/share/Jan/data/mcp_config.json';

  test('its file is in the data folder of its settings', async () => {
    await put(settings, JSON.stringify({ data_folder: join(home, 'disk/jan') }));
    expect(await pathsOf('jan')).toEqual(['~/disk/jan/mcp_config.json', data]);
  });

  test('on macOS its settings are with those of other apps', async () => {
    const moved = JSON.stringify({ data_folder: join(home, 'disk/jan') });
    await put('Library/Application Support/Jan/settings.json', moved);
    const [first] = await pathsOf('jan', { platform: 'darwin' });
    expect(first).toBe('~/disk/jan/mcp_config.json');
  });

  test.each(['[]', '{"data_folder":5}', '{"data_folder":"./data"}', '{}'])(
    'settings that name no folder leave it where it was: %s',
    async (text) => {
      await put(settings, text);
      expect(await pathsOf('jan')).toEqual([data]);
    },
  );

  test('settings that are no JSON leave it where it was, and it is never written', async () => {
    const path = await put(settings, '{"data_folder":');
    const machine: Machine = { platform: 'linux', home, env: {} };
    const [found] = await findTargets({ machine, wanted: ['jan'] });
    expect(found?.target.path.replace(home, '~')).toBe(data);
    expect(found?.readOnly).toContain(`${path} cannot be read: it is no JSON`);
  });
});

test('servers are imported from where the folder has gone', async () => {
  const servers = JSON.stringify({ mcpServers: { a: { command: 'a' } } });
  await using machine = await openImportMachine({ 'far/mcp_config.json': servers });
  await machine.put(
    '.local/share/Jan/settings.json',
    JSON.stringify({ data_folder: machine.at('far') }),
  );
  const { candidates } = await machine.importer.find({});
  expect(candidates.map(({ sources }) => sources.map(({ target }) => target))).toEqual([
    ['jan:~/far/mcp_config.json'],
  ]);
});
