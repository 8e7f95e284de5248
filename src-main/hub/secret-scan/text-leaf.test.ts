import { describe, expect, test } from 'vitest';
import { readJsonLeaves } from './json-leaves.ts';
import type { LeafReading } from './text-leaf.ts';
import { readTomlLeaves } from './toml-leaves.ts';
import { readYamlLeaves } from './yaml-leaves.ts';

/** `path=text` with its place, in the order of the file. */
function told(reading: LeafReading): string[] {
  if (!reading.ok) throw new Error(`broken at ${reading.line}:${reading.column}`);
  return reading.leaves.map(
    ({ path, text, line, column }) => `${line}:${column} ${path.join('/')}=${text}`,
  );
}

describe('the texts of JSON', () => {
  test('come with their places, whatever comments and commas stand between', () => {
    const text = '\uFEFF{ // a\n  "s": {"x": ["a", 1, "b\\n"],},\r\n  /* b */ "s": {"y": "c"}\n}';
    expect(told(readJsonLeaves(text))).toEqual(['2:15 s/x/0=a', '2:23 s/x/2=b\n', '3:22 s/y=c']);
  });

  test.each(['', ' \n', 'null', '[]'])('of %j are none', (text) => {
    expect(told(readJsonLeaves(text))).toEqual([]);
  });

  test.each([
    ['{"a": "b"', 1, 10],
    ['{\n  "a": canary\n}', 2, 8],
    ['{"a": "canary}', 1, 7],
    ["{a: 'b'}", 1, 2],
  ])('cannot be told from what is none: %j', (text, line, column) => {
    expect(readJsonLeaves(text)).toEqual({ ok: false, line, column });
  });
});

describe('the texts of TOML', () => {
  test('come with their places, from tables, lists of tables and inline tables', () => {
    const text = [
      'top = "1"',
      '[mcp_servers."a.b"]',
      'args = [\'-k\', "v"] # c',
      'env = { T = "abc", U.V = "q", n = 1 }',
      '[[mcp_servers.list]]',
      'name = "one"',
      '[[mcp_servers.list]]',
      'name = "two"',
      '[mcp_servers.list.env]',
      'K = """',
      'lines"""',
    ].join('\r\n');
    expect(told(readTomlLeaves(text))).toEqual([
      '1:7 top=1',
      '3:9 mcp_servers/a.b/args/0=-k',
      '3:15 mcp_servers/a.b/args/1=v',
      '4:13 mcp_servers/a.b/env/T=abc',
      '4:26 mcp_servers/a.b/env/U/V=q',
      '6:8 mcp_servers/list/0/name=one',
      '8:8 mcp_servers/list/1/name=two',
      '10:5 mcp_servers/list/1/env/K=lines',
    ]);
  });

  test('cannot be told from what is none', () => {
    expect(readTomlLeaves('a = 1\nb = canary\n')).toEqual({ ok: false, line: 2, column: 5 });
  });
});

describe('the texts of YAML', () => {
  test('come with their places; numbers as they are written, aliases and merge keys in each place', () => {
    const text = [
      'servers:',
      '  a: &a',
      '    env: &env {T: &t "x", P: 0123456789}',
      '    args:',
      '    - -k',
      '  b:',
      '    <<: *a',
      '    args: [*t]',
    ].join('\n');
    expect(told(readYamlLeaves(text))).toEqual([
      '3:22 servers/a/env/T=x',
      '3:30 servers/a/env/P=0123456789',
      '5:7 servers/a/args/0=-k',
      '3:22 servers/b/env/T=x',
      '3:30 servers/b/env/P=0123456789',
      '8:12 servers/b/args/0=x',
    ]);
  });

  test.each([
    ['a: [', 1, 5],
    ['a: *canary', 1, 1],
    ['a: 1\na: 2', 2, 1],
  ])('cannot be told from what is none: %j', (text, line, column) => {
    expect(readYamlLeaves(text)).toEqual({ ok: false, line, column });
  });
});
