import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uriTemplate } from './uri-template.ts';

const matches = (template: string, uri: string) => uriTemplate(template)?.matches(uri);

describe('a URI template', () => {
  test.each([
    ['echo://item/{id}', 'echo://item/42', true],
    ['echo://item/{id}', 'echo://item/a b é', true],
    ['echo://item/{id}', 'echo://item/', false],
    ['echo://item/{id}', 'echo://item/a/b', false],
    ['echo://item/{id}', 'echo://items/a', false],
    ['file:///{+path}', 'file:///a/b/c.txt', true],
    ['file:///{path*}', 'file:///a/b', true],
    ['db://{table}/rows/{row}', 'db://users/rows/7', true],
    ['db://{table}/rows/{row}', 'db://users/cols/7', false],
    ['s://x{?q,page}', 's://x', true],
    ['s://x{?q,page}', 's://x?q=1&page=2', true],
    ['s://x{?q,page}', 's://xyz', false],
    ['s://x{/path}', 's://x/a/b', true],
    ['s://x{#part}', 's://x#a/b', true],
    ['s://{a}{b}', 's://xy', true],
    ['s://a.c', 's://abc', false],
    ['s://no expression', 's://no expression', true],
    ['s://{unclosed', 's://{unclosed', true],
    ['', '', true],
  ])('%s and %s: %s', (template, uri, expected) => {
    expect(matches(template, uri)).toBe(expected);
  });

  test('matches every URI that it expands to', () => {
    const part = fc.stringMatching(/^[a-z.*+()?[\]\\^$|]{0,6}$/);
    const value = fc.stringMatching(/^[a-z0-9%.()-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(part, value), { maxLength: 6 }), (parts) => {
        const template = parts.map(([text]) => `${text}{v}`).join('');
        expect(matches(template, parts.map(([text, filled]) => text + filled).join(''))).toBe(true);
      }),
    );
  });

  test('that is hostile costs no more than its length', () => {
    // Tried in every way that they might fit, these would not end within the test's time.
    const hostile = `x://${'{a}'.repeat(600)}!`;
    expect(matches(hostile, `x://${'a'.repeat(2000)}`)).toBe(false);
    expect(matches(`${'{a}-'.repeat(400)}!`, '-a'.repeat(1000))).toBe(false);
    expect(uriTemplate('x'.repeat(2001))).toBeUndefined();
    expect(matches('{+a}', 'a'.repeat(1_000_000))).toBe(false);
  });
});
