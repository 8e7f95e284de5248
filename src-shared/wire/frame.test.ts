import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bodySpans,
  type Frame,
  idKey,
  integerId,
  paramSpans,
  readBatch,
  readFrame,
} from './frame.ts';
import { parseText, type Span } from './json-scan.ts';
import { splice } from './splice.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (pieces: Uint8Array[]) => new TextDecoder().decode(Buffer.concat(pieces));

function frameOf(text: string): Frame {
  const reading = readFrame(encode(text));
  if (!reading.ok) throw new Error(reading.detail);
  return reading.frame;
}

function refusalOf(text: string): string {
  const reading = readFrame(encode(text));
  return reading.ok ? 'none' : reading.reason;
}

const id = fc.oneof(
  fc.integer(),
  fc.string({ unit: 'grapheme' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const payload = fc.dictionary(fc.string(), fc.jsonValue());
/** Members of a message in any order, among members nobody knows. */
const message = fc
  .record({
    jsonrpc: fc.constant('2.0'),
    id: fc.option(id, { nil: undefined }),
    method: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    params: fc.option(payload, { nil: undefined }),
    result: fc.option(payload, { nil: undefined }),
    'x-unknown': fc.option(fc.jsonValue(), { nil: undefined }),
  })
  .chain((members) => fc.shuffledSubarray(Object.entries(members), { minLength: 6 }))
  .map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== undefined)));

describe('readFrame', () => {
  test('reads what JSON.parse would read, in whatever order it stands', () => {
    fc.assert(
      fc.property(message, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const bytes = encode(text);
        const reading = readFrame(bytes);
        const parsed = JSON.parse(text);
        if (!('method' in parsed) && !('result' in parsed)) {
          expect(reading.ok).toBe(false);
          return;
        }
        if (!reading.ok) throw new Error(reading.detail);
        const { frame } = reading;
        const spanned = frame.kind === 'notification' ? undefined : frame.id;
        expect(spanned && parseText(bytes, spanned)).toEqual(parsed.id);
        if (frame.kind === 'response') {
          expect(parseText(bytes, frame.body)).toEqual(parsed.result);
          return;
        }
        expect(frame.kind).toBe('id' in parsed ? 'request' : 'notification');
        expect(frame.method).toBe(parsed.method);
        expect(frame.params && parseText(bytes, frame.params)).toEqual(parsed.params);
      }),
    );
  });

  test('tells requests, notifications, results and errors apart', () => {
    expect(frameOf('{"jsonrpc":"2.0","id":1,"method":"ping"}').kind).toBe('request');
    expect(frameOf('{"jsonrpc":"2.0","method":"x"}').kind).toBe('notification');
    expect(frameOf('{"jsonrpc":"2.0","id":"1","result":{}}')).toMatchObject({ outcome: 'result' });
    expect(frameOf('{"jsonrpc":"2.0","id":1,"error":{}}')).toMatchObject({ outcome: 'error' });
    expect(frameOf('{"jsonrpc":"2.0","id":null,"error":{}}')).toMatchObject({ id: undefined });
  });

  test('refuses what is not JSON, and what is not JSON-RPC', () => {
    for (const text of [
      '',
      ' ',
      'hello',
      '{',
      '[]',
      '{"a":1}x',
      '{"a":1} {}',
      '{"a":1,}',
      '\u0000',
    ]) {
      expect(refusalOf(text), text).toBe('not-json');
    }
    for (const text of [
      '{}',
      '{"id":1,"method":"x"}',
      '{"jsonrpc":"1.0","id":1,"method":"x"}',
      '{"jsonrpc":2.0,"id":1,"method":"x"}',
      '{"jsonrpc":"2.0","id":1}',
      '{"jsonrpc":"2.0","id":null,"method":"x"}',
      '{"jsonrpc":"2.0","id":true,"method":"x"}',
      '{"jsonrpc":"2.0","id":{},"result":1}',
      '{"jsonrpc":"2.0","id":[1],"method":"x"}',
      '{"jsonrpc":"2.0","id":1,"method":7}',
      '{"jsonrpc":"2.0","id":1,"result":1,"error":{}}',
    ]) {
      expect(refusalOf(text), text).toBe('not-jsonrpc');
    }
  });

  test('refuses a key of the envelope that stands there twice, spelt in escapes or not', () => {
    for (const text of [
      '{"jsonrpc":"2.0","id":1,"id":2,"method":"x"}',
      '{"jsonrpc":"2.0","id":1,"method":"x","method":"x"}',
      String.raw`{"jsonrpc":"2.0","id":1,"\u0069d":2,"method":"x"}`,
      String.raw`{"jsonrpc":"2.0","id":1,"method":"x","m\u0065thod":"y"}`,
      '{"jsonrpc":"2.0","id":1,"method":"x","params":{},"params":{}}',
      '{"jsonrpc":"2.0","id":1,"result":{},"result":{}}',
    ]) {
      expect(refusalOf(text), text).toBe('not-jsonrpc');
    }
    expect(
      frameOf(String.raw`{"jsonrpc":"2.0","\u0069\u0064":5,"m\u0065thod":"\u0078"}`),
    ).toMatchObject({
      kind: 'request',
      method: 'x',
    });
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readFrame(bytes);
        readBatch(bytes);
      }),
    );
    fc.assert(
      fc.property(message, fc.nat(), (value, at) => {
        const bytes = encode(JSON.stringify(value));
        expect(readFrame(bytes.subarray(0, at % bytes.length)).ok).toBe(false);
      }),
    );
  });
});

