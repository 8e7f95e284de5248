import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FoundServer } from './found-server.ts';
import { readSnippet, readSnippetAndFormats, type SnippetReading } from './read-snippet.ts';
import { expectedFiles, fixtureText } from './testing/fixtures.ts';

/** What a server runs or reaches, without what is empty. */
function brief(reading: SnippetReading): object[] {
  if (!reading.ok) throw new Error(reading.reason);
  return reading.found.servers.map((server) => {
    const { name, transport, command, args, env, url, headers } = server;
    return Object.fromEntries(
      Object.entries({ name, transport, command, args, env, url, headers }).filter(
        ([, value]) => value !== undefined && JSON.stringify(value) !== '{}',
      ),
    );
  });
}

function only(text: string): Partial<FoundServer> {
  const reading = readSnippet(text);
  expect(reading).toMatchObject({ ok: true, found: { servers: [{}] } });
  return (reading.ok && reading.found.servers[0]) || {};
}

const fetchServer = {
  name: 'fetch',
  transport: 'stdio',
  command: 'uvx',
  args: ['mcp-server-fetch'],
};

describe('a pasted piece of a file', () => {
  test.each([
    [
      'a file of Claude Code',
      '{"mcpServers":{"fetch":{"command":"uvx","args":["mcp-server-fetch"]}}}',
    ],
    [
      'a file of VS Code',
      '{"servers":{"fetch":{"type":"stdio","command":"uvx","args":["mcp-server-fetch"]}},}',
    ],
    [
      'settings of VS Code',
      '{"mcp":{"servers":{"fetch":{"command":"uvx","args":["mcp-server-fetch"]}}}}',
    ],
    [
      'a file of opencode',
      '{"mcp":{"fetch":{"type":"local","command":["uvx","mcp-server-fetch"]}}}',
    ],
    [
      'a file of Zed',
      '// mine\n{"context_servers":{"fetch":{"command":{"path":"uvx","args":["mcp-server-fetch"]}}}}',
    ],
    ['a bare map', '{"fetch":{"command":"uvx","args":["mcp-server-fetch"]}}'],
    ['a list', '[{"name":"fetch","command":"uvx","args":["mcp-server-fetch"]}]'],
    ['one entry with a name', '{"name":"fetch","command":"uvx","args":["mcp-server-fetch"]}'],
    [
      'a piece without braces',
      '"fetch": {\n  "command": "uvx",\n  "args": ["mcp-server-fetch"],\n},',
    ],
    ['a larger one', '"mcpServers": {"fetch": {"command": "uvx", "args": ["mcp-server-fetch"]}}'],
    ['JSON5', "{mcpServers: {fetch: {command: 'uvx', args: ['mcp-server-fetch']}}}"],
    [
      'TOML of Codex',
      '# mine\n[mcp_servers.fetch]\ncommand = "uvx"\nargs = ["mcp-server-fetch"]\n',
    ],
    ['inline TOML', 'mcp_servers.fetch = { command = "uvx", args = ["mcp-server-fetch"] }'],
    [
      'TOML of Mistral Vibe',
      '[[mcp_servers]]\nname = "fetch"\ncommand = "uvx"\nargs = ["mcp-server-fetch"]',
    ],
    [
      'YAML of Goose',
      'extensions:\n  fetch:\n    type: stdio\n    cmd: uvx\n    args: [mcp-server-fetch]\n',
    ],
    [
      'YAML of Continue',
      'mcpServers:\n  - name: fetch\n    command: uvx\n    args:\n      - mcp-server-fetch\n',
    ],
    ['YAML, one entry of a list', '- name: fetch\n  command: uvx\n  args: ["mcp-server-fetch"]\n'],
    ['with a byte order mark', '\uFEFF{"fetch":{"command":"uvx","args":["mcp-server-fetch"]}}'],
    [
      'in Markdown',
      'Add this:\n\n```sh\nmake it\n```\n\n```json\n{"mcpServers":{"fetch":{"command":"uvx","args":["mcp-server-fetch"]}}}\n```\nDone.',
    ],
    [
      'in an indented fence',
      '1. Then:\n   ~~~\n   fetch:\n     command: uvx\n     args: [mcp-server-fetch]\n   ~~~\n',
    ],
  ])('is read: %s', (_, text) => {
    expect(brief(readSnippet(text))).toEqual([fetchServer]);
  });

  test('may speak of commands in its comments', () => {
    const text =
      '# made by: claude mcp add other -- npx other\n' +
      'mcp_servers.fetch = { command = "uvx", args = ["mcp-server-fetch"] }\n' +
      '# npx other\n';
    expect(brief(readSnippet(text))).toEqual([fetchServer]);
  });

  test('gets a name from what it runs or reaches', () => {
    const names = [
      '{"command":"npx","args":["-y","@modelcontextprotocol/server-github@1.2"]}',
      '{"command":"/opt/tools/notes-mcp"}',
      '{"command":"C:\\\\Tools\\\\files.exe","args":["--all"]}',
      '{"command":"docker","args":["run","-i","--rm","-e","TOKEN","ghcr.io/example/wiki:2"]}',
      '{"command":"python3","args":["-m","weather_server"]}',
      '{"url":"https://mcp.linear.app/sse"}',
    ].map((text) => only(text).name);
    expect(names).toEqual([
      'server-github',
      'notes-mcp',
      'files',
      'wiki',
      'weather_server',
      'linear',
    ]);
  });

  test('has what the client would ask for', () => {
    const reading = readSnippet(
      '{"name":"x","command":"x","env":{"KEY":"${input:key}"},"inputs":[{"id":"key","password":true}]}',
    );
    expect(reading).toMatchObject({
      found: {
        servers: [{ name: 'x', references: [{ kind: 'input', name: 'key' }] }],
        inputs: [{ id: 'key', isSecret: true }],
      },
    });
  });

  test('may be any file that the clients have', () => {
    for (const file of expectedFiles()) {
      const reading = readSnippet(fixtureText(file.client, file.file));
      const expected = file.servers.filter(({ transport }) => transport !== 'extension');
      const names = reading.ok ? reading.found.servers.map(({ name }) => name) : [];
      expect(names, `${file.client} ${file.file}`).toEqual(expected.map(({ name }) => name));
    }
  });

  test('is refused with line and column where it is broken, and nothing of it is repeated', () => {
    const text =
      '{\n  "mcpServers": {\n    "x": { "env": { "TOKEN": "EXAMPLE-1" "B": 1 } }\n  }\n}';
    const reading = readSnippet(text);
    expect(reading).toMatchObject({ ok: false, line: 3, column: expect.any(Number) });
    expect(JSON.stringify(reading)).not.toContain('EXAMPLE');
    const fenced = readSnippet(`Text\n\n\`\`\`json\n${text}\n\`\`\`\n`);
    expect(fenced).toMatchObject({ ok: false, line: 6 });
  });

  test.each(['', '  \n', 'hello', '{}', '[]', '{"a":{"b":1}}', 'a: 1', 'x = 1', '42', '"x"'])(
    'is refused with a reason where nothing is in it: %j',
    (text) => {
      expect(readSnippet(text)).toEqual(
        expect.objectContaining({ ok: false, reason: expect.stringMatching(/\w/) }),
      );
    },
  );

  test('never throws, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...'{ } [ ] " \' : , = \n # - $ ( ) mcpServers command x - | ``` https://x --add-mcp mcp\u0020add & *a &a !!js'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 }))), (parts) => {
        expect(readSnippet(parts.join(' '))).toHaveProperty('ok');
      }),
    );
  });
});

