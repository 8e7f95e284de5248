import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argumentsSample } from '../testing/schemas.ts';
import { prepareSchema } from './prepare-schema.ts';
import { validator } from './validator.ts';

const root = {
  type: 'object',
  properties: { shape: { oneOf: [{ $ref: '#/$defs/circle' }, { $ref: '#/$defs/square' }] } },
  $defs: {
    circle: { type: 'object', properties: { radius: { type: 'number' } }, required: ['radius'] },
    square: { type: 'object', properties: { side: { type: 'number' } }, required: ['side'] },
  },
} as const;

describe('the validator', () => {
  test('tells which branch of a union fits, references of the whole schema included', () => {
    const schema = JSON.parse(JSON.stringify(root));
    const [circle, square] = schema.properties.shape.oneOf;
    expect(validator.isValid(circle, { radius: 1 }, schema)).toBe(true);
    expect(validator.isValid(square, { radius: 1 }, schema)).toBe(false);
  });

  test('takes a value with undefined members for one without', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } } as const;
    expect(validator.isValid(schema, { a: undefined }, schema)).toBe(true);
    expect(validator.isValid(schema, undefined, schema)).toBe(false);
  });

  test('says no where a schema cannot be read', () => {
    const broken = { $ref: '#/nowhere' };
    expect(validator.isValid(broken, {}, { type: 'object' })).toBe(false);
  });

  test('makes no code of a schema: none of it could run under the security policy', () => {
    const before = globalThis.Function;
    try {
      globalThis.Function = (() => {
        throw new Error('code was made');
      }) as unknown as FunctionConstructor;
      fc.assert(
        fc.property(argumentsSample, ({ schema, value }) => {
          const prepared = prepareSchema(schema);
          expect(typeof validator.isValid(prepared, value, prepared)).toBe('boolean');
        }),
        { numRuns: 30 },
      );
    } finally {
      globalThis.Function = before;
    }
  });
});