describe('ids', () => {
  test('of different type or text have different keys, of equal meaning the same', () => {
    const keyOf = (text: string) => idKey(encode(text), { start: 0, end: encode(text).length });
    expect(keyOf('1')).not.toBe(keyOf('"1"'));
    expect(keyOf(String.raw`"\u0061"`)).toBe(keyOf('"a"'));
    expect(keyOf('9007199254740992')).not.toBe(keyOf('9007199254740993'));
    fc.assert(
      fc.property(id, id, (one, other) => {
        const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
        expect(keyOf(a) === keyOf(b)).toBe(a === b);
      }),
    );
  });

  test('that the hub gave out are read back, and nothing else is taken for one', () => {
    const read = (text: string) => integerId(encode(text), { start: 0, end: encode(text).length });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (value) => {
        expect(read(String(value))).toBe(value);
        expect(read(`"${value}"`)).toBe(-1);
        expect(read(`-${value}`)).toBe(-1);
      }),
    );
    for (const text of ['1.0', '1e3', '1234567890123456', '"a"', 'null']) {
      expect(read(text), text).toBe(-1);
    }
  });

  test('are exchanged there and back without another byte changing', () => {
    fc.assert(
      fc.property(message, fc.nat(), (value, upstreamId) => {
        if (!('id' in value) || !('method' in value)) return;
        const text = JSON.stringify(value);
        const frame = frameOf(text);
        if (frame.kind !== 'request') throw new Error('not a request');
        const sent = decode(splice(frame.bytes, [{ span: frame.id, text: String(upstreamId) }]));
        expect(JSON.parse(sent)).toEqual({ ...JSON.parse(text), id: upstreamId });
        const arrived = frameOf(sent);
        if (arrived.kind !== 'request') throw new Error('not a request');
        const original = frame.bytes.subarray(frame.id.start, frame.id.end);
        expect(decode(splice(arrived.bytes, [{ span: arrived.id, text: original }]))).toBe(text);
      }),
    );
  });
});

describe('params', () => {
  test('give the spans of named members, and nothing where they are not an object', () => {
    const spans = (params: string) => {
      const frame = frameOf(`{"jsonrpc":"2.0","method":"x","params":${params}}`);
      if (frame.kind === 'response') throw new Error('not a notification');
      return paramSpans(frame, ['name'])?.map((span) => span && parseText(frame.bytes, span));
    };
    expect(spans('{"name":"a"}')).toEqual(['a']);
    expect(spans('{}')).toEqual([undefined]);
    expect(spans('[1]')).toBeUndefined();
    expect(spans('{"name":"a","name":"b"}')).toBeUndefined();
  });
});

test('what stands twice in params or a result is found by nobody, and hides nothing else', () => {
  const twice = String.raw`{"_meta":{"name":1},"n\u0061me":"a","name":"b","ur\u0069":"c"}`;
  const request = frameOf(`{"jsonrpc":"2.0","id":1,"result":{},"method":"x","params":${twice}}`);
  if (request.kind !== 'request') throw new Error('not a request');
  const textOf = (span: Span | undefined) =>
    span && decode([request.bytes.subarray(span.start, span.end)]);
  expect(paramSpans(request, ['name'])).toBeUndefined();
  expect(paramSpans(request, ['uri', 'name'])).toBeUndefined();
  expect(paramSpans(request, ['uri', 'task', '_meta'])?.map(textOf)).toEqual([
    '"c"',
    undefined,
    '{"name":1}',
  ]);
  const answer = frameOf('{"jsonrpc":"2.0","id":1,"result":{"code":1,"task":2,"task":3}}');
  if (answer.kind !== 'response') throw new Error('not an answer');
  expect(bodySpans(answer, ['task'])).toBeUndefined();
  expect(bodySpans(answer, ['code', 'data'])).toEqual([{ start: 41, end: 42 }, undefined]);
  const none = frameOf('{"jsonrpc":"2.0","id":1,"error":"code"}');
  if (none.kind !== 'response') throw new Error('not an answer');
  expect(bodySpans(none, ['code'])).toBeUndefined();
});

describe('readBatch', () => {
  test('reads each message of a batch, the bad ones too', () => {
    const text = ' [ {"jsonrpc":"2.0","id":1,"method":"a"} , {"x":1}, 7 ] ';
    const readings = readBatch(encode(text)) ?? [];
    expect(readings.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(readBatch(encode('[]'))).toEqual([]);
    expect(readBatch(encode('[1,'))).toMatchObject([{ ok: false, reason: 'not-json' }]);
    expect(readBatch(encode('{"jsonrpc":"2.0"}'))).toBeUndefined();
  });
});
