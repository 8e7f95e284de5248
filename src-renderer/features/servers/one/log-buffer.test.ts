import { expect, test } from 'vitest';
import { cutAtHits, LogBuffer, mostLines, searchLines } from './log-buffer.ts';

test('keeps the last lines of a flood, each under the key that it had from the start', () => {
  const buffer = new LogBuffer();
  const total = mostLines * 3 + 7;
  for (let index = 0; index < total; index += 1) buffer.add({ at: index, text: `line ${index}` });
  const lines = buffer.snapshot();
  expect(lines).toHaveLength(mostLines);
  expect(lines.at(-1)).toEqual({
    key: total - 1,
    at: total - 1,
    pid: undefined,
    text: `line ${total - 1}`,
  });
  expect(lines[0]?.key).toBe(total - mostLines);
  expect(buffer.total).toBe(total);
});

test('shows texts without what is meant for terminals', () => {
  const buffer = new LogBuffer();
  buffer.add({ at: 0, pid: 1, text: '\u001b[31merror\u001b[0m <b>x</b>' });
  expect(buffer.snapshot()[0]?.text).toBe('error <b>x</b>');
});

test('finds lines in either case, and where in them', () => {
  const lines = ['Polling', 'done POLL'].map((text, key) => ({ key, at: 0, pid: 1, text }));
  expect(searchLines(lines, 'poll')).toHaveLength(2);
  expect(searchLines(lines, 'done')).toEqual([lines[1]]);
  expect(cutAtHits('Poll, poll', 'poll')).toEqual(['', 'Poll', ', ', 'poll', '']);
  expect(cutAtHits('abc', '')).toEqual(['abc']);
});
