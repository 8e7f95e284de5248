import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argumentsSample } from '../testing/schemas.ts';
import { hasFields, prepareSchema } from './prepare-schema.ts';
import { findProblems } from './problems.ts';

describe('prepareSchema', () => {
  test('makes a simple field of an optional value that may be null', () => {
    const properties = {
      union: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'null' }], default: null },
      list: { type: ['integer', 'null'], description: 'How many.' },
    };
    expect(prepareSchema({ type: 'object', properties })).toEqual({
      type: 'object',
      properties: {
        union: { type: 'string', minLength: 1 },
        list: { type: 'integer', description: 'How many.' },
      },
    });
  });

  test('keeps the choice of null where the value has to be there', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: ['string', 'null'] } },
      required: ['a'],
    };
    expect(prepareSchema(schema).properties?.a).toMatchObject({
      anyOf: [
        { type: 'string', title: 'string' },
        { type: 'null', title: 'null' },
      ],
    });
  });

  test('names the branches of a union by what tells them apart', () => {
    const shape = {
      oneOf: [
        { type: 'object', properties: { kind: { const: 'circle' } } },
        { $ref: '#/$defs/Square' },
        { type: 'array', items: { type: 'string' } },
        { title: 'Its own', type: 'string' },
      ],
    };
    const { properties } = prepareSchema({ type: 'object', properties: { shape } });
    expect(properties?.shape).toMatchObject({
      oneOf: [
        { title: 'kind: circle' },
        { title: 'Square' },
        { title: 'string[]' },
        { title: 'Its own' },
      ],
    });
  });

  test('writes tuples as the form library knows them', () => {
    const pair = {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'number' }],
      items: false,
    };
    expect(prepareSchema({ properties: { pair } }).properties?.pair).toEqual({
      type: 'array',
      items: [{ type: 'string' }, { type: 'number' }],
      additionalItems: false,
    });
  });

  test('gives a choice between constants their type', () => {
    const level = { oneOf: [{ const: 1, title: 'low' }, { const: 2 }] };
    expect(prepareSchema({ properties: { level } }).properties?.level).toMatchObject({
      type: 'number',
    });
  });

  test('takes no component names from a server', () => {
    const schema = prepareSchema({
      $id: 'JsonField',
      properties: { a: { $id: 'b', type: 'string' } },
    });
    expect(JSON.stringify(schema)).not.toContain('$id');
  });

  test('takes anything for a schema', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const prepared = prepareSchema({ type: 'object', properties: { value } });
        expect(Object.keys(prepared.properties?.value ?? {}).length).toBeGreaterThan(0);
      }),
    );
  });

  test('still takes every value that the server takes', () => {
    fc.assert(
      fc.property(argumentsSample, ({ schema, value }) => {
        const prepared = { ...prepareSchema(schema), $schema: '2019-09' };
        const changed = findProblems(prepared, value).filter(({ keyword }) => keyword !== 'type');
        // Null for an optional value is left out instead.
        expect(holdsNull(value) ? [] : changed).toEqual([]);
      }),
    );
  });
});

test.each([
  [{ type: 'object' }, false],
  [{ type: 'object', properties: {} }, false],
  [{ type: 'object', properties: { a: {} } }, true],
  [{ anyOf: [{ type: 'object' }] }, true],
])('hasFields of %j is %j', (schema, expected) => {
  expect(hasFields(prepareSchema(schema))).toBe(expected);
});

function holdsNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(holdsNull);
}
