import { describe, expect, test } from 'vitest';
import { filterOf, isFiltered, listKey, readQuery } from './activity-query.ts';
import { fitSpan, spanStart, untilNextBucket } from './spans.ts';

describe('the address of the activity page', () => {
  test('says what is shown, and nothing where it says nothing', () => {
    expect(readQuery({})).toEqual({});
    expect(filterOf({}, 1_000)).toEqual({});
    const search = { q: 404, server: 'git', outcome: 'error,tool-error', span: '1h', other: 'x' };
    expect(readQuery(search)).toEqual({
      ...{ q: '404', server: 'git', outcome: 'error,tool-error', span: '1h' },
    });
    expect(filterOf(readQuery(search), 3_600_001)).toEqual({
      ...{ text: '404', server: 'git', outcome: ['tool-error', 'error'], since: 60_000 },
    });
  });

  test('may hold anything', () => {
    const search = {
      q: '',
      server: ['a'],
      span: '2h',
      from: -1,
      to: 'x',
      call: 1.5,
      outcome: 'bad',
    };
    expect(readQuery(search)).toEqual({ outcome: 'bad' });
    expect(isFiltered(readQuery(search))).toBe(false);
  });

  test('a part of the charts is stronger than a span', () => {
    expect(filterOf({ span: '1h', from: 5, to: 9 }, 100)).toEqual({ since: 5, until: 9 });
  });

  test('the open call changes nothing of the list', () => {
    expect(listKey({ call: 3, server: 'a' })).toBe(listKey({ server: 'a' }));
    expect(listKey({ server: 'a', q: 'b' })).toBe(listKey({ q: 'b', server: 'a' }));
  });
});

describe('the span of the charts', () => {
  const day = 86_400_000;
  const now = 100 * day + 1;

  test.each([
    [0, '1h'],
    [day / 2, '24h'],
    [2 * day, '3d'],
    [5 * day, '7d'],
    [20 * day, '30d'],
  ])('where the first call was %i ms ago is %s', (age, span) => {
    expect(fitSpan(now - age, now)).toBe(span);
  });

  test('never leaves out the first call', () => {
    const start = spanStart('24h', now);
    expect(fitSpan(start, now)).toBe('24h');
    expect(fitSpan(start - 1, now)).toBe('3d');
  });

  test('without calls is a day', () => {
    expect(fitSpan(undefined, now)).toBe('24h');
  });
});

test('a list begins where the charts of its span do, until the next bucket begins', () => {
  const minute = 60_000;
  const now = 500 * minute + 20_000;
  expect(filterOf({ span: '1h' }, now)).toEqual({ since: 441 * minute });
  expect(untilNextBucket('1h', now)).toBe(40_000);
  expect(spanStart('1h', now + 40_000)).toBe(442 * minute);
});
