import { expect, test } from 'vitest';
import { oversizedAnswerId } from './oversized-answer.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['{"jsonrpc":"2.0","id":12,"result":{"a":', '}]}}', 12],
  ['{ "id" : 3 , "jsonrpc" : "2.0" , "error" : {', '}}', 3],
  ['{"result":{"content":[', '}]},"jsonrpc":"2.0","id":45}', 45],
  ['{"jsonrpc":"2.0","result":{', '},"id":6}\r', 6],
  ['{"result":[', '], "id": 7, "jsonrpc": "2.0"}', 7],
])('finds the id of %s…%s', (head, tail, id) => {
  expect(oversizedAnswerId(bytes(head), bytes(tail))).toBe(id);
});

test.each([
  ['a request of its own', '{"jsonrpc":"2.0","id":5,"method":"x","params":{', '}}'],
  ['a request with the id behind', '{"method":"x","params":{', '},"jsonrpc":"2.0","id":5}'],
  ['an id inside the result', '{"jsonrpc":"2.0","result":{"id":5,', '{},"id":9}}'],
  ['an id that is not ours', '{"jsonrpc":"2.0","id":"5","result":{', '}}'],
  ['an id within a text', '{"result":{"text":"', '},\\"id\\":5}"}}'],
  ['no JSON', 'GET / HTTP/1.1', 'x'],
])('does not guess at %s', (_what, head, tail) => {
  expect(oversizedAnswerId(bytes(head), bytes(tail))).toBeUndefined();
});
