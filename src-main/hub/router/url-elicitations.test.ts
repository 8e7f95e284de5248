import { expect, test } from 'vitest';
import {
  type RequestFrame,
  type ResponseFrame,
  readFrame,
} from '../../../src-shared/wire/frame.ts';
import { Session } from '../sessions/session.ts';
import { requiredElicitations } from './url-elicitations.ts';

function frameOf(text: string) {
  const reading = readFrame(Buffer.from(text));
  if (!reading.ok) throw new Error(reading.detail);
  return reading.frame;
}

/** The result that takes the place of an error with this data. */
function resultFor(
  data: string,
  capabilities: object = { elicitation: { url: {} } },
  code = -32042,
) {
  const session = new Session({ carrier: 'socket', profile: 'default', send: () => {} });
  session.introduce({ capabilities: { ...capabilities }, clientInfo: undefined });
  const frame = frameOf('{"jsonrpc":"2.0","id":1,"method":"tools/call"}') as RequestFrame;
  const request = { frame, session, reply() {}, notify() {}, drop() {} };
  const error = frameOf(
    `{"jsonrpc":"2.0","id":1,"error":{"code":${code},"message":"visit","data":${data}}}`,
  ) as ResponseFrame;
  const result = requiredElicitations(request, error);
  return result && Buffer.from(result).toString();
}

const visit = '{"mode":"url","elicitationId":"e1","url":"https://a.test/","message":"go","x":1.0}';

test('pages that must be visited first are asked for as input, without their old ids', () => {
  expect(resultFor(`{"elicitations":[${visit}]}`)).toBe(
    '{"resultType":"input_required","inputRequests":{"elicitation-1":{"method":"elicitation/create","params":{"mode":"url","url":"https://a.test/","message":"go","x":1.0}}}}',
  );
  expect(
    JSON.parse(resultFor(`{"elicitations":[${visit},${visit}]}`) ?? '').inputRequests,
  ).toHaveProperty('elicitation-2');
});

test('any other error stays one', () => {
  expect(resultFor(`{"elicitations":[${visit}]}`, undefined, -32602)).toBeUndefined();
  expect(resultFor('{"elicitations":[]}')).toBeUndefined();
  expect(resultFor('{"elicitations":[{"mode":"form"}]}')).toBeUndefined();
  expect(resultFor('null')).toBeUndefined();
});

test('a client that cannot show pages gets the error', () => {
  for (const capabilities of [{}, { elicitation: {} }, { elicitation: null }]) {
    expect(resultFor(`{"elicitations":[${visit}]}`, capabilities)).toBeUndefined();
  }
});
