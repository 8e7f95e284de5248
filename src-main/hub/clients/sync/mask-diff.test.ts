import { describe, expect, test } from 'vitest';
import { maskDiff } from './mask-diff.ts';

function diff(before: string | undefined, after: string | undefined, secrets: string[] = []) {
  return maskDiff({ file: 'mcp.json', before, after, secrets });
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`);

describe('regions', () => {
  test('shows what changes, with three lines around it and their numbers', () => {
    const before = lines(20);
    const after = before.toSpliced(9, 0, 'new\n');
    expect(diff(before.join(''), after.join(''))).toBe(
      [
        '--- mcp.json',
        '+++ mcp.json',
        '@@ -7,6 +7,7 @@',
        ...[' line 7', ' line 8', ' line 9', '+new', ' line 10', ' line 11', ' line 12', ''],
      ].join('\n'),
    );
  });

  test('shows two places apart from each other as two regions', () => {
    const before = lines(40);
    const after = before.with(2, 'a\n').with(35, 'b\n');
    expect(diff(before.join(''), after.join('')).match(/^@@/gm)).toHaveLength(2);
  });

  test.each([
    ['at the start', 'a\nb\n', 'x\na\nb\n', '+x'],
    ['at the end', 'a\nb\n', 'a\nb\nx\n', '+x'],
    ['in front of a like line', 'a\nb', 'a\nxb', '+xb'],
    ['of a file without a newline at its end', 'a', 'b', '-a'],
  ])('shows a change %s', (_name, before, after, line) => {
    expect(diff(before, after).split('\n')).toContain(line);
  });

  test('says where there is no file', () => {
    expect(diff(undefined, 'a\n')).toContain('--- /dev/null\n+++ mcp.json\n@@ -0,0 +1,1 @@\n+a');
    expect(diff('a\n', undefined)).toContain('+++ /dev/null');
    expect(diff('a', 'a')).toBe('');
  });

  test('shows control characters as what they are not', () => {
    expect(diff('', 'a\u001b[2Jb\r\n')).toContain('+a\uFFFD[2Jb\n');
  });
});

describe('secrets', () => {
  test.each([
    ['JSON', '    "GITHUB_TOKEN": "ghp_EXAMPLEexample1234567890abcdefghij",'],
    ['a header', '  "headers": { "Authorization": "Bearer EXAMPLE-abcdefgh-12345678" }'],
    ['arguments', '  "args": ["--api-key", "EXAMPLE-abcdef-1234567890"]'],
    ['an argument', '  "args": ["--api-key=EXAMPLE-abcdef-1234567890"]'],
    ['TOML', 'API_KEY = "EXAMPLE-abcdef-1234567890"'],
    ['TOML in single quotes', "API_KEY = 'EXAMPLE-abcdef-1234567890'"],
    ['YAML', '    API_KEY: EXAMPLE-abcdef-1234567890'],
    ['a URL', '  "url": "postgres://app:EXAMPLE-pass-12@db/shop"'],
    ['a query', '  "url": "https://x.example/mcp?api_key=EXAMPLE-abcdef-1234567890"'],
  ])('in %s are masked on each side', (_name, line) => {
    expect(diff(`${line}\n`, `${line}\nmore\n`)).not.toContain('EXAMPLE');
    expect(diff(`${line}\n`, 'more\n')).not.toContain('EXAMPLE');
  });

  test('in arguments on lines of their own are masked', () => {
    const text = '"args": [\n  "--api-key",\n  "EXAMPLE-abcdef-1234567890"\n]\n';
    expect(diff(text, `${text}x\n`)).not.toContain('EXAMPLE');
    const yaml = 'args:\n  - --api-key\n  - EXAMPLE-abcdef-1234567890\n';
    expect(diff(yaml, `${yaml}x\n`, ['EXAMPLE-abcdef-1234567890'])).not.toContain('EXAMPLE');
  });

  test('that reading found are masked wherever they stand', () => {
    const text = '{ "x": "odd \\"EXAMPLE\\" one" }\n';
    expect(diff(text, `${text}y`, ['odd "EXAMPLE" one'])).not.toContain('EXAMPLE');
  });

  test("Loom's own entry is shown as it is", () => {
    const entry = '"loom": { "command": "/opt/loom/bin/loom", "args": ["proxy", "--client", "x"] }';
    expect(diff('', `${entry}\n`)).toContain(`+${entry}`);
  });

  test('in a line of many megabytes are not cut into view', () => {
    const secret = 'EXAMPLE-'.repeat(200);
    const before = `{"a":"${'x'.repeat(5_000)}","TOKEN":"${secret}","s":{},"b":"${'y'.repeat(9_000)}"}`;
    const shown = diff(before, before.replace('"s":{}', '"s":{"loom":1}'));
    expect(shown).toContain('loom');
    expect(shown).not.toContain('EXAMPLE');
    expect(shown.length).toBeLessThan(4_000);
  });
});
