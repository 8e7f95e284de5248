import { expect, test } from 'vitest';
import type { SecretScan } from '../../src-shared/domain/secret-finding.ts';
import { openTerminal } from '../testing/terminal.ts';

const clean: SecretScan = { findings: [], checked: ['/home/ada/registry.yaml'], unchecked: [] };
const problem = {
  at: 0,
  code: 'invalid-registry',
  message: 'registry.yaml:3:5 servers.x: unknown key "comand"; did you mean "command"?',
  remedy: 'Mend the file.',
  file: '/home/ada/registry.yaml',
  line: 3,
  column: 5,
};
const leaky: SecretScan = {
  findings: [
    {
      file: '/home/ada/registry.yaml',
      line: 5,
      column: 21,
      field: 'servers.github.env.GITHUB_TOKEN',
      format: 'github',
      preview: 'ghp_…(40 characters)',
    },
    {
      file: '/home/ada/.cursor/mcp.json',
      line: 4,
      column: 9,
      client: 'Cursor',
      field: 'mcpServers.db.env.DB_PASSWORD',
      preview: '…(12 characters)',
    },
  ],
  checked: ['/home/ada/registry.yaml', '/home/ada/.cursor/mcp.json'],
  unchecked: [
    {
      file: '/home/ada/.codex/config.toml',
      client: 'Codex',
      reason: 'it is not valid TOML',
      line: 2,
      column: 1,
    },
  ],
};

function open(problems: (typeof problem)[], secrets: SecretScan) {
  const headless = { validateFiles: async () => problems, scanSecrets: async () => secrets };
  return openTerminal({ headless });
}

test('prints places and exits 3; without problems it exits 0', async () => {
  await using terminal = await open([problem], clean);
  expect(await terminal.loom('validate')).toBe(3);
  expect(terminal.stdout.text).toBe(
    '/home/ada/registry.yaml:3:5 servers.x: unknown key "comand"; did you mean "command"?\n' +
      '→ Mend the file.\n\n1 problem.\n',
  );
  await using other = await open([], clean);
  expect(await other.loom('validate', '--json')).toBe(0);
  expect(JSON.parse(other.stdout.text)).toEqual({ problems: [], secrets: clean });
});

test('shows secrets in plain text, and what was not looked through, as warnings', async () => {
  await using terminal = await open([], leaky);
  expect(await terminal.loom('validate')).toBe(0);
  expect(terminal.stdout.text).toMatchInlineSnapshot(`
    "registry.yaml and config.yaml are valid.

    /home/ada/registry.yaml:5:21 servers.github.env.GITHUB_TOKEN: ghp_…(40 characters), known format: github
    → \`loom secret adopt\` moves those of registry.yaml into the vault.

    /home/ada/.cursor/mcp.json:4:9 (Cursor) mcpServers.db.env.DB_PASSWORD: …(12 characters), looks like a credential
    → \`loom import\` gives such a server to Loom and its secret to the vault; \`loom sync --replace\` then takes it out of the client's file.

    /home/ada/.codex/config.toml:2:1 (Codex) not looked through for secrets: it is not valid TOML

    2 secrets in plain text, 1 file not looked through.
    "
  `);
  await using other = await open([], leaky);
  expect(await other.loom('validate', '--json')).toBe(0);
  expect(JSON.parse(other.stdout.text)).toEqual({ problems: [], secrets: leaky });
});

test("knows this hub's tokens in a client's file", async () => {
  const other = leaky.findings[1];
  const findings = other ? [{ ...other, format: 'loom', preview: 'loom_…(54 characters)' }] : [];
  await using terminal = await open([], { ...clean, findings });
  await terminal.loom('validate');
  expect(terminal.stdout.text).toContain('→ That is a token for this hub.');
  expect(terminal.stdout.text).not.toContain('gives such a server to Loom');
});

test('fails for them with --strict', async () => {
  await using terminal = await open([], leaky);
  expect(await terminal.loom('validate', '--strict')).toBe(1);
  await using unread = await open([], { ...leaky, findings: [] });
  expect(await unread.loom('validate', '--strict')).toBe(1);
  await using broken = await open([problem], leaky);
  expect(await broken.loom('validate', '--strict')).toBe(3);
  await using tidy = await open([], clean);
  expect(await tidy.loom('validate', '--strict')).toBe(0);
});

test('cannot be made to write to the terminal by names in files', async () => {
  const [finding] = leaky.findings;
  const file = '/home/ada/\u001b[31mred\u0007.json';
  const findings = finding ? [{ ...finding, file, field: 'a\u202eb' }] : [];
  await using terminal = await open([], { ...clean, findings });
  await terminal.loom('validate');
  expect(terminal.stdout.text).toContain('/home/ada/red.json:5:21 ab: ghp_…');
});
