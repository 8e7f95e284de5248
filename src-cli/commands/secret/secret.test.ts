import { describe, expect, test } from 'vitest';
import { startFakeHub } from '../../testing/fake-hub.ts';
import { now } from '../../testing/samples.ts';
import { openTerminal } from '../../testing/terminal.ts';

const used = {
  name: 'GITHUB_TOKEN',
  source: 'keychain',
  changedAt: now - 60_000,
  usedBy: ['github'],
} as const;
const spare = { name: 'SPARE', source: 'environment', usedBy: [] as string[] } as const;
const missing = { name: 'DOCS_TOKEN', source: 'missing', usedBy: ['docs'] } as const;

async function openSecrets(columns?: number) {
  const terminal = await openTerminal({ ...(columns && { columns }) });
  const hub = await startFakeHub(terminal.io.paths);
  hub.secrets.push({ ...missing, usedBy: ['docs'] }, { ...used, usedBy: ['github'] }, { ...spare });
  return {
    ...terminal,
    hub,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await terminal[Symbol.asyncDispose]();
    },
  };
}

describe('loom secret set', () => {
  test('asks on a terminal for what is then shown nowhere', async () => {
    await using at = await openSecrets(80);
    const done = at.loom('secret', 'set', 'GITHUB_TOKEN');
    at.stdin.write('canarx\u007fy-value\r');
    expect(await done).toBe(0);
    expect(at.hub.calls).toEqual([{ call: 'set GITHUB_TOKEN', input: 'canary-value' }]);
    expect(at.stderr.text).toBe('Value of GITHUB_TOKEN (not shown): \n');
    expect(at.stdout.text).toBe('GITHUB_TOKEN is kept in the keychain, used by github.\n');
  });

  test('takes a pasted value as it is', async () => {
    await using at = await openSecrets(80);
    const done = at.loom('secret', 'set', 'A');
    at.stdin.write(' p$ss"wörd\\ 🔑 \n');
    expect(await done).toBe(0);
    expect(at.hub.calls[0]?.input).toBe(' p$ss"wörd\\ 🔑 ');
  });

  test('keeps no first line of several that are pasted, and says how else', async () => {
    await using at = await openSecrets(80);
    const done = at.loom('secret', 'set', 'A');
    at.stdin.write('-----BEGIN KEY-----\ncanary\n-----END KEY-----\n');
    expect(await done).toBe(2);
    expect(at.stderr.text).toContain('loom secret set NAME < file');
    expect(at.stderr.text).not.toContain('canary');
    expect(at.hub.calls).toEqual([]);
  });

  test.each([
    ['value\n', 'value'],
    ['value\r\n', 'value'],
    ['value', 'value'],
    ['two\nlines\n\n', 'two\nlines\n'],
    ['\ufeffmark', '\ufeffmark'],
  ])('takes %j from a pipe, but its last line break', async (piped, secret) => {
    await using at = await openSecrets();
    at.stdin.end(piped);
    expect(await at.loom('secret', 'set', 'A')).toBe(0);
    expect(at.hub.calls).toEqual([{ call: 'set A', input: secret }]);
  });

  test.each([
    ['', 'It is empty'],
    ['\n', 'It is empty'],
    [Buffer.from([0x61, 0xff]), 'not UTF-8'],
    ['x'.repeat(64 * 1024 + 3), 'longer than'],
  ])('refuses what nobody can have meant', async (piped, reason) => {
    await using at = await openSecrets();
    at.stdin.end(piped);
    expect(await at.loom('secret', 'set', 'A')).toBe(2);
    expect(at.stderr.text).toContain(reason);
    expect(at.hub.calls).toEqual([]);
  });

  test.each([[['GITHUB_TOKEN', 'canary']], [['GITHUB_TOKEN=canary']], [['canary value']]])(
    'refuses a value among its arguments without repeating it: %j',
    async (words) => {
      await using at = await openSecrets(80);
      expect(await at.loom('secret', 'set', ...words)).toBe(2);
      expect(at.stdout.text + at.stderr.text).not.toContain('canary');
      expect(at.hub.calls).toEqual([]);
    },
  );

  test('ends without a change where Ctrl-C is pressed', async () => {
    await using at = await openSecrets(80);
    const done = at.loom('secret', 'set', 'A');
    at.stdin.write('canary\u0003');
    expect(await done).toBe(130);
    expect(at.stdout.text + at.stderr.text).not.toContain('canary');
    expect(at.hub.calls).toEqual([]);
  });
});

