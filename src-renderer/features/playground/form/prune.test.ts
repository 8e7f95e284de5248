import { expect, test } from 'vitest';
import { prepareSchema } from './prepare-schema.ts';
import { prune } from './prune.ts';

const circle = {
  type: 'object',
  properties: { kind: { const: 'circle' }, radius: { type: 'number' } },
  required: ['kind', 'radius'],
};
const schema = prepareSchema({
  type: 'object',
  properties: {
    text: { type: 'string' },
    shape: { anyOf: [circle, { $ref: '#/$defs/none' }] },
    pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
    place: { type: 'object', properties: { lat: { type: 'number' } }, required: ['lat'] },
    needed: circle,
  },
  required: ['needed'],
  $defs: { none: { type: 'object', properties: { kind: { const: 'none' } } } },
});

test.each([
  ['texts stay, also empty ones', { text: '' }, { text: '' }],
  ['what is undefined is left out', { text: undefined }, {}],
  ['a shape that is only on display is left out', { shape: { kind: 'circle' } }, {}],
  [
    'a shape that somebody filled in stays, also where it does not fit yet',
    { shape: { kind: 'circle', radius: 'x' } },
    { shape: { kind: 'circle', radius: 'x' } },
  ],
  ['the places of a tuple are left out', { pair: [undefined, undefined] }, {}],
  ['an object without its required member is left out', { place: {} }, {}],
  ['what has to be there stays', { needed: { kind: 'circle' } }, { needed: { kind: 'circle' } }],
  ['what the schema does not know stays', { more: [1] }, { more: [1] }],
])('%s', (_title, value, expected) => {
  expect(prune(value, schema)).toEqual(expected);
});
