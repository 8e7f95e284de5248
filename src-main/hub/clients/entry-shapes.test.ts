import { describe, expect, test } from 'vitest';
import { claudeDesktop } from './claude-desktop.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { vscode } from './vscode.ts';
import { zed } from './zed.ts';

const token = { prefix: '', fromEnv: 'DOCS_TOKEN' };
const bearer = { prefix: 'Bearer ', fromEnv: 'DOCS_TOKEN' };
const stdio = { name: 'docs', command: '/bin/docs', args: ['x'], env: {} };
const http = { name: 'docs', transport: 'http', url: 'https://docs.example', headers: {} } as const;

describe('an entry', () => {
  test('refers to its environment in the client’s own words', () => {
    expect(cursor.dialect.stdio({ ...stdio, env: { KEY: token } })).toMatchObject({
      env: { KEY: '${env:DOCS_TOKEN}' },
    });
    expect(geminiCli.dialect.http?.({ ...http, headers: { Authorization: bearer } })).toMatchObject(
      { headers: { Authorization: 'Bearer ${DOCS_TOKEN}' } },
    );
  });

  test('is refused where the client has no words for it', () => {
    const refused = expect.objectContaining({ code: 'not-expressible' });
    expect(() => claudeDesktop.dialect.stdio({ ...stdio, env: { KEY: token } })).toThrow(refused);
    expect(() => zed.dialect.http?.({ ...http, transport: 'sse' })).toThrow(refused);
    expect(claudeDesktop.dialect.http).toBeUndefined();
  });

  test('has times in the client’s own unit, rounded up', () => {
    const timed = { ...stdio, timeoutMs: 1500, cwd: '/srv' };
    expect(zed.dialect.stdio(timed)).toEqual({ command: '/bin/docs', args: ['x'], timeout: 2 });
    expect(geminiCli.dialect.stdio(timed)).toMatchObject({ timeout: 1500, cwd: '/srv' });
    expect(vscode.dialect.stdio(timed)).toMatchObject({ cwd: '/srv' });
    expect(vscode.dialect.stdio(timed)).not.toHaveProperty('timeout');
  });

  test('names the older transport where a URL alone would be the newer one', () => {
    const sse = { ...http, transport: 'sse' } as const;
    expect(geminiCli.dialect.http?.(sse)).toEqual({ type: 'sse', url: 'https://docs.example' });
  });
});

describe('an entry for Codex', () => {
  test('names variables beside values', () => {
    const env = { DOCS_TOKEN: token, LEVEL: 'debug' };
    expect(codex.dialect.stdio({ ...stdio, env })).toEqual({
      command: '/bin/docs',
      args: ['x'],
      env: { LEVEL: 'debug' },
      env_vars: ['DOCS_TOKEN'],
    });
    const headers = { authorization: bearer, 'X-Key': token, 'X-Org': 'acme' };
    expect(codex.dialect.http?.({ ...http, headers })).toEqual({
      url: 'https://docs.example',
      bearer_token_env_var: 'DOCS_TOKEN',
      http_headers: { 'X-Org': 'acme' },
      env_http_headers: { 'X-Key': 'DOCS_TOKEN' },
    });
  });

  test('is refused where one bad table would stop it', () => {
    const refused = expect.objectContaining({ code: 'not-expressible' });
    const refuse = (action: () => unknown) => expect(action).toThrow(refused);
    refuse(() => codex.dialect.stdio({ ...stdio, env: { OTHER: token } }));
    refuse(() => codex.dialect.stdio({ ...stdio, args: [token] }));
    refuse(() => codex.dialect.http?.({ ...http, headers: { 'X-Key': bearer } }));
    refuse(() => codex.dialect.http?.({ ...http, transport: 'sse' }));
  });
});

test('an install link holds the entry', () => {
  const entry = { command: '/a b/loom', args: ['proxy'] };
  const link = new URL(cursor.installLink?.('loom', entry) ?? '');
  expect(JSON.parse(atob(link.searchParams.get('config') ?? ''))).toEqual(entry);
  const [, encoded = ''] = (vscode.installLink?.('loom', entry) ?? '').split('?');
  expect(JSON.parse(decodeURIComponent(encoded))).toEqual({ name: 'loom', ...entry });
});
