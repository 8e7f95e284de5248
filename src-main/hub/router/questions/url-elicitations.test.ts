import { expect, test } from 'vitest';
import { serverEntry } from '../../../../e2e/harness/servers.ts';
import {
  type RequestFrame,
  type ResponseFrame,
  readFrame,
} from '../../../../src-shared/wire/frame.ts';
import { readEnvelope } from '../../mcp/envelope.ts';
import { openCore } from '../../testing/open-core.ts';
import { envelope } from '../../testing/test-client.ts';
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
  const params = envelope(capabilities);
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  const frame = frameOf(text) as RequestFrame;
  const request = { frame, envelope: readEnvelope(frame) };
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

test('what counts is what the request declares, whatever its connection said before or since', async () => {
  await using hub = openCore({ srv: serverEntry('asking') });
  const client = hub.connect();
  const call = (capabilities: object) =>
    client.call('srv__require_url', {}, envelope(capabilities));
  await client.modern('tools/list');
  // Both are on their way at once, and the last one's sender is what the connection says it is.
  const answers = [call({ elicitation: { url: {} } }), call({})];
  const [asked, refused] = await Promise.all(answers);
  expect(asked?.result).toMatchObject({ resultType: 'input_required' });
  expect(refused?.error).toMatchObject({ code: -32042 });
});
