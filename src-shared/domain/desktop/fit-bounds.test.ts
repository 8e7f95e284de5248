import { expect, test } from 'vitest';
import { fitBounds } from './fit-bounds.ts';

const left = { x: 0, y: 25, width: 1440, height: 875 };
const right = { x: 1440, y: 0, width: 1920, height: 1080 };
const saved = { x: 1600, y: 100, width: 1280, height: 860 };

test('a window comes back to where it was', () => {
  expect(fitBounds(saved, [left, right])).toEqual(saved);
});

test('a window of a display that is gone goes where new windows go', () => {
  expect(fitBounds(saved, [left])).toBeUndefined();
  expect(fitBounds({ ...saved, x: 1350 }, [left])).toBeUndefined();
  expect(fitBounds({ ...saved, x: 100, y: -200 }, [left])).toBeUndefined();
});

test('a window is no larger than the display it is on', () => {
  const huge = { x: 0, y: 25, width: 5000, height: 4000 };
  expect(fitBounds(huge, [left])).toEqual({ x: 0, y: 25, width: 1440, height: 875 });
});

test.each([
  [undefined],
  [null],
  ['x'],
  [{}],
  [{ ...saved, width: 0 }],
  [{ ...saved, x: Number.NaN }],
])('what is no rectangle is none: %j', (value) =>
  expect(fitBounds(value, [left, right])).toBeUndefined(),
);
