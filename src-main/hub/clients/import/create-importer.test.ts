import { describe, expect, test } from 'vitest';
import { LoomError } from '../../../../src-shared/errors.ts';
import { mcpServers, openImportMachine } from './testing/import-machine.ts';

const token = 'ghp_EXAMPLE0000000000000000000000000000';
const other = 'ghp_EXAMPLE1111111111111111111111111111';

const github = (value: string) => ({
  command: 'npx',
  args: ['-y', '@modelcontextprotocol/server-github'],
  env: { GITHUB_TOKEN: value },
});

describe('finding', () => {
  test('one server in several clients is one, under whatever name it goes there', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ github: github(token) }),
      '.kiro/settings/mcp.json': mcpServers({
        gh: { ...github(token), command: '/usr/local/bin/npx', args: github('').args.slice(1) },
      }),
    });
    const { candidates } = await machine.importer.find({});
    expect(candidates).toHaveLength(1);
    expect(candidates[0]).toMatchObject({
      id: 'github',
      names: ['github', 'gh'],
      sources: [{ label: 'Cursor' }, { label: 'Kiro' }],
      runs: 'npx -y @modelcontextprotocol/server-github',
      entry: { env: { GITHUB_TOKEN: '${secret:GITHUB_TOKEN}' } },
      secrets: [{ name: 'GITHUB_TOKEN', field: 'env.GITHUB_TOKEN', preview: '…(39 characters)' }],
    });
    expect(JSON.stringify(candidates)).not.toContain(token);
  });

  test('two accounts stay two, each with its own secret', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ github: github(token) }),
      '.kiro/settings/mcp.json': mcpServers({ github: github(other) }),
    });
    const { candidates } = await machine.importer.find({});
    expect(candidates.map(({ id, conflict }) => [id, conflict])).toEqual([
      ['github', undefined],
      ['github-2', 'github'],
    ]);
    expect(candidates.map(({ secrets }) => secrets[0]?.name)).toEqual([
      'GITHUB_TOKEN',
      'GITHUB_2_GITHUB_TOKEN',
    ]);
    await machine.addAll();
    expect([...machine.vault.values()].sort()).toEqual([token, other]);
  });

  test('different secret arguments are two servers, too', async () => {
    const search = (value: string) => ({ command: 'search', args: ['--api-key', value] });
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ search: search('sk-EXAMPLE-1234567890abcdef') }),
      '.kiro/settings/mcp.json': mcpServers({ search: search('sk-EXAMPLE-fedcba0987654321') }),
    });
    const { candidates } = await machine.importer.find({});
    expect(candidates.map(({ entry }) => entry)).toEqual([
      {
        transport: 'stdio',
        command: 'search',
        args: ['--api-key', '${secret:SEARCH_API_KEY}'],
        allow_secret_in_args: true,
      },
      {
        transport: 'stdio',
        command: 'search',
        args: ['--api-key', '${secret:SEARCH_2_API_KEY}'],
        allow_secret_in_args: true,
      },
    ]);
    expect(candidates[0]?.notes).toContainEqual(expect.stringContaining('among its arguments'));
  });

  test('who signs in in another way is another server, who does not at all is none', async () => {
    const docs = (headers: object) => ({ url: 'https://docs.example.com/mcp', headers });
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ docs: docs({ Authorization: `Bearer ${token}` }) }),
      '.junie/mcp/mcp.json': mcpServers({ docs: docs({ 'X-Api-Key': other }) }),
      '.kiro/settings/mcp.json': mcpServers({ docs: docs({ 'X-Team': 'shop' }) }),
    });
    const { candidates } = await machine.importer.find({});
    expect(candidates.map(({ entry }) => entry.headers)).toEqual([
      { Authorization: 'Bearer ${secret:DOCS_AUTHORIZATION}', 'X-Team': 'shop' },
      { 'X-Api-Key': '${secret:DOCS_2_X_API_KEY}' },
    ]);
  });

  test('Loom itself is left out, and a broken file is told with its place', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({
        loom: { command: '/opt/loom', args: ['proxy', '--client', 'cursor'] },
        far: { command: 'npx', args: ['mcp-remote', 'http://localhost:8088/mcp'] },
      }),
      '.kiro/settings/mcp.json': '{"mcpServers": {\n  "a": {"command" "x"}}}',
      '.junie/mcp/mcp.json': new Uint8Array([0xff, 0xfe, 0x7b, 0x00]),
    });
    const { candidates, skipped, unreadable } = await machine.importer.find({});
    expect(candidates).toEqual([]);
    expect(skipped.map(({ name }) => name)).toEqual(['loom', 'far']);
    expect(unreadable).toMatchObject([
      { label: 'Junie', reason: expect.stringContaining('UTF-16') },
      { label: 'Kiro', line: 2 },
    ]);
  });

  test('only the clients that are asked for are read, and an unknown one is an error', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ a: { command: 'a' } }),
      '.kiro/settings/mcp.json': mcpServers({ b: { command: 'b' } }),
    });
    const plan = await machine.importer.find({ targets: ['kiro'] });
    expect(plan.candidates.map(({ id }) => id)).toEqual(['b']);
    await expect(machine.importer.find({ targets: ['kirro'] })).rejects.toMatchObject({
      code: 'unknown-client',
    });
  });

  test('keeps folder, switches, time limits, filters, and what a client takes from elsewhere', async () => {
    await using machine = await openImportMachine({
      '.gemini/settings.json': mcpServers({
        'my tools': {
          command: 'tools',
          args: ['--home', '$HOME_OF_TOOLS', '${not'],
          cwd: '~/tools',
          timeout: 30_000,
          includeTools: ['read'],
          trust: true,
        },
      }),
      '.config/Code/User/mcp.json': JSON.stringify({
        inputs: [{ id: 'api-key', type: 'promptString', password: true }],
        servers: {
          web: {
            type: 'http',
            url: 'https://example.com/mcp',
            headers: { 'X-Api-Key': '${input:api-key}' },
          },
          files: { command: 'files', args: ['${workspaceFolder}/a', '${userHome}'] },
        },
      }),
    });
    const { candidates } = await machine.importer.find({});
    const entries = Object.fromEntries(candidates.map(({ id, entry }) => [id, entry]));
    expect(entries).toEqual({
      'my-tools': {
        transport: 'stdio',
        command: 'tools',
        args: ['--home', '${env:HOME_OF_TOOLS}', '$${not'],
        cwd: '${home}/tools',
        title: 'my tools',
        call_timeout: '30s',
        tools: { allow: ['read'] },
      },
      web: {
        transport: 'http',
        url: 'https://example.com/mcp',
        headers: { 'X-Api-Key': '${secret:API_KEY}' },
      },
      files: { transport: 'stdio', command: 'files', args: ['${project}/a', '${home}'] },
    });
    const notes = candidates.flatMap((candidate) => candidate.notes);
    expect(notes).toContain('needs `loom secret set API_KEY`');
    expect(notes).toContain('needs HOME_OF_TOOLS where Loom is started');
    expect(notes).toContainEqual(expect.stringContaining('trust'));
  });

  test('a key that Continue keeps elsewhere is asked for, in the header that it fills', async () => {
    await using machine = await openImportMachine({
      '.continue/config.yaml':
        'mcpServers:\n  - name: Issues\n    type: sse\n    url: https://issues.example.com/sse\n' +
        '    apiKey: ${{ secrets.ISSUES_KEY }}\n',
    });
    const { candidates } = await machine.importer.find({});
    expect(candidates).toMatchObject([
      {
        entry: { headers: { Authorization: 'Bearer ${secret:ISSUES_KEY}' } },
        notes: ['needs `loom secret set ISSUES_KEY`'],
      },
    ]);
  });

  test('a secret that the vault has under that name is used, another one is not', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ github: github(token) }),
    });
    machine.vault.set('GITHUB_TOKEN', token);
    const [kept] = (await machine.importer.find({})).candidates;
    expect(kept?.secrets).toMatchObject([{ name: 'GITHUB_TOKEN', isKept: true }]);
    machine.vault.set('GITHUB_TOKEN', other);
    const [renamed] = (await machine.importer.find({})).candidates;
    expect(renamed?.secrets).toMatchObject([{ name: 'GITHUB_GITHUB_TOKEN', isKept: false }]);
  });

  test('what a server of the registry waits for is not given to it', async () => {
    await using machine = await openImportMachine(
      { '.cursor/mcp.json': mcpServers({ github: github(token) }) },
      'servers:\n  mine: { transport: stdio, command: x, env: { T: "${secret:GITHUB_TOKEN}" } }\n',
    );
    const [found] = (await machine.importer.find({})).candidates;
    expect(found?.secrets).toMatchObject([{ name: 'GITHUB_GITHUB_TOKEN' }]);
  });

  test('shows what there is where the vault cannot be asked, and says so', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ github: github(token) }),
    });
    machine.deps.keeper.compare = () =>
      Promise.reject(new LoomError('vault-locked', 'it is locked'));
    const [found] = (await machine.importer.find({})).candidates;
    expect(found?.notes).toContainEqual(expect.stringContaining('it is locked'));
    const added = await machine.addAll();
    expect(added).toMatchObject({ added: [], refused: [{ id: 'github', reason: 'it is locked' }] });
    expect(await machine.registryText()).toBe('');
  });

  test('reads a pasted text alone, unless clients are named too', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ a: { command: 'a' } }),
    });
    const text = mcpServers({ pasted: { command: 'pasted' } });
    const alone = await machine.importer.find({ text });
    expect(alone.candidates.map(({ id }) => id)).toEqual(['pasted']);
    const both = await machine.importer.find({ text, targets: ['cursor'] });
    expect(both.candidates.map(({ id }) => id)).toEqual(['pasted', 'a']);
    const broken = await machine.importer.find({ text: '{"mcpServers": ', textName: 'stdin' });
    expect(broken).toMatchObject({ candidates: [], read: [], unreadable: [{ file: 'stdin' }] });
  });

  test("a project's server runs in the project's folder", async () => {
    await using machine = await openImportMachine({
      'shop/.cursor/mcp.json': mcpServers({ dev: { command: './dev.sh' } }),
    });
    const project = machine.at('shop');
    const { candidates } = await machine.importer.find({ targets: ['cursor'], project });
    expect(candidates).toMatchObject([{ id: 'dev', entry: { command: './dev.sh', cwd: project } }]);
  });
});

