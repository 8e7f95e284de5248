import { expect, test } from 'vitest';
import { en } from '../messages/en/index.ts';
import { chooseRegion } from '../messages/index.ts';
import { createFormats } from './formats.ts';

const afternoon = new Date(2026, 10, 21, 14, 5, 9).getTime();

test('the clock is the one of the reader’s country, the words are the language’s', () => {
  const british = createFormats('en', en, chooseRegion('en', ['de-CH', 'en-GB']));
  expect(british.clock(afternoon)).toBe('14:05:09');
  expect(british.stamp(afternoon, afternoon, 'minute')).toBe('14:05');
  expect(british.number(12_408)).toBe('12,408');
  const american = createFormats('en', en, chooseRegion('en', ['en-US']));
  expect(american.clock(afternoon)).toMatch(/^2:05:09\sPM$/);
});

test('a language that the reader did not ask for, or a tag that is none, has its usual clock', () => {
  expect(chooseRegion('fr', ['en-GB', 'en'])).toBe('fr');
  expect(chooseRegion('en', ['en-US@posix'])).toBe('en');
});
