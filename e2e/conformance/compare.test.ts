import { describe, expect, test } from 'vitest';
import { complaintsIn, lossesBetween } from './compare.ts';
import type { Check, Scenario } from './run-suite.ts';

describe('what passes directly is lost through the hub', () => {
  const direct = [scenario('a', 'SUCCESS', 'SUCCESS'), scenario('b', 'FAILURE')];

  test.each([
    ['where it fails', [scenario('a', 'SUCCESS', 'FAILURE')], 'FAILURE because'],
    ['where it is only warned of', [scenario('a', 'SUCCESS', 'WARNING')], 'WARNING because'],
    ['where it is not made', [scenario('a', 'SUCCESS')], 'the suite did not come to it'],
    ['where its scenario is not run', [], 'the suite did not come to it'],
  ])('%s', (_title, through, because) => {
    expect(lossesBetween(direct, through)).toEqual([{ scenario: 'a', check: 'check', because }]);
  });

  test('and nothing else is', () => {
    const through = [scenario('a', 'SUCCESS', 'SUCCESS', 'INFO'), scenario('b', 'SUCCESS')];
    expect(lossesBetween(direct, through)).toEqual([]);
    expect(lossesBetween(direct, direct)).toEqual([]);
  });
});

test('a scenario passes in full where its client had no trouble and some check succeeded', () => {
  expect(complaintsIn(scenario('a', 'SUCCESS', 'SKIPPED', 'INFO'))).toEqual([]);
  expect(complaintsIn(scenario('a', 'SUCCESS', 'WARNING'))).toEqual(['a: check: because']);
  expect(complaintsIn(scenario('a', 'SKIPPED'))).toEqual(['a: nothing was found good']);
  expect(complaintsIn({ ...scenario('a', 'SUCCESS'), stderr: 'gone' })).toEqual(['a: gone']);
});

function scenario(name: string, ...statuses: Check['status'][]): Scenario {
  const checks = statuses.map((status) => ({ id: 'check', status, errorMessage: 'because' }));
  return { name, isScored: true, checks, stderr: '' };
}