describe('adding', () => {
  test('adds what was chosen, under another name where one is given', async () => {
    await using machine = await openImportMachine(
      { '.cursor/mcp.json': mcpServers({ a: { command: 'a' }, b: { command: 'b' } }) },
      '# mine\nservers: {}\n',
    );
    const { candidates } = await machine.importer.find({});
    const digest = candidates.find(({ id }) => id === 'b')?.digest ?? '';
    const result = await machine.importer.add({
      request: {},
      choices: [{ id: 'b', digest, as: 'bee' }],
    });
    expect(result).toEqual({ added: ['bee'], secrets: [], refused: [] });
    expect(Object.keys(machine.registry.current().servers)).toEqual(['bee']);
    expect(await machine.registryText()).toMatch(/^# mine\n/);
  });

  test('refuses what is not as it was shown, and adds nothing of it', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ a: github(token) }),
    });
    const { candidates } = await machine.importer.find({});
    const choices = candidates.map(({ id, digest }) => ({ id, digest }));
    // As long, and of the same kind: it looks the same.
    await machine.put('.cursor/mcp.json', mcpServers({ a: github(other) }));
    const { refused } = await machine.importer.add({ request: {}, choices });
    expect(refused).toMatchObject([{ id: 'a', reason: 'a is not as it was shown any more' }]);
    await machine.put('.cursor/mcp.json', mcpServers({}));
    const gone = await machine.importer.add({ request: {}, choices });
    expect(gone.refused).toMatchObject([{ reason: 'a is not there any more' }]);
    expect(machine.vault.size).toBe(0);
    expect(await machine.registryText()).toBe('');
  });

  test('a vault that gives another value back keeps the entry out of the registry', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ a: github(token), b: { command: 'b' } }),
    });
    machine.deps.keeper.set = async (name) => void machine.vault.set(name, 'changed');
    const result = await machine.addAll();
    expect(result).toMatchObject({ added: ['b'], refused: [{ id: 'a' }] });
    expect(JSON.stringify(result)).not.toContain(token);
    expect(Object.keys(machine.registry.current().servers)).toEqual(['b']);
  });

  test('what is there already is added under another name only', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ a: { command: 'a' } }),
    });
    await machine.addAll();
    expect((await machine.addAll()).refused).toMatchObject([
      { reason: 'it is in registry.yaml already, as a' },
    ]);
    const [found] = (await machine.importer.find({})).candidates;
    const choice = { id: found?.id ?? '', digest: found?.digest ?? '' };
    const add = (as: string) => machine.importer.add({ request: {}, choices: [{ ...choice, as }] });
    expect((await add('a__b')).refused).toHaveLength(1);
    expect((await add('a')).refused).toHaveLength(1);
    expect((await add('again')).added).toEqual(['again']);
  });

  test('two at once add it once', async () => {
    await using machine = await openImportMachine({
      '.cursor/mcp.json': mcpServers({ a: github(token) }),
    });
    const results = await Promise.all([machine.addAll(), machine.addAll()]);
    expect(results.flatMap(({ added }) => added)).toEqual(['a']);
    expect(results.flatMap(({ refused }) => refused)).toHaveLength(1);
  });
});
