import { expect, test } from 'vitest';
import { mcpServers, openImportMachine } from '../import/testing/import-machine.ts';
import { checkConfigs } from './check-configs.ts';

const token = `gh${'p_'}${'aZ3kQ9'.repeat(6)}`;

async function check(files: Record<string, string>, request = {}) {
  await using machine = await openImportMachine(files);
  const checked = await checkConfigs(request, {
    machine: machine.deps.machine,
    ownUrls: () => [],
    folder: machine.at('generated'),
  });
  return checked.map(({ file, ...rest }) => ({
    file: file.slice(machine.home.length + 1),
    ...rest,
  }));
}

test('files that are well are said to be so', async () => {
  const files = { '.cursor/mcp.json': mcpServers({ a: { command: 'a' } }) };
  expect(await check(files)).toEqual([
    { file: '.cursor/mcp.json', target: 'cursor', ok: true, findings: [] },
  ]);
});

test('tells syntax errors with their place', async () => {
  const files = { '.cursor/mcp.json': '{\n  "mcpServers": {"a" "b"}\n}' };
  expect(await check(files)).toMatchObject([
    { ok: false, findings: [{ line: 2, column: expect.any(Number) }] },
  ]);
});

test('tells what the client itself would not take', async () => {
  const text = '{"mcpServers": {"a": {"command": "a"},}} // mine';
  const files = { '.lmstudio/mcp.json': text, '.config/zed/settings.json': '{"a": 1,} // mine' };
  const checked = await check(files);
  expect(checked.find(({ target }) => target === 'lm-studio')?.findings).toMatchObject([
    { text: 'LM Studio takes no trailing comma' },
    { text: 'LM Studio takes no comments' },
  ]);
  expect(checked.find(({ target }) => target === 'zed')?.findings).toEqual([]);
});

test('tells secrets in plain text without showing them, wherever they were generated, too', async () => {
  const text = mcpServers({ a: { command: 'a', env: { A_TOKEN: token } } });
  const files = { '.cursor/mcp.json': text, 'generated/work/cursor/mcp.json': text };
  const checked = await check(files);
  expect(checked.map(({ file }) => file)).toEqual(Object.keys(files));
  for (const { findings } of checked) {
    expect(findings).toMatchObject([
      { text: expect.stringContaining('mcpServers.a.env.A_TOKEN: ghp_…'), line: 1 },
    ]);
  }
  expect(JSON.stringify(checked)).not.toContain(token);
});

test("tells an entry of Loom's that starts what is not there", async () => {
  const loom = { command: '/nowhere/loom', args: ['proxy', '--client', 'cursor'] };
  const checked = await check({ '.cursor/mcp.json': mcpServers({ loom }) });
  expect(checked[0]?.findings).toEqual([
    { text: 'the entry loom starts /nowhere/loom, which cannot be run' },
  ]);
});

test('only clients that are asked for, and a project in their place', async () => {
  const files = {
    '.cursor/mcp.json': '{}',
    '.kiro/settings/mcp.json': '{}',
    'shop/.cursor/mcp.json': '{}',
  };
  const one = await check(files, { targets: ['kiro'] });
  expect(one.map(({ file }) => file)).toEqual(['.kiro/settings/mcp.json']);
});
