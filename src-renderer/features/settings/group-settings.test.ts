import { expect, test } from 'vitest';
import { settingKeys } from '../../../src-main/hub/settings/setting-keys.ts';
import { en } from '../../messages/en/index.ts';
import { groupSettings } from './group-settings.ts';
import type { Setting } from './setting.ts';

const names = settingKeys().map(({ path }) => path.join('.'));
const settings = names.map(
  (key): Setting => ({
    ...{ key, kind: 'text', value: '', default: '', needsRestart: key === 'log.level' },
  }),
);
const all = { query: '', onlyWaiting: false, explain: () => '' };

test('every key that there is is explained, in a section that is known', () => {
  expect(Object.keys(en.settings.keys).sort()).toEqual([...names].sort());
  const sections = groupSettings(settings, all).map(({ id }) => id);
  expect(sections).toEqual(Object.keys(en.settings.sections));
});

test('keys are found by name and by what is said about them', () => {
  const explain = (key: string) => (key === 'http.address' ? 'Where it LISTENS' : '');
  const found = groupSettings(settings, { ...all, query: 'where listens', explain });
  expect(found.flatMap((group) => group.settings.map(({ key }) => key))).toEqual(['http.address']);
  expect(groupSettings(settings, { ...all, query: 'log.le' })).toHaveLength(1);
});

test('those that wait for the next start can be seen alone', () => {
  const found = groupSettings(settings, { ...all, onlyWaiting: true });
  expect(found.map(({ id }) => id)).toEqual(['log']);
});
