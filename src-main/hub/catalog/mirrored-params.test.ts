import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { skipValue } from '../../../src-shared/wire/skip-value.ts';
import { encodeHeaderValue } from '../mcp/header-values.ts';
import { type HeaderParam, type HeaderParamType, headerParams } from './header-params.ts';
import { headersAgree, mirroredParams } from './mirrored-params.ts';

const param = (path: string, type: HeaderParamType = 'string'): HeaderParam => ({
  header: path.replaceAll('.', '-'),
  path: path.split('.'),
  type,
});

function argsOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  return { bytes, args: { start: 0, end: skipValue(bytes, 0) } };
}

function mirrored(params: readonly HeaderParam[], text: string) {
  const { bytes, args } = argsOf(text);
  return mirroredParams(params, bytes, args);
}

function agreeing(params: readonly HeaderParam[], text: string, headers: Record<string, string>) {
  return headersAgree(params, { ...argsOf(text), header: (name) => headers[name] });
}

describe('mirroredParams', () => {
  test('reads each value at its exact path', () => {
    const params = [param('a'), param('b.c', 'integer'), param('b.d', 'boolean'), param('größe')];
    const text = '{"c":0,"b":{"d":true,"a":"no", "c" : 7},"a":"x\\u00e9","gr\\u00f6ße":"é"}';
    const values = { a: 'xé', 'b-c': '7', 'b-d': 'true', größe: 'é' };
    expect(mirrored(params, text)).toEqual({ ok: true, values });
  });

  test.each([
    ['42', '42'],
    ['-7', '-7'],
    ['1.0', '1'],
    ['1e2', '100'],
    ['-0', '0'],
    ['9007199254740991', '9007199254740991'],
    ['1.5', '1.5'],
    ['"7"', '7'],
    ['false', 'false'],
    ['""', ''],
  ])('tells %s as %j, whatever the declared type', (value, text) => {
    for (const type of ['integer', 'string', 'boolean'] as const) {
      expect(mirrored([param('a', type)], `{"a":${value}}`)).toEqual({
        ok: true,
        values: { a: text },
      });
    }
  });

  test.each([
    '{}',
    '{"a":null}',
    '{"a":{"b":"x"}}',
    '{"a":["x"]}',
    '{"b":{"a":"x"}}',
    'null',
    '[]',
  ])('has no header for %s', (text) => {
    expect(mirrored([param('a')], text)).toEqual({ ok: true, values: {} });
  });

  test('has no headers where there are no arguments', () => {
    const nothing = mirroredParams([param('a')], new Uint8Array(), undefined);
    expect(nothing).toEqual({ ok: true, values: {} });
  });

  test.each([
    '{"a":9007199254740992}',
    '{"a":18446744073709551616}',
    '{"a":-9007199254740993}',
    '{"a":1e400}',
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":1}',
  ])('refuses %s', (text) => {
    expect(mirrored([param('a', 'integer')], text)).toMatchObject({ ok: false });
  });

  test('refuses an object on the way that stands there twice', () => {
    expect(mirrored([param('b.a')], '{"b":{"a":"x"},"b":{}}')).toMatchObject({ ok: false });
  });

  test('has a header by any name', () => {
    const values = mirrored([{ ...param('a'), header: '__proto__' }], '{"a":"x"}');
    expect(values.ok && Object.entries(values.values)).toEqual([['__proto__', 'x']]);
  });
});

describe('headersAgree', () => {
  const params = [param('s'), param('n.i', 'integer')];

  test.each([
    ['{"s":"Hello","n":{"i":42}}', { s: '=?base64?SGVsbG8=?=', 'n-i': '42.0' }],
    ['{"s":"SGVsbG8=","n":{"i":42.0}}', { s: 'SGVsbG8=', 'n-i': '42' }],
    ['{"s":"=?base64?SGVsbG8=","n":{"i":1e2}}', { s: '=?base64?SGVsbG8=', 'n-i': '0100' }],
    ['{"s":"","n":{"i":-0}}', { s: '', 'n-i': '0' }],
    ['{"s":null}', { s: 'ignored' }],
    ['{}', { s: '=?base64?!?=' }],
    ['{"s":{},"n":[]}', {}],
  ])('accepts %s with %j', (text, headers: Record<string, string>) => {
    expect(agreeing(params, text, headers)).toEqual({ ok: true });
  });

  test.each([
    ['{"s":"Hello"}', {}, 's', 'the argument s is "Hello"'],
    ['{"s":"Hello"}', { s: 'hello' }, 's', 'the argument s is "Hello"'],
    ['{"s":"Hello"}', { s: '=?base64?SGVsbG8?=' }, 's', 'the argument s is "Hello"'],
    ['{"s":"Hello"}', { s: '=?base64?SGVs!!!bG8=?=' }, 's', 'the argument s is "Hello"'],
    ['{"s":"1"}', { s: '1.0' }, 's', 'the argument s is "1"'],
    ['{"n":{"i":42}}', { 'n-i': '0x2a' }, 'n-i', 'the argument n.i is "42"'],
    ['{"n":{"i":"42"}}', { 'n-i': '42.0' }, 'n-i', 'the argument n.i is "42"'],
  ])(
    'refuses %s with %j and tells what the body says',
    (text, sent: Record<string, string>, name, body) => {
      const mismatch = { header: `Mcp-Param-${name}`, body };
      expect(agreeing(params, text, sent)).toEqual({ ok: false, mismatch });
    },
  );

  test.each([
    ['{"s":"a","s":"b"}', { s: 'a' }, 'the argument s stands there twice'],
    ['{"n":{"i":1e20}}', { 'n-i': '1e20' }, 'the argument n.i is out of the range for headers'],
  ])('refuses %s whatever the headers say', (text, sent: Record<string, string>, reason) => {
    expect(agreeing(params, text, sent)).toEqual({ ok: false, reason });
  });
});

test('what is mirrored agrees with the arguments it came from', () => {
  const names = fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  });
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
  );
  const made = names.chain((keys) =>
    fc.tuple(
      fc.constant(keys),
      fc.array(value, { minLength: keys.length, maxLength: keys.length }),
    ),
  );
  fc.assert(
    fc.property(made, fc.boolean(), ([keys, values], nested) => {
      const properties = Object.fromEntries(
        keys.map((key, at) => [key, { type: typeOf(values[at]), 'x-mcp-header': `H${at}` }]),
      );
      const args = Object.fromEntries(keys.map((key, at) => [key, values[at]]));
      const inputSchema = nested ? { properties: { in: { properties } } } : { properties };
      const found = headerParams(new TextEncoder().encode(JSON.stringify({ inputSchema })));
      if (!found.ok) throw new Error(found.reason);
      const text = JSON.stringify(nested ? { in: args } : args);
      const result = mirrored(found.params, text);
      if (!result.ok) throw new Error(result.reason);
      const expected = Object.entries(args).flatMap(([key, is]) =>
        is === null ? [] : [[`H${keys.indexOf(key)}`, String(is)]],
      );
      expect(result.values).toEqual(Object.fromEntries(expected));
      const headers = Object.entries(result.values).map(([n, v]) => [n, encodeHeaderValue(v)]);
      expect(agreeing(found.params, text, Object.fromEntries(headers))).toEqual({ ok: true });
    }),
  );
});

function typeOf(value: unknown): HeaderParamType {
  if (typeof value === 'number') return 'integer';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}
