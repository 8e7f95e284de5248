import { chmod, chown, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FoundTarget, findTargets } from './find-targets.ts';
import type { TargetSearch } from './finding/choose-targets.ts';

const isRoot = process.getuid?.() === 0;

/** A home folder with files in it, and nothing on the PATH but what is in its `bin`. */
async function makeHome(...files: string[]) {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'loom-home-')));
  for (const file of files) {
    await mkdir(dirname(join(home, file)), { recursive: true });
    await writeFile(join(home, file), '', { mode: file.startsWith('bin/') ? 0o755 : 0o600 });
  }
  return {
    home,
    find: (search: Partial<TargetSearch> & { env?: Record<string, string> } = {}) => {
      const { env, ...rest } = search;
      const machine = { platform: 'linux', home, env: { PATH: join(home, 'bin'), ...env } };
      return findTargets({ machine, ...rest });
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

function idsOf(found: readonly FoundTarget[]): string[] {
  return found.map(({ target }) => target.id);
}

describe('finding targets', () => {
  test('a machine with nothing on it has all targets, none of them installed', async () => {
    await using at = await makeHome();
    const found = await at.find({ env: { PATH: join(at.home, 'nowhere') } });
    const inHome = found.filter(
      ({ evidence }) => evidence === undefined || evidence.startsWith(at.home),
    );
    expect(inHome.filter(({ exists, installed }) => exists || installed)).toEqual([]);
    expect(idsOf(found)).toEqual(expect.arrayContaining(['claude-code', 'cursor', 'codex', 'zed']));
  });

  test('a command on the PATH or a folder shows that a client is installed', async () => {
    await using at = await makeHome('bin/codex', '.claude/x', '.gemini/settings.json');
    const [codex, claude, gemini] = await at.find({
      wanted: ['codex', 'claude-code', 'gemini-cli'],
    });
    expect(codex).toMatchObject({ evidence: join(at.home, 'bin/codex'), exists: false });
    expect(claude).toMatchObject({ installed: true, evidence: join(at.home, '.claude') });
    expect(gemini).toMatchObject({ installed: true, exists: true });
    expect(codex?.readOnly).toBeUndefined();
  });

  test('an editor that is not there does not count because its relative is', async () => {
    await using at = await makeHome('bin/codium');
    const found = await at.find({ wanted: ['vscode', 'vscode:codium'] });
    expect(found.find(({ target }) => target.id === 'vscode:codium')?.installed).toBe(true);
    const insiders = found.find(({ target }) => target.id === 'vscode:insiders');
    expect(insiders?.evidence ?? '').not.toContain('codium');
  });

  test('no label steers a terminal, whatever a folder is called', async () => {
    const name = 'a\u001b[2J\u202e';
    await using at = await makeHome(`.config/Code/User/profiles/${name}/mcp.json`);
    const wanted = ['vscode:profile', `cursor:${join(at.home, name)}/mcp.json`];
    const labels = (await at.find({ wanted })).map(({ target }) => target.label);
    expect(labels).toEqual(['VS Code, profile a\uFFFD[2J\uFFFD', expect.any(String)]);
    expect(labels.join('')).not.toMatch(/\p{Cc}|\u202e/u);
  });

  test('every profile of VS Code is a target of its own', async () => {
    const profiles = '.config/Code/User/profiles';
    await using at = await makeHome(`${profiles}/-5f1c/mcp.json`, `${profiles}/b2/settings.json`);
    const found = await at.find({ wanted: ['vscode:profile'] });
    expect(found.map(({ target, exists }) => [target.id, target.label, exists])).toEqual([
      ['vscode:profile:-5f1c', 'VS Code, profile -5f1c', true],
      ['vscode:profile:b2', 'VS Code, profile b2', false],
    ]);
    const [one] = await at.find({ wanted: ['vscode:profile:b2'] });
    expect(one?.target.path).toBe(join(at.home, profiles, 'b2/mcp.json'));
    expect(one?.readOnly).toBeUndefined();
    await expect(at.find({ wanted: ['vscode:profile:c3'] })).rejects.toMatchObject({
      code: 'unknown-client',
    });
  });

  test('a variable that moves a file gives a target beside the usual one', async () => {
    await using at = await makeHome('.claude.json');
    const env = { CLAUDE_CONFIG_DIR: join(at.home, 'work'), CODEX_HOME: 'not/full' };
    const found = await at.find({ env, wanted: ['claude-code', 'codex'] });
    expect(idsOf(found)).toEqual(['claude-code:~/work/.claude.json', 'claude-code', 'codex']);
    expect(found[0]?.target.lock?.path).toBe(join(at.home, 'work/.claude.json.lock'));
    expect(found.map(({ readOnly }) => readOnly)).toEqual([undefined, undefined, undefined]);
    await rm(join(at.home, '.claude.json'));
    const [moved, usual] = await at.find({ env, wanted: ['claude-code'] });
    expect(moved?.readOnly).toBeUndefined();
    expect(usual?.readOnly).toContain('makes none');
  });

  test('a moved file is found again by its id without the variable', async () => {
    await using at = await makeHome();
    const wanted = ['claude-code:~/work/.claude.json'];
    const env = { CLAUDE_CONFIG_DIR: join(at.home, 'work') };
    const [before] = await at.find({ env, wanted });
    const [after] = await at.find({ wanted });
    expect(after?.target.id).toBe(wanted[0]);
    expect(after?.target.path).toBe(before?.target.path);
    expect(after?.target.lock).toEqual(before?.target.lock);
  });

  test('people can point to a file or a folder anywhere', async () => {
    await using at = await makeHome('portable/User/x');
    const [vscode] = await at.find({ wanted: ['vscode:~/portable/User'] });
    expect(vscode?.target).toMatchObject({
      id: 'vscode:~/portable/User/mcp.json',
      path: join(at.home, 'portable/User/mcp.json'),
      root: ['servers'],
    });
    expect(vscode).toMatchObject({ installed: true, exists: false });
    const [known] = await at.find({ wanted: [`cursor:${at.home}/.cursor/mcp.json`] });
    expect(known?.target.id).toBe('cursor');
    await expect(at.find({ wanted: ['codex:/x/settings.json'] })).rejects.toMatchObject({
      code: 'usage',
    });
  });

  test('a name that nobody has is told, with the one that was probably meant', async () => {
    await using at = await makeHome();
    await expect(at.find({ wanted: ['cursr'] })).rejects.toMatchObject({
      code: 'unknown-client',
      remedy: 'Did you mean cursor?',
    });
    await expect(at.find({ wanted: ['cursor:project'] })).rejects.toMatchObject({
      remedy: 'Say which project: --project DIR.',
    });
    await expect(at.find({ wanted: ['windsurf'], project: at.home })).rejects.toMatchObject({
      message: 'Windsurf keeps no file in a project.',
    });
    await expect(at.find({ wanted: ['visual-studio'] })).rejects.toMatchObject({
      code: 'unknown-client',
    });
  });

  test('a project has its files in place of the user’s', async () => {
    await using at = await makeHome('shop/.mcp.json', '.claude.json');
    const project = join(at.home, 'shop');
    const found = await at.find({ project, wanted: ['claude-code'] });
    expect(found.map(({ target, exists }) => [target.id, target.path, exists])).toEqual([
      ['claude-code:project', join(project, '.mcp.json'), true],
      ['claude-code:local', join(at.home, '.claude.json'), true],
    ]);
    expect(found[1]?.target.root).toEqual(['projects', project, 'mcpServers']);
    expect(found.map(({ readOnly }) => readOnly !== undefined)).toEqual([false, true]);
    const [named] = await at.find({ project, wanted: ['claude-code:local'] });
    expect(named?.readOnly).toBeUndefined();
    expect(idsOf(await at.find({ project }))).not.toContain('claude-code');
  });

  test('a home or a project that is no folder is refused', async () => {
    await using at = await makeHome('shop/x');
    await expect(at.find({ project: 'shop' })).rejects.toMatchObject({ code: 'usage' });
    for (const project of ['none', 'shop/x'])
      await expect(at.find({ project: join(at.home, project) })).rejects.toMatchObject({
        code: 'file-unreadable',
      });
    const machine = { platform: 'linux', home: '', env: {} };
    await expect(findTargets({ machine })).rejects.toMatchObject({ code: 'usage' });
  });

  test('wishes that overlap give each target once', async () => {
    await using at = await makeHome();
    const wanted = ['zed:flatpak', 'zed', 'zed'];
    expect(idsOf(await at.find({ wanted })).sort()).toEqual(['zed', 'zed:flatpak']);
  });
});

describe('what must not be written', () => {
  test('is a file that Loom only reads, or makes no new one of', async () => {
    await using at = await makeHome('.config/devin/x', '.codeium/windsurf/mcp_config.json');
    const reasons = async (...wanted: string[]) =>
      (await at.find({ wanted })).map(({ readOnly }) => readOnly);
    expect(await reasons('vscode:settings')).toEqual([expect.stringContaining('mcp.json')]);
    expect(await reasons('jetbrains-ai')).toEqual([expect.stringContaining('makes none')]);
    expect(await reasons('cline')).toContain(
      'The folder of this file does not exist: start the client once.',
    );
    expect(await reasons('devin:old')).toEqual([expect.stringContaining('moves')]);
    expect(
      (await at.find({ wanted: ['devin', 'windsurf'] })).filter((one) => !one.readOnly),
    ).toMatchObject([{ target: { id: 'devin' } }, { target: { id: 'windsurf' } }]);
  });

  test('is a file beside the one that the client has', async () => {
    await using at = await makeHome('.config/kilo/kilo.json');
    const wanted = ['kilo-code', 'kilo-code:kilo.json'];
    const writable = async () =>
      idsOf((await at.find({ wanted })).filter(({ readOnly }) => !readOnly)).filter((id) =>
        wanted.includes(id),
      );
    expect(await writable()).toEqual(['kilo-code:kilo.json']);
    await writeFile(join(at.home, '.config/kilo/kilo.jsonc'), '');
    expect(await writable()).toEqual(['kilo-code']);
    await rm(join(at.home, '.config'), { recursive: true });
    expect(await writable()).toEqual(['kilo-code']);
  });

  test.skipIf(!isRoot)('is root’s file in somebody’s home', async () => {
    await using at = await makeHome('.cursor/mcp.json', '.codex/config.toml');
    await chown(at.home, 12345, 12345);
    await chown(join(at.home, '.codex/config.toml'), 12345, 12345);
    const [cursor, codex] = await at.find({ wanted: ['cursor', 'codex'] });
    expect(cursor?.readOnly).toContain('belongs to root');
    expect(codex?.readOnly).toBeUndefined();
  });

  test.skipIf(isRoot)('is a write-protected file, folder, or target of a link', async () => {
    await using at = await makeHome('.cursor/mcp.json', '.codex/config.toml', 'dot/claude.json');
    await chmod(join(at.home, '.cursor/mcp.json'), 0o400);
    await chmod(join(at.home, '.codex'), 0o500);
    await chmod(join(at.home, 'dot/claude.json'), 0o400);
    await symlink(join(at.home, 'dot/claude.json'), join(at.home, '.claude.json'));
    const found = await at.find({ wanted: ['cursor', 'codex', 'claude-code'] });
    await chmod(join(at.home, '.codex'), 0o700);
    expect(found.map(({ readOnly }) => readOnly)).toEqual([
      `You may not write ${join(at.home, '.cursor/mcp.json')}.`,
      `You may not write in ${join(at.home, '.codex')}.`,
      `You may not write ${join(at.home, 'dot/claude.json')}.`,
    ]);
  });

  test('is anything while there is no home folder', async () => {
    const at = await makeHome();
    await at[Symbol.asyncDispose]();
    const found = await at.find();
    expect(found.filter(({ readOnly }) => readOnly === undefined)).toEqual([]);
  });

  test('is nothing because of a link that leads nowhere yet', async () => {
    await using at = await makeHome('.cursor/x');
    await symlink(join(at.home, 'dotfiles/mcp.json'), join(at.home, '.cursor/mcp.json'));
    const [cursor] = await at.find({ wanted: ['cursor'] });
    expect(cursor).toMatchObject({ exists: false });
    expect(cursor?.readOnly).toBeUndefined();
  });
});
