import { describe, expect, test } from 'vitest';
import { startFakeHub } from '../../testing/fake-hub.ts';
import { aToken, now } from '../../testing/samples.ts';
import { openTerminal } from '../../testing/terminal.ts';

async function openWithHub() {
  const terminal = await openTerminal();
  const hub = await startFakeHub(terminal.io.paths);
  return Object.assign(terminal, {
    hub,
    async [Symbol.asyncDispose]() {
      await hub.close();
    },
  });
}

describe('token-generate', () => {
  test('prints the token alone on stdout, and all else on stderr', async () => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('auth', 'token-generate', '--name', 'Cursor')).toBe(0);
    expect(terminal.stdout.text).toBe('loom_text\n');
    expect(terminal.stderr.text).toBe(
      'Token "Cursor" is made. Clients send it as Authorization: Bearer <token>.\n' +
        'Note: it is shown this once.\n',
    );
  });

  test('says what it may see, when it ends and where it is kept', async () => {
    await using terminal = await openWithHub();
    const code = await terminal.loom(
      ...['auth', 'token-generate', '--profile', 'review', '--servers', 'files, github,'],
      ...['--expires', '30d', '--key', 'LOOM_CI'],
    );
    expect(code).toBe(0);
    expect(terminal.hub.calls).toEqual([
      {
        call: 'generate',
        input: {
          profile: 'review',
          servers: ['files', 'github'],
          expiresAt: now + 30 * 86_400_000,
          key: 'LOOM_CI',
        },
      },
    ]);
    expect(terminal.stderr.text).toContain('it ends in 30 days');
    expect(terminal.stderr.text).toContain('kept as the secret LOOM_CI');
  });

  test('says so where the hub asks nobody for a token', async () => {
    await using terminal = await openWithHub();
    terminal.hub.asksForTokens = false;
    await terminal.loom('auth', 'token-generate');
    expect(terminal.stderr.text).toContain('`http.auth.type: token` changes that');
  });

  test('is one JSON value with --json', async () => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('auth', 'token-generate', '--json')).toBe(0);
    expect(JSON.parse(terminal.stdout.text)).toMatchObject({ text: 'loom_text', isAsked: true });
    expect(terminal.stderr.text).toBe('');
  });

  test.each([
    [['--expires', '30'], 'Expected a time such as 12h'],
    [['--name', ' '], 'expected 1 to 64 letters'],
    [['--key', '1A'], 'expected 1 to 128 letters'],
    [['--servers', ','], 'servers'],
  ])('refuses %j', async (words, reason) => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('auth', 'token-generate', ...words)).toBe(2);
    expect(terminal.stderr.text).toContain(reason);
    expect(terminal.hub.calls).toEqual([]);
  });
});

test('token-list shows who may see what, and never a token', async () => {
  await using terminal = await openWithHub();
  expect(await terminal.loom('auth', 'token-list')).toBe(0);
  expect(terminal.stdout.text).toContain('loom auth token-generate');
  terminal.stdout.text = '';
  terminal.hub.tokens.push(
    { ...aToken, lastUsedAt: now - 4_000 },
    {
      id: '0a0b0c0d0e0f',
      name: 'ci',
      profile: 'review',
      servers: ['files', 'github'],
      createdAt: now - 172_800_000,
      expiresAt: now - 3_600_000,
      key: 'LOOM_CI',
    },
  );
  await terminal.loom('auth', 'token-list');
  expect(terminal.stdout.text).toMatchInlineSnapshot(`
    "TOKEN   ID            PROFILE  SERVERS        MADE        USED     ENDS           KEPT AS
    cursor  a1b2c3d4e5f6                          1 min ago   4 s ago
    ci      0a0b0c0d0e0f  review   files, github  2 days ago  never    ended 1 h ago  LOOM_CI
    "
  `);
});

test('token-show prints one that was kept, alone', async () => {
  await using terminal = await openWithHub();
  terminal.hub.tokens.push({ ...aToken, name: 'kept', key: 'LOOM_CI' });
  expect(await terminal.loom('auth', 'token-show')).toBe(0);
  expect(await terminal.loom('auth', 'token-show', 'kept')).toBe(0);
  expect(terminal.stdout.text).toBe('loom_kept\nloom_kept\n');
});

describe('token-revoke', () => {
  test('takes a name or an id', async () => {
    await using terminal = await openWithHub();
    terminal.hub.tokens.push(aToken);
    expect(await terminal.loom('auth', 'token-revoke', aToken.id)).toBe(0);
    expect(terminal.stdout.text).toBe('Token "cursor" is revoked.\n');
    expect(terminal.hub.calls).toEqual([{ call: `revoke ${aToken.id}` }]);
  });

  test('suggests the name that was meant', async () => {
    await using terminal = await openWithHub();
    terminal.hub.tokens.push(aToken);
    expect(await terminal.loom('auth', 'token-revoke', 'crusor')).toBe(4);
    expect(terminal.stderr.text).toBe(
      'error: There is no token "crusor".\n' +
        '→ Did you mean "cursor"? `loom auth token-list` shows what there is.\n',
    );
  });
});
