import { expect, test } from 'vitest';
import { warningsOf } from './warnings.ts';

const tools = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `t${index}` }));

test('warns of what is too much and of what soon will be', () => {
  expect(warningsOf(tools(90), { tools: 100 })).toEqual([]);
  expect(warningsOf(tools(91), { tools: 100 })).toEqual([{ kind: 'near', count: 9 }]);
  expect(warningsOf(tools(103), { tools: 100 })).toEqual([{ kind: 'over', count: 3 }]);
  expect(warningsOf(tools(103), {})).toEqual([]);
});

test('counts what the client puts before a name', () => {
  const names = [{ name: 'x'.repeat(10) }, { name: 'y'.repeat(11) }];
  expect(warningsOf(names, { toolName: 16 })).toEqual([{ kind: 'long', names: ['y'.repeat(11)] }]);
});
