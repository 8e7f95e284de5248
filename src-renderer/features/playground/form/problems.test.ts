import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argumentsSample } from '../testing/schemas.ts';
import { findProblems } from './problems.ts';

const circle = {
  type: 'object',
  properties: { kind: { const: 'circle' }, radius: { type: 'number' } },
  required: ['kind', 'radius'],
};

describe('findProblems', () => {
  test.each([
    [{ type: 'object', required: ['a'] }, {}, [{ path: ['a'], keyword: 'required' }]],
    [
      { properties: { a: { type: 'number' } } },
      { a: 'x' },
      [{ path: ['a'], keyword: 'type', expected: 'number' }],
    ],
    [
      { properties: { a: { type: 'string', minLength: 3 } } },
      { a: 'x' },
      [{ path: ['a'], keyword: 'minLength', expected: 3 }],
    ],
    [
      { properties: { list: { items: { enum: ['a', 'b'] } } } },
      { list: ['a', 'c'] },
      [{ path: ['list', '1'], keyword: 'enum', expected: ['a', 'b'] }],
    ],
    [
      { properties: { a: {} }, additionalProperties: false },
      { b: 1 },
      [{ path: ['b'], keyword: 'additionalProperties' }],
    ],
    [
      { properties: { shape: { anyOf: [circle, { type: 'null' }] } } },
      { shape: { kind: 'circle' } },
      [{ path: ['shape'], keyword: 'anyOf' }],
    ],
    [
      { properties: { a: { $ref: '#/$defs/word' } }, $defs: { word: { maxLength: 1 } } },
      { a: 'xx' },
      [{ path: ['a'], keyword: 'maxLength', expected: 1 }],
    ],
    [{ properties: { 'a/b~c': { type: 'null' } } }, { 'a/b~c': 1 }, [{ path: ['a/b~c'] }]],
  ])('of %j, where the value is %j', (schema, value, expected) => {
    const found = findProblems(schema, value);
    expect(found).toEqual(expected.map((one) => expect.objectContaining(one)));
  });

  test('leaves the schema as it was', () => {
    const schema = { properties: { a: { $ref: '#/$defs/b' } }, $defs: { b: { type: 'string' } } };
    const before = structuredClone(schema);
    findProblems(schema, { a: 1 });
    expect(schema).toEqual(before);
    expect(Object.getOwnPropertyNames(schema.properties.a)).toEqual(['$ref']);
  });

  test('finds nothing where the schema itself cannot be read', () => {
    expect(findProblems({ properties: { a: { pattern: '(' } } }, { a: 'x' })).toEqual([]);
    expect(findProblems({ properties: { a: { $ref: '#/nowhere' } } }, { a: 'x' })).toEqual([]);
  });

  test('knows the older draft, in which nothing stands beside a reference', () => {
    const schema = {
      properties: { a: { $ref: '#/definitions/b', type: 'number' } },
      definitions: { b: { type: 'string' } },
    };
    const old = { $schema: 'http://json-schema.org/draft-07/schema#', ...schema };
    expect(findProblems(old, { a: 'x' })).toEqual([]);
    expect(findProblems(schema, { a: 'x' })).toHaveLength(1);
  });

  test('finds nothing wrong with a value that fits', () => {
    fc.assert(
      fc.property(argumentsSample, ({ schema, value }) => {
        expect(findProblems(schema, value)).toEqual([]);
      }),
    );
  });

  test('finds what is missing, whatever else there is', () => {
    fc.assert(
      fc.property(argumentsSample, ({ schema, value }) => {
        const required = [...((schema.required as string[] | undefined) ?? []), 'ZZ'];
        expect(findProblems({ ...schema, required }, value)).toEqual([
          { path: ['ZZ'], keyword: 'required', expected: undefined },
        ]);
      }),
    );
  });
});
