import { describe, expect, test } from 'vitest';
import type { ImportRequest } from '../../../../src-shared/domain/import.ts';
import { openImportMachine } from './testing/import-machine.ts';

const two = { github: { command: 'github' }, maps: { command: 'maps' } };

/** What the servers of these files become, by name. */
async function imported(files: Record<string, object | string>, request: ImportRequest = {}) {
  const texts = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === 'string' ? content : JSON.stringify(content),
  ]);
  await using machine = await openImportMachine(Object.fromEntries(texts));
  const { project } = request;
  const wish = { ...request, ...(project !== undefined && { project: machine.at(project) }) };
  const { candidates, skipped } = await machine.importer.find(wish);
  await machine.addAll(wish);
  const { servers } = machine.registry.current();
  return {
    on: Object.keys(servers).filter((id) => servers[id]?.enabled),
    tools: Object.fromEntries(Object.entries(servers).map(([id, { tools }]) => [id, tools])),
    notes: Object.fromEntries(
      candidates.map(({ id, notes }) => [
        id,
        notes.map((note) => note.replaceAll(machine.home, '~')),
      ]),
    ),
    skipped,
  };
}

describe('Gemini CLI', () => {
  const settings = '.gemini/settings.json';

  test('what is excluded, or not among the allowed, is imported switched off', async () => {
    const excluded = { mcpServers: two, mcp: { excluded: ['GitHub'] } };
    expect(await imported({ [settings]: excluded })).toMatchObject({ on: ['maps'] });
    const allowed = { mcpServers: two, mcp: { allowed: ['github'] } };
    expect(await imported({ [settings]: allowed })).toMatchObject({ on: ['github'] });
  });

  test('so is what `gemini mcp disable` has switched off', async () => {
    const states = { github: { enabled: false } };
    const files = { [settings]: { mcpServers: two }, '.gemini/mcp-server-enablement.json': states };
    expect(await imported(files)).toMatchObject({ on: ['maps'] });
  });

  test('a file of switches that cannot be read is told', async () => {
    const files = {
      [settings]: { mcpServers: two },
      '.gemini/mcp-server-enablement.json': '{"git',
    };
    const { on, notes } = await imported(files);
    expect(on).toEqual(['github', 'maps']);
    expect(notes.github).toEqual([
      expect.stringMatching(/^~\/.gemini\/mcp-server-enablement.json cannot be read: what it/),
    ]);
  });

  test("a user's lists hold in projects too, beside those of the project", async () => {
    const own = {
      mcpServers: { ...two, docs: { command: 'docs' } },
      mcp: { excluded: ['github'] },
    };
    const files = { [settings]: { mcp: { excluded: ['maps'] } }, [`shop/${settings}`]: own };
    const request = { targets: ['gemini-cli'], project: 'shop' };
    expect(await imported(files, request)).toMatchObject({ on: ['docs'] });
  });
});

test('Qwen Code adds the lists of a project to those of the user', async () => {
  const files = {
    '.qwen/settings.json': { mcp: { excluded: ['git*'] } },
    'shop/.qwen/settings.json': { mcpServers: two, mcp: { excluded: [] } },
  };
  const request = { targets: ['qwen-code'], project: 'shop' };
  expect(await imported(files, request)).toMatchObject({ on: ['maps'] });
});

