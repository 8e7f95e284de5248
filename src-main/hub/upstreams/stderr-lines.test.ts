import { afterEach, expect, test, vi } from 'vitest';
import { createStderrLines } from './stderr-lines.ts';

afterEach(() => void vi.useRealTimers());

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

test('of a flood the excess is only counted, and told when the flood is over', () => {
  // How much is too much depends on the time in which it comes: here it takes none.
  vi.useFakeTimers({ toFake: ['performance'] });
  const lines: string[] = [];
  const stderr = createStderrLines((line) => lines.push(line));
  const chunk = Buffer.from('noise\n'.repeat(10_000));
  for (let count = 0; count < 100; count += 1) stderr.write(chunk);
  const taken = Math.floor((512 * 1024) / chunk.length);
  expect(lines).toHaveLength(10_000 * taken);
  vi.advanceTimersByTime(251);
  stderr.write(Buffer.from('next\n'));
  const skipped = (100 - taken) * chunk.length;
  const told = `[${skipped} bytes of stderr skipped: too much at once]`;
  expect(lines.slice(10_000 * taken)).toEqual([told, 'next']);
});

test('a flood that goes on is told of again and again, and at its end', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const lines: string[] = [];
  const stderr = createStderrLines((line) => lines.push(line));
  const chunk = Buffer.alloc(400 * 1024, `${'x'.repeat(1023)}\n`);
  for (let span = 0; span < 3; span += 1) {
    for (let count = 0; count < 2; count += 1) stderr.write(chunk);
    vi.advanceTimersByTime(251);
  }
  stderr.end();
  const told = lines.filter((line) => line.startsWith('['));
  expect(told).toEqual(Array(3).fill(`[${400 * 1024} bytes of stderr skipped: too much at once]`));
});
