import { expect, test } from 'vitest';
import { parseCalls } from './saved-calls.ts';
import { argumentsIn } from './use-selection.ts';

const call = { name: 'a', tool: 't', arguments: { x: 1 } };

test.each([
  ['', []],
  ['no JSON', []],
  ['{}', []],
  [JSON.stringify([call, { name: 'b' }, null, { ...call, arguments: [] }]), [call]],
])('what storage holds may be anything: %j', (text, calls) => {
  expect(parseCalls(text)).toEqual(calls);
});

test.each([
  [{ a: 1 }, { a: 1 }],
  ['{"a":1}', { a: 1 }],
  ['[1]', undefined],
  [7, undefined],
  ['{', undefined],
])('arguments in an address: %j', (value, expected) => {
  expect(argumentsIn(value)).toEqual(expected);
});
