import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type NotificationFrame, readFrame } from '../../../../src-shared/wire/frame.ts';
import type { Pieces } from '../../mcp/message.ts';
import {
  listenMessage,
  listenResult,
  subscriptionIdOf,
  withSubscriptionId,
} from './subscription-id.ts';

const key = 'io.modelcontextprotocol/subscriptionId';
const textOf = (pieces: Pieces) => Buffer.concat(pieces).toString();

function notification(text: string): NotificationFrame {
  const reading = readFrame(Buffer.from(text));
  if (!reading.ok || reading.frame.kind !== 'notification') throw new Error('no notification');
  return reading.frame;
}

function withParams(params: string): NotificationFrame {
  return notification(`{"jsonrpc":"2.0","method":"m","params":${params}}`);
}

const relabelled = (params: string, id: string) =>
  textOf(withSubscriptionId(withParams(params), Buffer.from(id)));

test("a server's id of the listen gives way to the client's, and nothing else changes", () => {
  const params = `{ "uri":"x", "big":1e400, "_meta": {"a":1.0, "${key}":7, "b":{"${key}":7}} }`;
  const text = relabelled(params, '"c-1"');
  const kept = `{"${key}":"c-1","a":1.0, "b":{"${key}":7}} }`;
  expect(text).toBe(
    `{"jsonrpc":"2.0","method":"m","params":{ "uri":"x", "big":1e400, "_meta": ${kept}}`,
  );
});

test('a notification that belongs to no listen yet is made one that does', () => {
  const head = '{"jsonrpc":"2.0","method":"m","params":';
  expect(relabelled('{"uri":"x"}', '5')).toBe(`${head}{"_meta":{"${key}":5},"uri":"x"}}`);
  expect(relabelled('{}', '5')).toBe(`${head}{"_meta":{"${key}":5}}}`);
  expect(relabelled('{"_meta":{}}', '5')).toBe(`${head}{"_meta":{"${key}":5}}}`);
  expect(relabelled('{"_meta":null}', '5')).toBe(`${head}{"_meta":{"${key}":5}}}`);
});

test('whatever else stands in a notification stays, and the id is as the client wrote it', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.oneof(fc.string(), fc.integer()),
      (params, meta, id) => {
        const sent = { ...params, _meta: { ...meta, [key]: 3 } };
        const text = relabelled(JSON.stringify(sent), JSON.stringify(id));
        const expected = JSON.parse(JSON.stringify({ ...sent, _meta: { ...meta, [key]: id } }));
        expect(JSON.parse(text).params).toEqual(expected);
      },
    ),
  );
});

test('what the hub itself tells a listen carries the id of the listen', () => {
  const id = Buffer.from('"l\\u0061"');
  expect(textOf(listenMessage('notifications/x', id, { notifications: { a: [1] } }))).toBe(
    `{"jsonrpc":"2.0","method":"notifications/x","params":{"_meta":{"${key}":"l\\u0061"},"notifications":{"a":[1]}}}`,
  );
  expect(textOf(listenMessage('notifications/x', id))).toBe(
    `{"jsonrpc":"2.0","method":"notifications/x","params":{"_meta":{"${key}":"l\\u0061"}}}`,
  );
  expect(JSON.parse(textOf([listenResult(id, { name: 'loom' })]))).toEqual({
    resultType: 'complete',
    _meta: { [key]: 'la', 'io.modelcontextprotocol/serverInfo': { name: 'loom' } },
  });
});

test('the id is found where it stands, and nowhere else', () => {
  const frame = withParams(`{"_meta":{"${key}":12}}`);
  expect(subscriptionIdOf(frame)).toMatchObject({ start: expect.any(Number) });
  expect(subscriptionIdOf(withParams(`{"${key}":12}`))).toBeUndefined();
  expect(subscriptionIdOf(notification('{"jsonrpc":"2.0","method":"m"}'))).toBeUndefined();
});
