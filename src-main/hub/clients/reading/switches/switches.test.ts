import { describe, expect, test } from 'vitest';
import { byAgentTools } from './by-agent-tools.ts';
import { byGeminiLists, byQwenLists } from './by-lists.ts';
import { byNames } from './by-names.ts';
import { claudeSwitches } from './claude-switches.ts';
import { geminiSwitches } from './gemini-switches.ts';
import { allOf, type ReadSwitches, type Switch } from './switch.ts';
import { unreadSettings } from './unread-settings.ts';

interface Asked {
  key: string;
  path?: readonly string[];
}

/** What is said of a server, by files with the given paths; the last has the last word. */
function say(read: ReadSwitches, files: Readonly<Record<string, unknown>>, asked: Asked): Switch {
  const layers = Object.entries(files).map(([path, content]) => ({ path, content }));
  return read(layers)({ path: ['mcpServers', asked.key], ...asked });
}

describe('lists of Gemini CLI', () => {
  const isOff = (key: string, ...contents: object[]) =>
    say(byGeminiLists, Object.fromEntries(contents.map((one, at) => [`/${at}`, one])), { key })
      .isOff;

  test('what is excluded is off, whatever else allows it', () => {
    const lists = { mcp: { allowed: ['a', 'b'], excluded: ['b'] } };
    expect(['a', 'b', 'c'].map((key) => isOff(key, lists))).toEqual([false, true, true]);
  });

  test('capitals and blanks make no difference', () => {
    expect(isOff('GitHub', { mcp: { excluded: [' github '] } })).toBe(true);
    expect(isOff('github', { mcp: { allowed: ['GitHub'] } })).toBe(false);
  });

  test('a list that allows nothing is none', () => {
    expect(isOff('a', { mcp: { allowed: [] } })).toBe(false);
  });

  test('of several files all lists count', () => {
    const user = { mcp: { allowed: ['a', 'b', 'd'], excluded: ['b'] } };
    const project = { mcp: { allowed: ['b', 'c', 'd'], excluded: [] } };
    const off = ['a', 'b', 'c', 'd'].map((key) => isOff(key, user, project));
    expect(off).toEqual([true, true, true, false]);
  });

  test('their old names are known, and nonsense is not', () => {
    expect(isOff('a', { excludeMCPServers: ['a'] })).toBe(true);
    expect(isOff('b', { allowMCPServers: ['a'] })).toBe(true);
    expect(isOff('a', { mcp: { allowed: 'b', excluded: { a: true } } })).toBe(false);
    expect(isOff('a', { mcp: null }, [])).toBe(false);
  });
});

test('Qwen Code has patterns in its lists, and makes one of those of all files', () => {
  const allowed = { '/a': { mcp: { allowed: ['git*'] } }, '/b': { mcp: { allowed: ['maps'] } } };
  const out = ['github', 'maps', 'x'].map((key) => say(byQwenLists, allowed, { key }).isOff);
  expect(out).toEqual([false, false, true]);
  expect(say(byQwenLists, { '/a': { mcp: { allowed: [] } } }, { key: 'x' }).isOff).toBe(true);
  const files = { '/a': { mcp: { excluded: ['git*'] } }, '/b': { mcp: { excluded: ['maps'] } } };
  const off = ['github', 'maps', 'Maps'].map((key) => say(byQwenLists, files, { key }).isOff);
  expect(off).toEqual([true, true, false]);
});

test('`gemini mcp disable` is known by the file that it writes', () => {
  const files = {
    '/home/.gemini/mcp-server-enablement.json': {
      github: { enabled: false },
      a: { enabled: true },
    },
    '/home/.gemini/settings.json': { mcp: { excluded: ['b'] } },
  };
  const off = ['GitHub', 'a', 'b', 'c'].map((key) => say(geminiSwitches, files, { key }).isOff);
  expect(off).toEqual([true, false, true, false]);
});

describe('Claude Code', () => {
  const user = {
    mcpServers: {},
    projects: {
      '/shop': { disabledMcpServers: ['a', 'own'], disabledMcpjsonServers: ['refused'] },
      '/blog': { disabledMcpServers: ['a'] },
    },
  };

  test("a user's server that is off in some projects stays on, and that is told", () => {
    const said = (key: string) => say(claudeSwitches, { '/home/.claude.json': user }, { key });
    expect(said('a')).toEqual({ notes: ['its client has it switched off in /shop, /blog'] });
    expect(said('b')).toEqual({});
  });

  test("one of a project's own is off where that project says so", () => {
    const said = (folder: string) =>
      say(
        claudeSwitches,
        { '/home/.claude.json': user },
        {
          key: 'own',
          path: ['projects', folder, 'mcpServers', 'own'],
        },
      );
    expect(said('/shop').isOff).toBe(true);
    expect(said('/blog').isOff).toBe(false);
  });

  test('one that a project brings is off where it was refused, in any of the files', () => {
    const files = {
      '/home/.claude.json': user,
      '/shop/.claude/settings.local.json': { disabledMcpjsonServers: ['also'] },
      '/shop/.mcp.json': { mcpServers: {} },
    };
    const off = ['refused', 'also', 'own', 'b'].map(
      (key) => say(claudeSwitches, files, { key }).isOff,
    );
    expect(off).toEqual([true, true, true, false]);
  });
});

test("the tools of Amazon Q's agent filter those of its servers", () => {
  const said = (tools: unknown, key = 'wiki') => say(byAgentTools, { '/a': { tools } }, { key });
  expect(
    [['*'], ['@wiki'], ['@wiki/*', 'fs_read'], ['@w*'], [], undefined].map((t) => said(t)),
  ).toEqual(Array.from({ length: 6 }, () => ({})));
  expect(said(['@wiki/search', '@wiki/get', '@docs'])).toEqual({
    tools: { allow: ['search', 'get'] },
  });
  expect(said(['fs_read', '@docs'])).toEqual({
    isOff: true,
    notes: ['the tools of its agent leave it out'],
  });
});

test('a list of names at the top of a file, and settings that are only told', () => {
  const files = { '/a': { off: ['x'], 'amp.tools.disable': ['y'], empty: [] } };
  expect(['x', 'y'].map((key) => say(byNames('off'), files, { key }).isOff)).toEqual([true, false]);
  const read = unreadSettings('amp.tools.disable', 'empty', 'other');
  expect(say(read, files, { key: 'x' })).toEqual({
    notes: ['not carried over, from its file: amp.tools.disable'],
  });
  expect(say(unreadSettings('empty'), files, { key: 'x' })).toEqual({});
});

test('several that have a say all count', () => {
  const read = allOf(
    () => () => ({ isOff: true, tools: { allow: ['a'], deny: ['b'] }, notes: ['1'] }),
    () => () => ({ isOff: false, tools: { deny: ['b', 'c'] }, notes: ['2'] }),
  );
  expect(say(read, {}, { key: 'x' })).toEqual({
    isOff: true,
    tools: { allow: ['a'], deny: ['b', 'c'] },
    notes: ['1', '2'],
  });
});
