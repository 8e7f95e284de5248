import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { withRollout } from './with-rollout.js';

const latest = `version: 0.2.0
files:
  - url: loom-0.2.0-linux-x86_64.AppImage
    sha512: ${'a'.repeat(86)}==
    size: 1
path: loom-0.2.0-linux-x86_64.AppImage
sha512: ${'a'.repeat(86)}==
releaseDate: '2026-11-20T10:00:00.000Z'
`;

test('an update is offered to so many, and says nothing else than before', () => {
  const staged = withRollout(latest, 10);
  expect(parse(staged)).toEqual({ ...parse(latest), stagingPercentage: 10 });
  expect(withRollout(staged, 100)).toBe(`${latest}stagingPercentage: 100\n`);
});

test('a file that announces nothing is left alone', () => {
  expect(() => withRollout('provider: github\n', 10)).toThrow('announces no update');
  expect(() => withRollout('{', 10)).toThrow();
});
