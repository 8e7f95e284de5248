import { expect, test } from 'vitest';
import { json5Editor } from './json5.ts';

test('reads what only JSON5 has', () => {
  const text =
    "// c\n{a: 'it\\'s', $b_1: +1.5, 'c': .5, d: 0x1F, e: Infinity, f: -NaN, null: 'x\\\r\ny', \\u0067: '\\x41',}";
  expect(json5Editor.read(text)).toMatchObject({
    ok: true,
    content: {
      a: "it's",
      $b_1: 1.5,
      c: 0.5,
      d: 31,
      e: Infinity,
      f: Number.NaN,
      null: 'xy',
      g: 'A',
    },
  });
});

test.each([
  ['a line break in a text', "{\n  a: 'x\ny'}", 2, 6],
  ['an octal escape', "{a: '\\1'}", 1, 5],
  ['a lone point for a number', '{a: [.],}', 1, 6],
  ['a name that begins with a digit', '{1a: 1}', 1, 2],
  ['a bare word', '{a: yes}', 1, 5],
  ['what is never closed', '{a: {', 1, 6],
])('refuses %s', (_, text, line, column) => {
  expect(json5Editor.read(text)).toEqual({ ok: false, reason: expect.any(String), line, column });
  expect(json5Editor.put(text, ['a'], 1)).toMatchObject({ ok: false });
});

test('puts an entry among keys without quotes, which are found by what they mean', () => {
  const text = "{\n  mcp: { 's\\x65rvers': { a: { url: 'x' }, }, }, // mine\n}\n";
  expect(json5Editor.put(text, ['mcp', 'servers', 'loom'], { command: 'loom' })).toEqual({
    ok: true,
    text: text.replace("'x' },", '\'x\' }, "loom": { "command": "loom" },'),
  });
  expect(json5Editor.sourceOf(text, ['mcp', 'servers', 'a', 'url'])).toBe("'x'");
});
