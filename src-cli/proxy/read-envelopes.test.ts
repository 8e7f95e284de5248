import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Envelope } from './envelope.ts';
import { readEdges } from './read-edges.ts';
import { readEnvelopes } from './read-envelopes.ts';

const line = (text: string) => [Buffer.from(`${text}\n`)];

describe('an envelope', () => {
  test.each<[string, Envelope[]]>([
    ['{"jsonrpc":"2.0","id":1,"method":"m"}', [{ kind: 'request', id: '1', method: 'm' }]],
    ['{"jsonrpc":"2.0","id":"1","result":{}}', [{ kind: 'response', id: '"1"' }]],
    ['{"jsonrpc":"2.0","id":"\\u00e9","result":{}}', [{ kind: 'response', id: '"é"' }]],
    ['{"jsonrpc":"2.0","id":"é","error":{}}', [{ kind: 'response', id: '"é"' }]],
    ['{"jsonrpc":"2.0","method":"n"}', [{ kind: 'notification', method: 'n' }]],
    ['{"jsonrpc":"2.0","id":null,"error":{}}', []],
    ['not JSON', []],
    [
      '[{"jsonrpc":"2.0","id":1,"method":"m"},{"jsonrpc":"2.0","id":2,"result":{}}]',
      [
        { kind: 'request', id: '1', method: 'm' },
        { kind: 'response', id: '2' },
      ],
    ],
  ])('of %s', (text, expected) => {
    expect(readEnvelopes(line(text))).toEqual(expected);
  });
});

const filler = 'x'.repeat(2000);
/** Payloads whose beginning and end look like an envelope of their own. */
const payload = fc
  .record({
    before: fc.constantFrom<unknown>(1, '","id":5,"method":"evil', [], { id: 6 }),
    after: fc.constantFrom<unknown>('","id":7}', { id: 8 }, [{ method: 'evil' }], '\\', 'é"'),
  })
  .map(({ before, after }) => ({ before, filler, after }));
const id = fc.oneof(fc.integer(), fc.string(), fc.constantFrom('"', '\\', '\\"id":9}', 'é'));
const message = fc.oneof(
  fc.record({ id, result: payload }),
  fc.record({ id, error: payload }),
  fc.record({ id, method: fc.constantFrom('a/b', 'a"b'), params: payload }),
  fc.record({ method: fc.constantFrom('a/b', 'a"b'), params: payload }),
);

describe('the edges of a large line', () => {
  test('never say anything else than the whole', () => {
    const shuffled = message.chain((it) =>
      fc.shuffledSubarray(Object.entries({ ...it, jsonrpc: '2.0' }), {
        minLength: Object.keys(it).length + 1,
      }),
    );
    fc.assert(
      fc.property(
        shuffled,
        fc.constantFrom(undefined, 1),
        fc.integer({ min: 1, max: 2500 }),
        (entries, indent, cut) => {
          const text = JSON.stringify(Object.fromEntries(entries), null, indent).replaceAll(
            '\n',
            ' ',
          );
          const [whole] = line(text);
          const pieces = [whole?.subarray(0, cut), whole?.subarray(cut)] as Buffer[];
          const edges = readEdges(pieces);
          if (edges) expect([edges]).toEqual(readEnvelopes(line(text)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{"jsonrpc":"2.0","id":1,"result":{"t":"…"}}', { kind: 'response', id: '1' }],
    ['{"result":{"t":"…"},"jsonrpc":"2.0","id":"a"}', { kind: 'response', id: '"a"' }],
    [
      '{"method":"m","params":{"t":"…"},"jsonrpc":"2.0","id":1}',
      { kind: 'request', id: '1', method: 'm' },
    ],
    [
      '{"jsonrpc":"2.0","id":1,"method":"m","params":["…"]}',
      { kind: 'request', id: '1', method: 'm' },
    ],
    ['{"jsonrpc":"2.0","method":"n","params":{"t":"…"}}', { kind: 'notification', method: 'n' }],
  ])('suffice for what SDKs write: %s', (text, expected) => {
    expect(readEdges(line(text.replace('…', filler)))).toEqual(expected);
  });
});
