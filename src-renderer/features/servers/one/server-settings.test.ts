import { expect, test } from 'vitest';
import { checkSettings, settingsOf, withSettings } from './server-settings.ts';

const words = { duration: 'time', number: 'number' };

test('settings that are not changed leave the entry as it was', () => {
  const entry = {
    transport: 'stdio',
    command: 'x',
    title: 'X',
    idle_stop: '5m',
    max_concurrent: 4,
    start: 'eager',
  };
  expect(withSettings(entry, settingsOf(entry))).toEqual(entry);
});

test('what is emptied is the default again', () => {
  const entry = { transport: 'stdio', command: 'x', idle_stop: '5m' };
  const settings = { ...settingsOf(entry), idle_stop: ' ', max_concurrent: '8' };
  expect(withSettings(entry, settings)).toEqual({
    transport: 'stdio',
    command: 'x',
    max_concurrent: 8,
  });
});

test('says what is no time and no number', () => {
  const settings = settingsOf({});
  expect(checkSettings({ ...settings, idle_stop: '0s', call_timeout: '1.5h' }, words)).toEqual({});
  expect(checkSettings({ ...settings, idle_stop: '10', max_concurrent: '0' }, words)).toEqual({
    idle_stop: 'time',
    max_concurrent: 'number',
  });
});