describe('opencode', () => {
  const local = (name: string) => ({ type: 'local', command: [name] });
  const mcp = { github: local('github'), maps: local('maps') };

  test('its tools become filters, or switch a server off; what has no place is told', async () => {
    const agent = { plan: { tools: { 'maps_*': true } } };
    const tools = { 'github_delete*': false, 'maps_*': false };
    const {
      on,
      tools: filters,
      notes,
    } = await imported({
      '.config/opencode/opencode.json': { mcp, tools, agent },
    });
    expect(on).toEqual(['github']);
    expect(filters.github).toEqual({ deny: ['delete*'] });
    expect(notes).toEqual({
      github: [],
      maps: [
        'its client switches all of its tools off, so it is switched off here',
        'not carried over, other tools for the agents: plan',
      ],
    });
  });

  test('files that it reads together count together', async () => {
    const files = {
      '.config/opencode/opencode.json': { mcp },
      '.config/opencode/opencode.jsonc': '// mine\n{ "tools": { "maps_*": false }, }',
    };
    expect(await imported(files)).toMatchObject({ on: ['github'] });
    const own = { 'shop/opencode.json': { mcp, tools: { 'maps_*': true, 'github_*': false } } };
    const request = { targets: ['opencode'], project: 'shop' };
    expect(await imported({ ...files, ...own }, request)).toMatchObject({ on: ['maps'] });
  });

  test('Kilo Code has the same, and switches in other files', async () => {
    const files = { '.config/kilo/kilo.jsonc': { mcp, permission: { 'maps_*': 'deny' } } };
    expect(await imported(files)).toMatchObject({ on: ['github'] });
    const shared = { '.config/kilo/opencode.json': { mcp } };
    const off = { '.config/kilo/kilo.jsonc': { mcp: { github: { enabled: false } } } };
    expect(await imported({ ...shared, ...off })).toMatchObject({ on: ['maps'] });
  });

  test('pasted, its tools count as well', async () => {
    const text = JSON.stringify({ mcp, tools: { 'maps_*': false } });
    expect(await imported({}, { text })).toMatchObject({ on: ['github'] });
  });
});

test('Claude Code: what was refused of a project, and what is off in one', async () => {
  const files = {
    'shop/.mcp.json': { mcpServers: two },
    'shop/.claude/settings.local.json': { disabledMcpjsonServers: ['maps'] },
  };
  const request = { targets: ['claude-code:project'], project: 'shop' };
  expect(await imported(files, request)).toMatchObject({ on: ['github'] });
  const projects = {
    '/shop': { mcpServers: { maps: two.maps }, disabledMcpServers: ['github', 'maps'] },
  };
  const user = { '.claude.json': { mcpServers: { github: two.github }, projects } };
  const { on, notes } = await imported(user);
  expect(on).toEqual(['github']);
  expect(notes.github).toEqual(['its client has it switched off in /shop']);
});

test('Grok Build and the agents of Amazon Q', async () => {
  const grok = 'disabled_mcp_servers = ["maps"]\n[mcp_servers.maps]\ncommand = "maps"\n';
  expect(await imported({ '.grok/config.toml': grok })).toMatchObject({ on: [] });
  const agent = { mcpServers: two, tools: ['@github/search', 'fs_read'] };
  expect(await imported({ '.aws/amazonq/default.json': agent })).toMatchObject({
    on: ['github'],
    tools: { github: { allow: ['search'] } },
  });
});

test('what holds for all servers of a file, or stands elsewhere, is told', async () => {
  const { notes, skipped } = await imported({
    '.config/amp/settings.json': {
      'amp.mcpServers': { a: { command: 'a' } },
      'amp.tools.disable': ['x'],
    },
    '.vibe/config.toml':
      'disabled_tools = ["b_*"]\n[[mcp_servers]]\nname = "b"\ntransport = "stdio"\ncommand = "b"\n',
    '.local/share/Jan/data/mcp_config.json': {
      mcpServers: { c: { command: 'c' } },
      mcpSettings: { toolCallTimeoutSeconds: 90 },
    },
    '.ai/mcp/mcp.json': { mcpServers: { d: { command: 'd' } } },
    '.config/mcphub/servers.json': {
      mcpServers: { e: { command: 'e' } },
      nativeMCPServers: { neovim: {} },
    },
  });
  expect(notes).toEqual({
    a: ['not carried over, from its file: amp.tools.disable'],
    b: ['not carried over, from its file: disabled_tools'],
    c: ['not carried over: mcpSettings.toolCallTimeoutSeconds (90)'],
    d: ['each IDE keeps by itself whether it is on: it is taken to be'],
    e: [],
  });
  expect(skipped).toMatchObject([{ name: 'neovim', reason: 'it runs inside its client' }]);
});

test('a time limit that is too long to count is told', async () => {
  const server = { command: 'a', timeout: 30 * 24 * 60 * 60 * 1000 };
  const { notes } = await imported({ '.gemini/settings.json': { mcpServers: { a: server } } });
  expect(notes.a).toEqual(['a time limit of more than 24 days is none here']);
});
