import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkConfigs } from '../check/check-configs.ts';
import { editors } from '../editing/index.ts';
import { mcpServers, openImportMachine } from '../import/testing/import-machine.ts';
import { clients } from '../index.ts';
import type { HubAddress } from '../sync/loom-entry.ts';
import { generateConfigs } from './generate-configs.ts';

const hub: HubAddress = {
  command: [process.execPath, 'proxy'],
  http: 'http://127.0.0.1:8088/mcp',
  asksForToken: true,
};

async function openGenerator(files: Record<string, string> = {}, registryText = '') {
  const machine = await openImportMachine(files, registryText);
  const folder = machine.at('loom/generated/mcp');
  const { registry } = machine;
  const deps = { machine: machine.deps.machine, registry, hub: () => hub, folder };
  return {
    ...machine,
    folder,
    generate: (request: Parameters<typeof generateConfigs>[0]) => generateConfigs(request, deps),
    check: (request: Parameters<typeof checkConfigs>[0]) =>
      checkConfigs(request, { machine: deps.machine, ownUrls: () => [hub.http ?? ''], folder }),
    [Symbol.asyncDispose]: () => machine[Symbol.asyncDispose](),
  };
}

test('writes a file of its own for each, and leaves those of the clients as they are', async () => {
  const own = mcpServers({ mine: { command: 'mine' } });
  await using at = await openGenerator({ '.cursor/mcp.json': own });
  const { folder, files, refused } = await at.generate({ targets: ['cursor', 'codex'] });
  expect(refused).toEqual([]);
  expect(folder).toBe(join(at.folder, 'default'));
  expect(files).toEqual([
    { target: 'cursor', file: join(folder, 'cursor/mcp.json') },
    { target: 'codex', file: join(folder, 'codex/config.toml') },
  ]);
  expect(JSON.parse(await readFile(join(folder, 'cursor/mcp.json'), 'utf8'))).toEqual({
    mcpServers: {
      loom: expect.objectContaining({
        command: process.execPath,
        args: ['proxy', '--client', 'cursor'],
      }),
    },
  });
  expect((await stat(join(folder, 'cursor/mcp.json'))).mode & 0o777).toBe(0o600);
  expect(await readFile(at.at('.cursor/mcp.json'), 'utf8')).toBe(own);
});

test('writes nowhere but under a full path', async () => {
  await using at = await openGenerator({});
  const generating = at.generate({ targets: ['cursor'], out: 'some/folder' });
  await expect(generating).rejects.toMatchObject({ code: 'usage' });
});

describe('a folder that cannot be', () => {
  async function refusalOf(out: string): Promise<unknown> {
    await using at = await openGenerator();
    const wish = { targets: ['all'], out: out.replace('~', at.home) };
    await writeFile(at.at('a-file'), 'mine');
    return await at.generate(wish).catch((error: unknown) => error);
  }

  test.each(['~/a-file', '~/a-file/inside'])('a file: %s', async (out) => {
    const refusal = await refusalOf(out);
    expect(refusal).toMatchObject({
      code: 'file-unwritable',
      message: expect.stringMatching(/a-file is no folder$/),
      remedy: 'Name a folder that you may write to.',
    });
  });

  test.skipIf(process.platform !== 'linux').each([
    ['/proc/loom', 'the system takes no new folders in /proc'],
    ['/dev/full', '/dev/full is no folder'],
  ])('of the system: %s', async (out, reason) => {
    expect(await refusalOf(out)).toMatchObject({
      code: 'file-unwritable',
      message: expect.stringContaining(reason),
      place: { file: `${out}/default` },
    });
  });

  test.skipIf(process.getuid?.() === 0)('one without rights', async () => {
    await using at = await openGenerator();
    await mkdir(at.at('closed'), { mode: 0o500 });
    await expect(at.generate({ targets: ['cursor'], out: at.at('closed') })).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringContaining('EACCES'),
    });
  });

  test('one file in the way is told, the others are written', async () => {
    await using at = await openGenerator();
    await mkdir(at.at('out/default/cursor/mcp.json'), { recursive: true });
    const wish = { targets: ['cursor', 'codex'], out: at.at('out') };
    const { files, refused } = await at.generate(wish);
    expect(files.map(({ target }) => target)).toEqual(['codex']);
    expect(refused).toMatchObject([
      {
        target: 'cursor',
        code: 'file-unwritable',
        reason: expect.stringContaining('regular file'),
      },
    ]);
  });

  test.skipIf(process.platform !== 'linux')('a device is never replaced', async () => {
    await using at = await openGenerator();
    await mkdir(at.at('out/default/cursor'), { recursive: true });
    await symlink('/dev/full', at.at('out/default/cursor/mcp.json'));
    const { refused } = await at.generate({ targets: ['cursor'], out: at.at('out') });
    expect(refused).toMatchObject([{ code: 'file-unwritable' }]);
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
  });
});

