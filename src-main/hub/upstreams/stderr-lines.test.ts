import { expect, test } from 'vitest';
import { createStderrLines } from './stderr-lines.ts';

function linesOf(...chunks: (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const stderr = createStderrLines((line) => lines.push(line));
  for (const chunk of chunks) stderr.write(Buffer.from(chunk));
  stderr.end();
  return lines;
}

test('cuts lines however they are chunked, and keeps a last one without a newline', () => {
  expect(linesOf('on', 'e\ntw', 'o\r\n\n  \nthr', 'ee')).toEqual(['one', 'two', 'three']);
});

test('a character in two chunks stays whole, invalid UTF-8 is replaced', () => {
  const text = Buffer.from('für\n');
  expect(linesOf(text.subarray(0, 2), text.subarray(2))).toEqual(['für']);
  expect(linesOf(Uint8Array.of(0x61, 0xff, 0x62, 0x0a, 0xc3))).toEqual(['a\ufffdb', '\ufffd']);
});

test('colours and other controls are left out, a progress bar leaves its last state', () => {
  expect(linesOf('\x1b[31mred\x1b[0m\t\x1b]8;;http://x\x07link\x1b]8;;\x07\n')).toEqual([
    'red\tlink',
  ]);
  expect(linesOf('a\x00\x07\x1bb\n')).toEqual(['ab']);
  expect(linesOf('10%\r50%\r100%\n')).toEqual(['100%']);
});

test('a long line is cut off, however it comes, and the next one is whole', () => {
  const [first, second] = linesOf('x'.repeat(5000), 'x'.repeat(5000), 'x\nnext\n');
  expect(first).toBe(`${'x'.repeat(8192)} [cut off]`);
  expect(second).toBe('next');
});

test('of a flood the excess is only counted', () => {
  const chunk = 'noise\n'.repeat(10_000);
  const lines = linesOf(...Array.from({ length: 100 }, () => chunk));
  expect(lines.length).toBeLessThan(100_000);
  const counted = lines.flatMap((line) => /^\[(\d+) bytes of stderr skipped/.exec(line)?.[1] ?? []);
  expect(counted.length).toBeGreaterThan(0);
  const skipped = counted.map(Number).reduce((sum, bytes) => sum + bytes, 0);
  // Once for each span of time that the flood takes: on a slow machine it is more than one.
  expect(skipped + 6 * (lines.length - counted.length)).toBe(100 * chunk.length);
});