test('loom secret list shows names, origins, users and what is missing', async () => {
  await using at = await openSecrets();
  expect(await at.loom('secret', 'list')).toBe(0);
  expect(at.stdout.text).toMatchInlineSnapshot(`
    "SECRET        FROM                   CHANGED    USED BY
    DOCS_TOKEN    missing                           docs
    GITHUB_TOKEN  the keychain           1 min ago  github
    SPARE         the hub's environment
    "
  `);
});

describe('loom secret get', () => {
  test('shows no value unless told to', async () => {
    await using at = await openSecrets();
    expect(await at.loom('secret', 'get', 'GITHUB_TOKEN')).toBe(0);
    expect(at.stdout.text).toContain('used by  github');
    expect(at.stdout.text).not.toContain('hidden-value');
  });

  test('shows the value with --reveal, and nothing else', async () => {
    await using at = await openSecrets();
    expect(await at.loom('secret', 'get', 'GITHUB_TOKEN', '--reveal')).toBe(0);
    expect(at.stdout.text).toBe('hidden-value\n');
  });

  test('knows which name was meant', async () => {
    await using at = await openSecrets();
    expect(await at.loom('secret', 'get', 'GITHUB_TOKN', '--reveal')).toBe(4);
    expect(at.stderr.text).toContain('Did you mean "GITHUB_TOKEN"? `loom secret list`');
  });
});

describe('loom secret rm', () => {
  test('removes what nobody uses without a word', async () => {
    await using at = await openSecrets();
    expect(await at.loom('secret', 'rm', 'SPARE')).toBe(0);
    expect(at.stdout.text).toBe('SPARE is removed.\n');
  });

  test('warns of one that is used, and keeps it without --force', async () => {
    await using at = await openSecrets();
    expect(await at.loom('secret', 'rm', 'GITHUB_TOKEN')).toBe(4);
    expect(at.stderr.text).toContain('used by github');
    expect(at.hub.calls).toEqual([]);
    expect(await at.loom('secret', 'rm', 'GITHUB_TOKEN', '--force')).toBe(0);
    expect(at.stdout.text).toBe('GITHUB_TOKEN is removed; missing it now: github.\n');
  });

  test.each([
    ['y\n', 0, 1],
    ['n\n', 1, 0],
  ])('asks on a terminal; to %j it ends with %i', async (answer, code, calls) => {
    await using at = await openSecrets(80);
    const done = at.loom('secret', 'rm', 'GITHUB_TOKEN');
    at.stdin.write(answer);
    expect(await done).toBe(code);
    expect(at.hub.calls).toHaveLength(calls);
  });
});

describe('loom secret rekey', () => {
  test('asks for the new passphrase twice', async () => {
    await using at = await openSecrets(80);
    const done = at.loom('secret', 'rekey');
    at.stdin.write('open sesame please\r');
    await expect.poll(() => at.stderr.text).toContain('Once more');
    at.stdin.write('open sesame please\r');
    expect(await done).toBe(0);
    expect(at.hub.calls).toEqual([{ call: 'rekey', input: 'open sesame please' }]);
    expect(at.stderr.text).not.toContain('sesame');
  });

  test('changes nothing where the two differ', async () => {
    await using at = await openSecrets(80);
    const done = at.loom('secret', 'rekey');
    at.stdin.write('open sesame please\r');
    await expect.poll(() => at.stderr.text).toContain('Once more');
    at.stdin.write('open sesame pleas\r');
    expect(await done).toBe(2);
    expect(at.hub.calls).toEqual([]);
  });

  test('makes a fresh key file where that is asked for', async () => {
    await using at = await openSecrets();
    expect(await at.loom('secret', 'rekey', '--key-file')).toBe(0);
    expect(at.hub.calls).toEqual([{ call: 'rekey', input: undefined }]);
  });
});
