import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDeepLink, linkRefusals, parseDeepLink } from './deep-link.ts';

const server = { command: 'npx', args: ['-y', '@example/größe'], env: { LEVEL: 'a b+c' } };
const inBase64 = (value: unknown, kind: 'base64' | 'base64url' = 'base64url') =>
  Buffer.from(JSON.stringify(value)).toString(kind);
const install = (value: unknown) => `loom://install?config=${inBase64(value)}`;

describe('a link to install a server', () => {
  test.each([
    ['base64url', inBase64(server)],
    ['base64', inBase64(server, 'base64')],
    ['base64, escaped', encodeURIComponent(inBase64(server, 'base64'))],
    ['JSON, escaped', encodeURIComponent(JSON.stringify(server))],
  ])('is understood with its definition as %s', (_name, config) => {
    expect(parseDeepLink(`loom://install?name=My+tools&config=${config}`)).toEqual({
      ok: true,
      link: { kind: 'install', name: 'My tools', server },
    });
  });

  test('may name a server by its address, and end its host in a slash as browsers do', () => {
    const remote = { url: 'https://mcp.example.com/mcp', type: 'streamable-http' };
    expect(parseDeepLink(install(remote).replace('install', 'install/'))).toEqual({
      ok: true,
      link: { kind: 'install', name: undefined, server: { ...remote, type: 'http' } },
    });
  });

  test.each([
    ['no-server', {}],
    ['no-server', []],
    ['no-server', { command: '  ' }],
    ['no-server', { command: ['sh', '-c'] }],
    ['no-server', { command: 'npx', args: 'x' }],
    ['no-server', { command: 'npx', args: [{}] }],
    ['no-server', { command: 'npx', env: { 'A B': 'x' } }],
    ['no-server', { command: 'npx', type: 'http' }],
    ['unknown-part', { command: 'npx', url: 'https://a.example' }],
    ['unknown-part', { command: 'npx', cwd: '/' }],
    ['unknown-part', { mcpServers: { a: server } }],
    ['unsafe-address', { url: 'file:///etc/passwd' }],
    ['unsafe-address', { url: 'javascript:alert(1)' }],
    ['unsafe-address', { url: 'https://ada:pass@a.example/' }],
    ['unsafe-address', { url: 'https://a.example\\@b.example/' }],
    ['reference', { url: 'https://a.example/${secret:GITHUB_TOKEN}' }],
    ['reference', { command: 'npx', env: { A: '${env:HOME}' } }],
    ['reference', { command: 'curl', args: ['$${secret:X}'] }],
    ['reference', { url: 'https://a.example/{env:GITHUB_TOKEN}/mcp' }],
    ['reference', { url: 'https://a.example', headers: { X: '$GITHUB_TOKEN' } }],
    ['reference', { url: 'https://a.example', headers: { X: 'Bearer %GITHUB_TOKEN%' } }],
    ['reference', { command: 'npx', args: ['{file:~/.ssh/id_ed25519}'] }],
    ['reference', { command: 'npx', args: ['$(cat ~/.netrc)'] }],
    ['reference', { command: 'npx', env: { A: 'op://vault/item' } }],
    ['reference', { command: 'npx', env: { A: '$: pass show x' } }],
    ['unsafe-address', { url: 'https://\u0430pple.com/mcp' }],
    ['hidden-characters', { command: 'npx', args: ['a\u3164'] }],
    ['hidden-characters', { command: 'npx', args: ['a\ufe0f', '\u2800'] }],
    ['hidden-characters', { command: 'npx\n' }],
    ['hidden-characters', { command: 'npx', args: ['safe\u202egnp.exe'] }],
    ['hidden-characters', { command: 'n\u200bpx' }],
  ])('is refused (%s): %j', (reason, definition) => {
    expect(parseDeepLink(install(definition))).toEqual({ ok: false, reason });
  });

  test('may say where the project and the home folder are', () => {
    const local = { command: 'files', args: ['${project}', '${home}/notes'] };
    expect(parseDeepLink(install(local))).toMatchObject({ ok: true, link: { server: local } });
  });
});

describe('a link to a preset', () => {
  test('names it, and fills its fields', () => {
    expect(
      parseDeepLink('loom://preset/postgres?host=db.example&read_only=true&x=a%2Bb+c'),
    ).toEqual({
      ok: true,
      link: {
        kind: 'preset',
        id: 'postgres',
        values: { host: 'db.example', read_only: 'true', x: 'a+b c' },
      },
    });
  });

  test.each([
    ['no-link', 'loom://preset'],
    ['no-link', 'loom://preset/..%2F..'],
    ['no-link', 'loom://preset/a/b'],
    ['unknown-part', 'loom://preset/a?x=1&x=2'],
    ['unknown-part', 'loom://preset/a?__proto__=1'],
    ['unknown-part', 'loom://preset/a?x'],
    ['reference', 'loom://preset/a?x=${secret:A}'],
    ['unreadable', 'loom://preset/a?x=%ff'],
    ['hidden-characters', 'loom://preset/a?x=%0a'],
  ])('is refused (%s): %s', (reason, text) => {
    expect(parseDeepLink(text)).toEqual({ ok: false, reason });
  });
});

test.each([
  ['no-link', 'loom:install?config=e30'],
  ['no-link', 'https://install?config=e30'],
  ['no-link', 'loom://ada:pass@install?config=e30'],
  ['no-link', 'loom://install:80?config=e30'],
  ['no-link', `${install(server)}#x`],
  ['unknown-kind', 'loom://run?command=sh'],
  ['unknown-part', 'loom://install/now?config=e30'],
  ['unknown-part', `${install(server)}&run=now`],
  ['unreadable', 'loom://install?config=!!'],
  ['unreadable', 'loom://install?config=%'],
  ['unreadable', `loom://install?name=${'x'.repeat(65)}&config=${inBase64(server)}`],
  ['no-server', 'loom://install'],
  ['too-long', `loom://install?config=${'A'.repeat(9000)}`],
])('a link of another form is refused (%s): %.40s', (reason, text) => {
  expect(parseDeepLink(text)).toEqual({ ok: false, reason });
});

test('whatever a link says, it is understood as it was meant, or refused with a known reason', () => {
  const piece = fc.constantFrom(
    'loom://',
    'install',
    'preset/',
    '?',
    'config=',
    '&',
    '%',
    '{',
    '}',
  );
  const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (link) => {
      const parsed = parseDeepLink(link);
      if (parsed.ok) expect(isDeepLink(link)).toBe(true);
      else expect(linkRefusals).toContain(parsed.reason);
    }),
  );
});

test('every plain definition comes through a link unchanged', () => {
  const isPlain = (value: string) => value.trim() !== '' && !/%.*%|\{|^op:/i.test(value);
  const word = fc.stringMatching(/^[ -#%-~äß中]{1,20}$/).filter(isPlain);
  const definition = fc.record({ command: word, args: fc.array(word) });
  fc.assert(
    fc.property(definition, word, (wanted, name) => {
      const link = `loom://install?name=${encodeURIComponent(name.replaceAll('+', ' '))}&config=${inBase64(wanted)}`;
      const parsed = parseDeepLink(link);
      if (name.replaceAll('+', ' ').trim() === '') return;
      expect(parsed).toMatchObject({ ok: true, link: { kind: 'install', server: wanted } });
    }),
  );
});
