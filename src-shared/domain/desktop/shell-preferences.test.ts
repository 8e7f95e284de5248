import { expect, test } from 'vitest';
import { keepPreferences } from './shell-preferences.ts';

test('what a person has broken in the file is as it was at first', () => {
  const store = { notices: 'no', channel: 'nightly', autoUpdate: false, bounds: { x: 'a' } };
  expect(keepPreferences({ store, set: () => {} }).current).toEqual({
    notices: true,
    autoUpdate: false,
    channel: 'stable',
    relaunchedAt: 0,
    bounds: { x: 'a' },
  });
});

test('a file that cannot be written keeps nobody from changing them', () => {
  const full = () => {
    throw new Error('no space left on device');
  };
  const preferences = keepPreferences({ store: {}, set: full });
  preferences.set({ notices: false });
  expect(preferences.current.notices).toBe(false);
});
