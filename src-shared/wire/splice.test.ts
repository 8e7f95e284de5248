import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Edit, splice } from './splice.ts';

const joined = (pieces: Uint8Array[]) => Uint8Array.from(pieces.flatMap((piece) => [...piece]));

/** Bytes and edits of them that do not overlap, in any order. */
const sizes = [{ maxLength: 100 }, { minLength: 513, maxLength: 600 }];
const edited = fc.oneof(...sizes.map((size) => fc.uint8Array(size))).chain((bytes) =>
  fc
    .tuple(fc.array(fc.nat({ max: bytes.length })), fc.infiniteStream(fc.string()))
    .chain(([cuts, texts]) => {
      const places = [...new Set(cuts)].sort((a, b) => a - b);
      const edits: Edit[] = [];
      for (let at = 0; at + 1 < places.length; at += 2) {
        const span = { start: places[at] ?? 0, end: places[at + 1] ?? 0 };
        edits.push({ span, text: String(texts.next().value) });
      }
      return fc.tuple(fc.constant(bytes), fc.shuffledSubarray(edits, { minLength: edits.length }));
    }),
);

test('splice makes one piece of a small message', () => {
  const bytes = new Uint8Array(100);
  const pieces = splice(bytes, [{ span: { start: 10, end: 11 }, text: Uint8Array.of(1, 2) }]);
  expect(pieces.map(({ length }) => length)).toEqual([101]);
});

test('splice replaces the spans and leaves every other byte', () => {
  fc.assert(
    fc.property(edited, ([bytes, edits]) => {
      const before = bytes.slice();
      const expected: number[] = [];
      let from = 0;
      for (const { span, text } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
        expected.push(
          ...bytes.subarray(from, span.start),
          ...new TextEncoder().encode(String(text)),
        );
        from = span.end;
      }
      expected.push(...bytes.subarray(from));
      expect([...joined(splice(bytes, edits))]).toEqual(expected);
      expect(bytes).toEqual(before);
    }),
  );
});

test('splice copies nothing of what it leaves of a large message', () => {
  const bytes = new Uint8Array(1000);
  const pieces = splice(bytes, [{ span: { start: 10, end: 11 }, text: Uint8Array.of(1, 2) }]);
  expect(pieces.map(({ length }) => length)).toEqual([10, 2, 989]);
  expect(pieces[0]?.buffer).toBe(bytes.buffer);
  expect(pieces[2]?.buffer).toBe(bytes.buffer);
  expect(splice(bytes, [])).toEqual([bytes]);
});

test.each([0, 600])(
  'splice puts an insertion before an edit that begins there (%i more bytes)',
  (more) => {
    const bytes = new TextEncoder().encode(`abc${' '.repeat(more)}`);
    const replacement = { span: { start: 1, end: 2 }, text: 'B' };
    const at = { start: 1, end: 1 };
    const edits: Edit[] = [replacement, { span: at, text: '1' }, { span: at, text: '2' }];
    expect(new TextDecoder().decode(joined(splice(bytes, edits))).trim()).toBe('a12Bc');
  },
);
