import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ResponseFrame, readFrame } from '../../../src-shared/wire/frame.ts';
import { splice } from '../../../src-shared/wire/splice.ts';
import { meaning, memberTexts, objectText } from '../../../src-shared/wire/testing/json-texts.ts';
import { liftAnswer, lowerAnswer } from './answer-crossing.ts';

function frameOf(text: string): ResponseFrame {
  const reading = readFrame(new TextEncoder().encode(text));
  if (!reading.ok || reading.frame.kind !== 'response') throw new Error(`no answer: ${text}`);
  return reading.frame;
}

function crossed(cross: typeof liftAnswer, method: string, text: string): string {
  const frame = frameOf(text);
  return new TextDecoder().decode(Buffer.concat(splice(frame.bytes, cross(method, frame))));
}

const lifted = (method: string, text: string) => crossed(liftAnswer, method, text);
const lowered = (method: string, text: string) => crossed(lowerAnswer, method, text);
const result = (text: string) => `{"jsonrpc":"2.0","id":1,"result":${text}}`;
const refusal = (error: string) => `{"jsonrpc":"2.0","id":1,"error":${error}}`;

describe('liftAnswer', () => {
  test.each([
    ['tools/call', '{}', '{"resultType":"complete"}'],
    ['tools/call', '{"content":[]}', '{"resultType":"complete","content":[]}'],
    ['tools/call', '{"resultType":"x"}', '{"resultType":"x"}'],
    ['tools/call', '{"result\\u0054ype":"x"}', '{"result\\u0054ype":"x"}'],
    [
      'resources/read',
      '{"contents":[]}',
      '{"resultType":"complete","ttlMs":0,"cacheScope":"private","contents":[]}',
    ],
    ['resources/read', '{"ttlMs":5}', '{"resultType":"complete","cacheScope":"private","ttlMs":5}'],
    ['tools/call', '[]', '[]'],
  ])('gives a result of %s what it lacks: %s', (method, before, after) => {
    expect(lifted(method, result(before))).toBe(result(after));
  });

  test.each(['"resultType":"x"', '"result\\u0054ype":"x"', '"a":"resultType"', '"a":1'])(
    'looks as closely at a large result: %s',
    (member) => {
      const large = `{"text":"${'x'.repeat(20_000)}",${member}}`;
      const type = JSON.parse(large).resultType ?? 'complete';
      const after = lifted('tools/call', result(large));
      expect(JSON.parse(after).result.resultType).toBe(type);
      expect(after.match(/"result(T|\\u0054)ype":/g)).toHaveLength(1);
    },
  );

  test('tells of a missing resource as of an invalid parameter, all else unchanged', () => {
    const error = (code: string) => refusal(`{"code":${code}, "message":"é","data":{"n":1e400}}`);
    expect(lifted('resources/read', error('-32002'))).toBe(error('-32602'));
    for (const code of ['-32603', '-3200', '"-32002"']) {
      expect(lifted('resources/read', error(code))).toBe(error(code));
    }
    expect(lifted('tools/call', error('-32002'))).toBe(error('-32002'));
  });
});

describe('lowerAnswer', () => {
  test.each([
    ['tools/call', '{"resultType":"complete","ttlMs":1}', '{"ttlMs":1}'],
    ['tools/call', '{"content":[],"resultType":"complete"}', '{"content":[]}'],
    ['resources/read', '{"ttlMs":1,"resultType":"complete","cacheScope":"public"}', '{}'],
    ['resources/read', '{"ttlMs":1,"contents":[],"_meta":{}}', '{"contents":[],"_meta":{}}'],
    ['prompts/get', '{"messages":[]}', '{"messages":[]}'],
  ])('takes out of a result of %s what only modern ones have: %s', (method, before, after) => {
    expect(lowered(method, result(before))).toBe(result(after));
  });

  test.each([
    ['[1e400, null]', '{"result":[1e400, null]}'],
    ['null', '{"result":null}'],
    ['"a\\u0022"', '{"result":"a\\u0022"}'],
    ['-0', '{"result":-0}'],
    ['false', '{"result":false}'],
    ['{ "a":1 }', '{ "a":1 }'],
  ])('puts structured content of a tool into an object, where it is none: %s', (value, after) => {
    const given = (content: string) => result(`{"structuredContent": ${content} }`);
    expect(lowered('tools/call', given(value))).toBe(given(after));
    expect(lowered('prompts/get', given(value))).toBe(given(value));
    const parts = (content: string) =>
      `"text":"${'x'.repeat(20_000)}","structured\\u0043ontent" :${content}`;
    const large = result(`{"resultType":"complete",${parts(value)},"resultType":"complete"}`);
    expect(lowered('tools/call', large)).toBe(result(`{${parts(after)}}`));
  });

  test('puts an object into another one, where the client expects that', () => {
    const lower = (text: string) => {
      const frame = frameOf(result(text));
      return Buffer.concat(
        splice(
          frame.bytes,
          lowerAnswer('tools/call', frame, () => true),
        ),
      ).toString();
    };
    const before = '{"structuredContent":{"a":1},"resultType":"complete"}';
    expect(lower(before)).toBe(result('{"structuredContent":{"result":{"a":1}}}'));
    expect(lower('{"content":[]}')).toBe(result('{"content":[]}'));
    expect(lower('{"structuredContent":[]}')).toBe(result('{"structuredContent":{"result":[]}}'));
  });

  test('tells a missing resource by its URI', () => {
    const error = (code: number, data: string) =>
      refusal(`{"message":"m","code":${code},"data":${data}}`);
    const uri = '{"uri":"test://a"}';
    expect(lowered('resources/read', error(-32602, uri))).toBe(error(-32002, uri));
    for (const [method, before] of [
      ['tools/call', error(-32602, uri)],
      ['resources/read', error(-32603, uri)],
      ['resources/read', error(-32602, '{}')],
      ['resources/read', error(-32602, '{"uri":1}')],
      ['resources/read', error(-32602, '"uri"')],
      ['resources/read', refusal('{"code":-32602,"message":"m"}')],
    ] as const) {
      expect(lowered(method, before)).toBe(before);
    }
  });
});

test('a result that is lifted and lowered means what it meant, every member byte for byte', () => {
  const own = ['resultType', 'ttlMs', 'cacheScope'];
  const results = memberTexts(own).chain((members) =>
    fc.tuple(fc.constant(members), objectText(members).map(result)),
  );
  fc.assert(
    fc.property(results, fc.constantFrom('tools/call', 'resources/read'), (made, method) => {
      const [members, text] = made;
      const up = lifted(method, text);
      expect(JSON.parse(up).result.resultType).toBe('complete');
      const down = lowered(method, up);
      for (const member of members) {
        expect(up).toContain(member.text);
        expect(down).toContain(member.text);
      }
      expect(meaning(down)).toEqual(meaning(text));
    }),
  );
});
