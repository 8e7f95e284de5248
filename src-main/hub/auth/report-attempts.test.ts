import { expect, test, vi } from 'vitest';
import { Problems } from '../problems.ts';
import { Attempts } from './attempts.ts';
import { reportAttempts } from './report-attempts.ts';

test('each wrong token is a line with its source; many are a problem, until it has been quiet', () => {
  vi.useFakeTimers();
  try {
    const lines: string[] = [];
    const log = { warn: (_details: object, text: string) => void lines.push(text) };
    const problems = new Problems(log, () => {});
    const attempts = new Attempts();
    const report = reportAttempts(log, problems);
    const fail = (source: string) =>
      report({ source, why: 'it has expired', count: attempts.failed(source) });

    fail('192.0.2.1');
    expect(lines).toEqual(['refused a token that came over HTTP from 192.0.2.1: it has expired']);
    expect(problems.all()).toEqual([]);
    for (let count = 1; count < 500; count += 1) fail('192.0.2.1');
    expect(lines).toHaveLength(21);
    expect(problems.all()).toMatchObject([
      { code: 'too-many-attempts', message: expect.stringContaining('20 wrong tokens') },
    ]);
    vi.advanceTimersByTime(10 * 60_000);
    for (let count = 0; count < 21; count += 1) fail('192.0.2.1');
    vi.advanceTimersByTime(14 * 60_000);
    expect(problems.all()).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    expect(problems.all()).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
