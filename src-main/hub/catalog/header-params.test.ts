import { describe, expect, test } from 'vitest';
import { headerParams } from './header-params.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const toolText = (inputSchema: unknown, rest: object = {}) =>
  encode(JSON.stringify({ name: 't', ...rest, inputSchema }));
const paramsOf = (properties: unknown, rest: object = {}) =>
  headerParams(toolText({ type: 'object', properties, ...rest }));
const marked = (type: unknown, header: unknown = 'Region') => ({ type, 'x-mcp-header': header });

describe('headerParams', () => {
  test('finds marked parameters at any depth of properties', () => {
    const properties = {
      region: marked('string'),
      plain: { type: 'string' },
      größe: marked('integer', 'Size'),
      deep: {
        type: 'object',
        properties: { '': { properties: { on: marked('boolean', 'a.b~') } } },
      },
    };
    expect(paramsOf(properties)).toEqual({
      ok: true,
      params: [
        { header: 'Region', path: ['region'], type: 'string' },
        { header: 'Size', path: ['größe'], type: 'integer' },
        { header: 'a.b~', path: ['deep', '', 'on'], type: 'boolean' },
      ],
    });
  });

  test('finds none in tools without marks', () => {
    const none = { ok: true, params: [] };
    expect(headerParams(toolText({ type: 'object' }))).toEqual(none);
    expect(headerParams(toolText({}, { description: 'has no x-mcp-header' }))).toEqual(none);
    expect(headerParams(encode('{"name":"x-mcp-header"}'))).toEqual(none);
    expect(headerParams(toolText('x-mcp-header'))).toEqual(none);
  });

  test('sees a mark whose key is spelled in escapes', () => {
    const text = '{"inputSchema":{"properties":{"a":{"type":"string","x\\u002dmcp-header":"A"}}}}';
    const params = [{ header: 'A', path: ['a'], type: 'string' }];
    expect(headerParams(encode(text))).toEqual({ ok: true, params });
  });

  test.each(['', 'My Region', 'Region:Primary', 'Région', 'Region\t1', 'a\r\nb', 7, null, ['A']])(
    'refuses %j as the name of a header',
    (header) => {
      expect(paramsOf({ a: marked('string', header) })).toMatchObject({ ok: false });
    },
  );

  test.each(['number', 'object', 'array', 'null', undefined, ['string'], ['string', 'null'], 1])(
    'refuses a mark on a parameter of type %j',
    (type) => {
      expect(paramsOf({ a: marked(type) })).toMatchObject({ ok: false });
    },
  );

  test('refuses names that differ in case only', () => {
    const twice = {
      a: marked('string', 'MyField'),
      b: { properties: { c: marked('string', 'myfield') } },
    };
    expect(paramsOf(twice)).toMatchObject({ ok: false });
  });

  const mark = marked('string');
  test.each([
    ['the root', marked('object')],
    ['items', { properties: { a: { items: mark } } }],
    ['items in properties', { properties: { a: { items: { properties: { b: mark } } } } }],
    ['prefixItems', { prefixItems: [{}, mark] }],
    ['oneOf', { oneOf: [{ properties: { a: mark } }] }],
    ['anyOf of a parameter', { properties: { a: { anyOf: [mark, { type: 'null' }] } } }],
    ['allOf', { allOf: [{ properties: { a: mark } }] }],
    ['not', { not: { properties: { a: mark } } }],
    ['if', { if: { properties: { a: mark } } }],
    ['then', Object.fromEntries([['then', { properties: { a: mark } }]])],
    ['else', { else: { properties: { a: mark } } }],
    ['$defs', { properties: { a: { $ref: '#/$defs/b' } }, $defs: { b: mark } }],
    ['definitions', { definitions: { default: mark } }],
    ['additionalProperties', { additionalProperties: mark }],
    ['patternProperties', { patternProperties: { '^a': mark } }],
    ['dependentSchemas', { dependentSchemas: { a: { properties: { b: mark } } } }],
    ['propertyNames', { propertyNames: mark }],
    ['unevaluatedProperties', { unevaluatedProperties: mark }],
    ['an unknown keyword', { 'x-shapes': { a: mark } }],
    ['a list of properties', { properties: [mark] }],
  ])('refuses a mark behind %s', (_, schema) => {
    expect(headerParams(toolText(schema))).toMatchObject({ ok: false });
  });

  test('takes a parameter of that name, and values, for no marks', () => {
    const properties = { 'x-mcp-header': { type: 'string' }, default: marked('string') };
    const values = { default: mark, const: mark, enum: [mark], examples: [mark] };
    const params = [{ header: 'Region', path: ['default'], type: 'string' }];
    expect(paramsOf(properties, values)).toEqual({ ok: true, params });
  });

  test('refuses what cannot be read and may have marks', () => {
    for (const text of ['{"x-mcp-header":', '{"inputSchema":{"x-mcp-header":1e},"a":1}']) {
      expect(headerParams(encode(text))).toMatchObject({ ok: false });
    }
    const schema = '{"x-mcp-header":1}';
    const twice = encode(`{"inputSchema":${schema},"inputSchema":${schema}}`);
    expect(headerParams(twice)).toMatchObject({ ok: false });
  });

  test('survives hostile depth and width', () => {
    const nested = (depth: number, open: string, close: string) =>
      encode(`{"inputSchema":${open.repeat(depth)}${JSON.stringify(mark)}${close.repeat(depth)}}`);
    const shallow = headerParams(nested(400, '{"properties":{"a":', '}}'));
    expect(shallow.ok && shallow.params[0]?.path.length).toBe(400);
    expect(headerParams(nested(900, '{"not":', '}'))).toMatchObject({ ok: false });
    expect(headerParams(nested(100_000, '{"properties":{"a":', '}}'))).toMatchObject({ ok: false });
    expect(headerParams(nested(1, `[${'{},'.repeat(200_000)}`, ']'))).toMatchObject({ ok: false });
    const long = { description: 'x'.repeat(5 * 1024 * 1024), properties: { a: mark } };
    expect(headerParams(toolText(long))).toMatchObject({ ok: false });
  });

  test('says where the fault is', () => {
    expect(paramsOf({ a: { properties: { b: marked('number') } } })).toEqual({
      ok: false,
      reason: 'x-mcp-header at a.b is not on a string, integer or boolean',
    });
    expect(paramsOf({ a: { items: mark } })).toEqual({
      ok: false,
      reason: 'x-mcp-header at a.items is not on a parameter that "properties" alone lead to',
    });
  });
});
