import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineSplitter } from './lines.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What a splitter makes of these chunks. */
function split(chunks: Uint8Array[], limit = 1000) {
  const seen = { lines: [] as string[], heads: [] as string[], tails: [] as string[] };
  const feed = createLineSplitter(limit, {
    line: (bytes) => seen.lines.push(decode(bytes)),
    tooLong: (head) => seen.heads.push(decode(head)),
    skipped: (tail) => seen.tails.push(decode(tail)),
  });
  for (const chunk of chunks) feed(chunk);
  return seen;
}

/** Cuts bytes at these places. */
function chunked(bytes: Uint8Array, cuts: number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

describe('a line splitter', () => {
  test('finds the same lines however the stream is chunked', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((one) => one.replace(/[\r\n]/g, ''));
    const ends = fc.constantFrom('\n', '\r\n', '\n\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(text, ends)), fc.array(fc.nat()), (lines, cuts) => {
        const bytes = encode(lines.map(([line, end]) => line + end).join(''));
        const expected = lines.map(([line]) => line).filter((line) => line !== '');
        expect(split(chunked(bytes, cuts)).lines).toEqual(expected);
      }),
    );
  });

  test('drops a line that is too long, keeps its two ends, and goes on with the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 101, max: 900 }), fc.array(fc.nat()), (length, cuts) => {
        const long = `<${'x'.repeat(length - 2)}>`;
        const bytes = encode(`before\n${long}\nafter\n`);
        const { lines, heads, tails } = split(chunked(bytes, cuts), 100);
        expect(lines).toEqual(['before', 'after']);
        expect(heads).toHaveLength(1);
        expect(long.startsWith(heads[0] ?? '-')).toBe(true);
        expect(heads[0]?.length).toBeGreaterThan(Math.min(100, 255));
        expect(tails).toEqual([long.slice(-128)]);
      }),
    );
  });

  test('takes a line of exactly the limit', () => {
    expect(split([encode(`${'x'.repeat(100)}\n`)], 100).lines).toEqual(['x'.repeat(100)]);
    expect(split([encode(`${'x'.repeat(101)}\n`)], 100).heads).toHaveLength(1);
  });

  test('does not hold more of an endless line than the limit', () => {
    let heads = 0;
    const feed = createLineSplitter(1000, { line: () => {}, tooLong: () => heads++ });
    const chunk = new Uint8Array(100_000).fill(0x78);
    for (let n = 0; n < 100; n++) feed(chunk);
    expect(heads).toBe(1);
  });

  test('gives nothing for a line without its end, and does not split at other line separators', () => {
    expect(split([encode('half')]).lines).toEqual([]);
    expect(split([encode('a\u2028b\u0085c\n')]).lines).toEqual(['a\u2028b\u0085c']);
  });
});
