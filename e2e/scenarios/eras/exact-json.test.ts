import { describe, expect, test } from 'vitest';
import { at, changed, readExact, without } from './exact-json.ts';

const text = String.raw`{ "a" : [1.0, -0 ,1e400, "\u00e9 \" ]"], "\u0062":{"c":null,"c":9007199254740993} }`;

describe('JSON that is read exactly', () => {
  test('keeps numbers, escapes, order and doubles, and drops spaces', () => {
    expect(readExact(text).text).toBe(
      String.raw`{"a":[1.0,-0,1e400,"\u00e9 \" ]"],"\u0062":{"c":null,"c":9007199254740993}}`,
    );
  });

  test('finds members by what their keys mean, the last of doubles', () => {
    expect(at(readExact(text), 'b', 'c')?.text).toBe('9007199254740993');
    expect(at(readExact(text), 'b', 'd')).toBeUndefined();
  });

  test('can do without a member, or with another value', () => {
    const inner = changed(readExact(text), 'b', (value) => without(value, ['c']));
    expect(without(inner, ['a']).text).toBe(String.raw`{"\u0062":{}}`);
    expect(changed(readExact('{"a":1,"b":2}'), 'a', () => undefined).text).toBe('{"b":2}');
  });

  test.each(['{"a":1', '[1', '1 2', ''])('refuses %s', (broken) => {
    expect(() => readExact(broken)).toThrow(SyntaxError);
  });
});
