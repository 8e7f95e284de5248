import { expect, test } from 'vitest';
import type { Setting } from './setting.ts';
import { isChange, readText, textOf } from './setting-text.ts';

test.each([
  ['number', 5, '5'],
  ['boolean', false, 'false'],
  ['duration', '10m', '10m'],
  ['list', ['a', 'b'], 'a\nb'],
  ['list', [], '[]'],
] as const)('a %s goes into its field and comes out of it again', (kind, value, text) => {
  expect(textOf(value)).toBe(text);
  expect(readText(kind, text)).toEqual(value);
});

test('an empty field takes the key out of the file', () => {
  expect(textOf(undefined)).toBe('');
  expect(readText('list', ' \n ')).toBeNull();
});

test('what is no number reaches the hub as it was typed', () => {
  expect(readText('number', 'many')).toBe('many');
});

test('spaces and empty lines change nothing', () => {
  const setting: Setting = {
    ...{ key: 'http.allowed_origins', kind: 'list', needsRestart: false },
    ...{ value: [], default: [], written: ['a', 'b'] },
  };
  expect(isChange(setting, ' a\n\nb ')).toBe(false);
  expect(isChange(setting, 'a')).toBe(true);
  expect(isChange(setting, '')).toBe(true);
});
