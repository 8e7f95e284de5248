import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineFilter, joinLine } from './line-filter.ts';

/** A text cut into chunks at arbitrary places. */
const chunked = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 60 }),
    fc.infiniteStream(fc.integer({ min: 1, max: 12 })),
  )
  .map(([text, sizes]) => {
    const chunks: Buffer[] = [];
    for (let at = 0; at < text.length; ) {
      const size = sizes.next().value as number;
      chunks.push(Buffer.from(text.slice(at, at + size)));
      at += size;
    }
    return { text, chunks };
  });

test('passes on the wanted lines whole, in order, however the stream is cut', () => {
  fc.assert(
    fc.property(chunked, fc.constantFrom('a', 'b', 'c'), ({ text, chunks }, unwanted) => {
      const seen: string[] = [];
      let passed = '';
      const feed = createLineFilter(
        (line) => {
          seen.push(Buffer.from(joinLine(line)).toString());
          return !seen.at(-1)?.startsWith(unwanted);
        },
        (bytes) => {
          passed += Buffer.from(bytes).toString();
        },
      );
      for (const chunk of chunks) feed(chunk);
      const lines = text.split('\n').slice(0, -1);
      expect(seen).toEqual(lines);
      const wanted = lines.filter((line) => !line.startsWith(unwanted));
      expect(passed).toBe(wanted.map((line) => `${line}\n`).join(''));
    }),
  );
});

test('shares the bytes of lines within one chunk instead of copying them', () => {
  const passed: Uint8Array[] = [];
  const chunk = Buffer.from('one\ntwo\nthr');
  createLineFilter(
    () => true,
    (bytes) => passed.push(bytes),
  )(chunk);
  expect(passed.map(String)).toEqual(['one\ntwo\n']);
  expect(passed[0]?.buffer).toBe(chunk.buffer);
});
