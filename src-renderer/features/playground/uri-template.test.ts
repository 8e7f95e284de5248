import { expect, test } from 'vitest';
import { expandTemplate, variablesOf } from './uri-template.ts';

const values = { id: '1 2', path: 'a/b c', q: 'x&y', empty: '' };

test.each([
  ['item://{id}', 'item://1%202'],
  ['file:///{+path}', 'file:///a/b%20c'],
  ['file:///{path}', 'file:///a%2Fb%20c'],
  ['{/id,path}', '/1%202/a%2Fb%20c'],
  ['x{?q,id}', 'x?q=x%26y&id=1%202'],
  ['x?a=1{&q}', 'x?a=1&q=x%26y'],
  ['x{#path}', 'x#a/b%20c'],
  ['x{.id}', 'x.1%202'],
  ['x{;id}', 'x;id=1%202'],
  ['x{?empty,none}', 'x'],
  ['x{id*}', 'x1%202'],
])('%s becomes %s', (template, uri) => {
  expect(expandTemplate(template, values)).toBe(uri);
});

test('names each variable once', () => {
  expect(variablesOf('a{x}{?y,x*}{+z:3}')).toEqual(['x', 'y', 'z']);
});