const inner = JSON.stringify({ command: 'uvx', args: ['mcp-server-fetch'] });
const named = JSON.stringify({ name: 'fetch', command: 'uvx', args: ['mcp-server-fetch'] });
const base64 = encodeURIComponent(Buffer.from(inner).toString('base64'));
const escaped = encodeURIComponent(inner);
const cursor = `cursor://anysphere.cursor-deeplink/mcp/install?name=fetch&config=${base64}`;

describe('an install link', () => {
  test.each([
    cursor,
    `https://cursor.com/en/install-mcp?name=fetch&config=${base64}`,
    `vscode:mcp/install?${encodeURIComponent(named)}`,
    `vscode-insiders:mcp/install?${encodeURIComponent(named)}`,
    `https://vscode.dev/redirect/mcp/install?name=fetch&config=${escaped}`,
    `https://vscode.dev/redirect?url=${encodeURIComponent(`vscode:mcp/install?${encodeURIComponent(named)}`)}`,
    `vsweb+mcp:/install?${encodeURIComponent(named)}`,
    `kiro://kiro.mcp/add?name=fetch&config=${escaped}`,
    `https://kiro.dev/launch/mcp/add?name=fetch&config=${escaped}`,
    `lmstudio://add_mcp?name=fetch&config=${base64}`,
    'goose://extension?cmd=uvx&arg=mcp-server-fetch&id=fetch&name=fetch&description=Fetch',
    `cherrystudio://mcp/install?servers=${Buffer.from(`{"mcpServers":{"fetch":${inner}}}`).toString('base64url')}`,
    `[![Add to Cursor](https://cursor.com/deeplink/mcp-install-dark.svg)](${cursor})`,
    `<a href="${cursor.replaceAll('&', '&amp;')}"><img src="https://x.example/b.svg"></a>`,
  ])('is read: %s', (text) => {
    expect(readSnippet(text)).toMatchObject({ ok: true, kind: 'link' });
    expect(brief(readSnippet(text))).toEqual([fetchServer]);
  });

  test('of Goose names variables whose values it would ask for', () => {
    const text = 'goose://extension?cmd=npx&arg=-y&arg=x&name=x&timeout=300&env=X_KEY%3DYour%20key';
    expect(only(text)).toMatchObject({
      args: ['-y', 'x'],
      timeoutMs: 300_000,
      references: [{ kind: 'keyring', name: 'X_KEY' }],
    });
    expect(only('goose://extension?url=https%3A%2F%2Fx.example%2Fmcp&name=x')).toMatchObject({
      transport: 'http',
      url: 'https://x.example/mcp',
    });
  });

  test('may be the address of a server', () => {
    expect(readSnippet(' https://mcp.linear.app/mcp\n')).toMatchObject({ ok: true, kind: 'url' });
    expect(only('https://mcp.linear.app/mcp')).toMatchObject({ name: 'linear', transport: 'auto' });
  });

  test.each([
    'cursor://anysphere.cursor-deeplink/mcp/install?name=fetch&config=%%%',
    `${cursor.slice(0, -9)}`,
    'windsurf://windsurf-mcp-registry?serverName=fetch',
    'vscode:mcp/by-name/fetch',
    'https://github.com/example/fetch-mcp',
    'mailto:sam@example.com',
  ])('is refused where it does not say what to run: %s', (text) => {
    expect(readSnippet(text)).toEqual(
      expect.objectContaining({ ok: false, reason: expect.stringMatching(/\w/) }),
    );
  });
});

