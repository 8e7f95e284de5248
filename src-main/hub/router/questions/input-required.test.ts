import { expect, test } from 'vitest';
import { type ResponseFrame, readFrame } from '../../../../src-shared/wire/frame.ts';
import { readInputRequired } from './input-required.ts';

function response(body: string): ResponseFrame {
  const reading = readFrame(Buffer.from(`{"jsonrpc":"2.0","id":1,${body}}`));
  if (!reading.ok || reading.frame.kind !== 'response') throw new Error('not a response');
  return reading.frame;
}

const call = (result: string) => readInputRequired('tools/call', response(`"result":${result}`));
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test('an ordinary result is nothing unusual, with or without a type', () => {
  expect(call('{"content":[]}')).toBeUndefined();
  expect(call('{"resultType":"complete","content":[]}')).toBeUndefined();
  expect(readInputRequired('tools/call', response('"error":{"code":1}'))).toBeUndefined();
});

test('questions are read in their order, keys and params as they stand there', () => {
  const input = call(
    '{"inputRequests":{"\\u0061":{"method":"roots/list"},"b":{"params":{"n":1.0},"method":"elicitation/create"}},"requestState":"s\\n","resultType":"input_required"}',
  );
  if (input?.kind !== 'input') throw new Error('not input');
  expect(text(input.requestState)).toBe('"s\\n"');
  expect(
    input.questions?.map(({ key, method, params }) => [text(key), method, text(params)]),
  ).toEqual([
    ['"\\u0061"', 'roots/list', undefined],
    ['"b"', 'elicitation/create', '{"n":1.0}'],
  ]);
});

test('a result of a type that is not known is named', () => {
  expect(call('{"resultType":"task","taskId":"x"}')).toEqual({
    kind: 'foreign',
    resultType: 'task',
  });
});

test('questions that are none are malformed', () => {
  for (const requests of ['[]', '"x"', '{"a":1}', '{"a":{"params":{}}}', '{"a":{"method":7}}']) {
    const input = call(`{"resultType":"input_required","inputRequests":${requests}}`);
    expect(input, requests).toMatchObject({ kind: 'input', questions: undefined });
  }
  const none = call('{"resultType":"input_required","inputRequests":null}');
  expect(none).toMatchObject({ kind: 'input', questions: [] });
});

test('only calls, prompts and reads may be answered so', () => {
  const frame = response('"result":{"resultType":"input_required"}');
  expect(readInputRequired('completion/complete', frame)).toBeUndefined();
  expect(readInputRequired('resources/read', frame)).toBeDefined();
});