test('without a wish it is for the clients that are installed', async () => {
  await using at = await openGenerator({ '.config/Cursor/x': '', '.kiro/settings/mcp.json': '{}' });
  const { files } = await at.generate({});
  const targets = files.map(({ target }) => target);
  expect(targets).toEqual(expect.arrayContaining(['cursor', 'kiro']));
  expect(targets).not.toContain('zed');
});

test('every client there is gets a file that parses and holds Loom, and a check finds nothing', async () => {
  await using at = await openGenerator();
  const { files, refused } = await at.generate({ targets: ['all'] });
  expect(refused).toEqual([]);
  const paths = files.map(({ file }) => file);
  expect(new Set(paths).size).toBe(paths.length);
  const writers = clients.filter((client) =>
    client
      .targets(at.deps.machine())
      .some(({ write, onlyNamed }) => write !== 'never' && !onlyNamed),
  );
  const served = new Set(files.map(({ target }) => target.split(':')[0]));
  expect([...served].sort()).toEqual(writers.map(({ id }) => id).sort());
  const checked = await at.check({});
  expect(checked.filter(({ ok }) => !ok)).toEqual([]);
  expect(checked.map(({ file }) => file)).toEqual(expect.arrayContaining(paths));
});

test('direct: every server by itself, those that cannot be said are refused', async () => {
  await using at = await openGenerator(
    {},
    [
      'servers:',
      '  a: { transport: stdio, command: run }',
      '  b: { transport: stdio, command: run, env: { T: "${secret:B_TOKEN}" } }',
      'profiles:',
      '  work: { servers: [a, b] }',
      '',
    ].join('\n'),
  );
  const request = {
    targets: ['claude-desktop', 'goose'],
    mode: 'direct',
    profile: 'work',
  } as const;
  const { folder, files, refused } = await at.generate({
    ...request,
    targets: [...request.targets],
  });
  const desktop = await readFile(files[0]?.file ?? '', 'utf8');
  expect(Object.keys(JSON.parse(desktop).mcpServers)).toEqual(['a']);
  expect(folder).toBe(join(at.folder, 'work'));
  const goose = editors.yaml.read(await readFile(files[1]?.file ?? '', 'utf8'));
  expect(goose).toMatchObject({ ok: true, content: { extensions: { a: {} } } });
  expect(refused).toContainEqual(
    expect.objectContaining({ target: 'claude-desktop', code: 'not-expressible' }),
  );
});

test('a folder can be chosen, and a profile has to exist', async () => {
  await using at = await openGenerator();
  const { files } = await at.generate({ targets: ['cursor'], out: at.at('elsewhere') });
  expect(files[0]?.file).toBe(at.at('elsewhere/default/cursor/mcp.json'));
  await expect(at.generate({ targets: ['cursor'], profile: 'none' })).rejects.toMatchObject({
    code: 'not-found',
  });
});