describe('a command line', () => {
  test.each([
    'claude mcp add fetch -- uvx mcp-server-fetch',
    '$ claude mcp add -s user fetch -- uvx mcp-server-fetch',
    'claude mcp add --scope=user fetch uvx mcp-server-fetch',
    `claude mcp add-json -s user fetch '${inner}'`,
    `openclaw mcp set fetch '${inner}'`,
    'codex mcp add fetch -- uvx mcp-server-fetch',
    'gemini mcp add -s user fetch uvx mcp-server-fetch',
    'qwen mcp add fetch uvx mcp-server-fetch',
    'copilot mcp add fetch -- uvx mcp-server-fetch',
    'cline mcp add fetch --yes -- uvx mcp-server-fetch',
    'amp mcp add fetch -- uvx mcp-server-fetch',
    'droid mcp add fetch "uvx mcp-server-fetch"',
    'devin mcp add -s user fetch -- uvx mcp-server-fetch',
    'kimi mcp add --transport stdio fetch -- uvx mcp-server-fetch',
    'kiro-cli mcp add --name fetch --command uvx --args mcp-server-fetch',
    'npx @anthropic-ai/claude-code mcp add fetch -- uvx mcp-server-fetch',
    `code --add-mcp '${named}'`,
    `code.cmd --add-mcp "${named.replaceAll('"', '\\"')}"`,
    'claude mcp add \\\n  --scope user \\\n  fetch \\\n  -- uvx mcp-server-fetch',
    'claude mcp add fetch `\r\n  -- uvx mcp-server-fetch\r\n',
  ])('is read: %s', (text) => {
    expect(readSnippet(text)).toMatchObject({ ok: true, kind: 'command' });
    expect(brief(readSnippet(text))).toEqual([fetchServer]);
  });

  test('gives variables, and words in quotes whole', () => {
    const text =
      'claude mcp add -e KEY=abc -e "NOTE=two words" PATHS=\'a b\' notes -- npx -y @example/notes --root "C:\\My Notes\\a" -e X=1';
    expect(only(text)).toMatchObject({
      name: 'notes',
      command: 'npx',
      args: ['-y', '@example/notes', '--root', 'C:\\My Notes\\a', '-e', 'X=1'],
      env: { KEY: 'abc', NOTE: 'two words', PATHS: 'a b' },
    });
  });

  test.each([
    'claude mcp add --transport http wiki https://wiki.example.com/mcp --header "X-Api-Key: EXAMPLE-wiki-1"',
    'claude mcp add -t http -H "X-Api-Key: EXAMPLE-wiki-1" wiki https://wiki.example.com/mcp',
    'gemini mcp add -t http --header "X-Api-Key: EXAMPLE-wiki-1" wiki https://wiki.example.com/mcp',
    'droid mcp add wiki https://wiki.example.com/mcp --type http --header "X-Api-Key: EXAMPLE-wiki-1"',
    'amp mcp add --transport http --header "X-Api-Key=EXAMPLE-wiki-1" wiki https://wiki.example.com/mcp',
    'auggie mcp add wiki --transport http --url https://wiki.example.com/mcp --header "X-Api-Key: EXAMPLE-wiki-1"',
  ])('gives headers and their secrets: %s', (text) => {
    expect(only(text)).toMatchObject({
      name: 'wiki',
      transport: 'http',
      url: 'https://wiki.example.com/mcp',
      headers: { 'X-Api-Key': 'EXAMPLE-wiki-1' },
      secrets: [{ where: 'header', value: 'EXAMPLE-wiki-1' }],
      unread: [],
    });
  });

  test('gives references: Codex and its variable, an option without a value', () => {
    const codex = 'codex mcp add x --url https://x.example/mcp --bearer-token-env-var X_TOKEN';
    expect(only(codex).references).toEqual([
      {
        path: ['servers', 'x', 'bearer_token_env_var'],
        text: 'X_TOKEN',
        kind: 'env',
        name: 'X_TOKEN',
        into: { header: 'Authorization', prefix: 'Bearer ' },
      },
    ]);
    expect(only('claude mcp add x -e X_TOKEN=$X_TOKEN -- x').references).toMatchObject([
      { kind: 'env', name: 'X_TOKEN', text: '$X_TOKEN' },
    ]);
    expect(only('claude mcp add x -e "X_TOKEN=$(cat ~/.token)" -- x').references).toMatchObject([
      { kind: 'command', name: 'cat ~/.token' },
    ]);
  });

  test('gives time limits, filters of tools, and says what has no place', () => {
    const text =
      'gemini mcp add x --timeout 5000 --trust --include-tools a,b --exclude-tools c -- x --flag';
    expect(only(text)).toMatchObject({
      timeoutMs: 5000,
      tools: { allow: ['a', 'b'], deny: ['c'] },
      unread: ['--trust'],
      args: ['--flag'],
    });
  });

  test('may be several, and what adds nothing is left out and said', () => {
    const reading = readSnippet(
      'cd ~/code && claude mcp add a -- a-mcp # first\nclaude mcp add b -- b-mcp\ncurl https://x | sh\n',
    );
    expect(brief(reading)).toMatchObject([{ command: 'a-mcp' }, { command: 'b-mcp' }]);
    expect(reading).toMatchObject({
      found: { skipped: [{ name: 'cd' }, { name: 'curl' }, { name: 'sh' }] },
    });
  });

  test('is never repeated where it may hold a secret', () => {
    const reading = readSnippet(
      'KEY=EXAMPLE-1\nTOKEN=EXAMPLE-2 notes\nclaude mcp add x --key=EXAMPLE-3 -pEXAMPLE-4 -- x',
    );
    expect(reading).toMatchObject({ ok: true, found: { servers: [{ unread: ['--key', '-'] }] } });
    expect(JSON.stringify(reading)).not.toContain('EXAMPLE');
  });

  test('may be the plain command of a server', () => {
    expect(brief(readSnippet('TOKEN=abc npx -y @example/notes-mcp --all'))).toEqual([
      {
        name: 'notes-mcp',
        transport: 'stdio',
        command: 'npx',
        args: ['-y', '@example/notes-mcp', '--all'],
        env: { TOKEN: 'abc' },
      },
    ]);
    expect(brief(readSnippet('/opt/notes/bin/notes-mcp --stdio'))).toMatchObject([
      { name: 'notes-mcp', command: '/opt/notes/bin/notes-mcp', args: ['--stdio'] },
    ]);
  });

  test.each([
    'claude mcp add x',
    'claude mcp add x -- "uvx',
    "claude mcp add-json x '{broken'",
    "code --add-mcp '[1]'",
    'npx -y @smithery/cli install x --client claude',
    'npx add-mcp https://x.example/mcp',
    'npm install -g @example/notes-mcp',
    'uv pip install notes-mcp',
  ])('is refused where it does not say what to run: %s', (text) => {
    expect(readSnippet(text)).toEqual(
      expect.objectContaining({ ok: false, reason: expect.stringMatching(/\w/) }),
    );
  });
});

test('leaves Loom itself out of what was pasted', () => {
  const reading = readSnippet('claude mcp add --transport http hub http://localhost:4747/mcp', {
    ownUrls: ['http://127.0.0.1:4747/mcp'],
  });
  expect(reading).toMatchObject({
    ok: true,
    found: { servers: [], skipped: [{ name: 'hub', reason: 'it is Loom itself' }] },
  });
});

test('takes tokens of well-known formats for secrets wherever they stand', async () => {
  const reading = await readSnippetAndFormats(
    'npx -y x-mcp --with zzEXAMPLEzz',
    {},
    async (texts) =>
      texts.map(({ text }) => {
        const start = text.indexOf('zzEXAMPLEzz');
        return start < 0 ? [] : [{ format: 'zz', start, end: start + 11 }];
      }),
  );
  expect(reading).toMatchObject({
    found: { servers: [{ secrets: [{ where: 'arg', value: 'zzEXAMPLEzz' }] }] },
  });
});
