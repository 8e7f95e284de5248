import { type Entry, textOf } from '../entry/entry.ts';

/** Settings of an entry as they are edited; empty is the default. */
export const settingKeys = [
  'title',
  'scope',
  'start',
  'idle_stop',
  'start_timeout',
  'call_timeout',
  'max_concurrent',
  'era',
] as const;
export type SettingKey = (typeof settingKeys)[number];
export type Settings = Record<SettingKey, string>;

export const durationKeys = ['idle_stop', 'start_timeout', 'call_timeout'] as const;

export function settingsOf(entry: Entry): Settings {
  return Object.fromEntries(settingKeys.map((key) => [key, textOf(entry[key])])) as Settings;
}

/** The entry with these settings; what is the default is not written down. */
export function withSettings(entry: Entry, settings: Settings): Entry {
  const next: Entry = { ...entry };
  for (const key of settingKeys) {
    const value = settings[key].trim();
    if (value === '') delete next[key];
    else next[key] = key === 'max_concurrent' ? Number(value) : value;
  }
  return next;
}

/** What is wrong, by setting, as far as it can be told without the hub. */
export function checkSettings(
  settings: Settings,
  words: { duration: string; number: string },
): Partial<Record<SettingKey, string>> {
  const problems: Partial<Record<SettingKey, string>> = {};
  for (const key of durationKeys) {
    const value = settings[key].trim();
    if (value !== '' && !/^\d+(\.\d+)?(ms|s|m|h|d)$/.test(value)) problems[key] = words.duration;
  }
  const most = settings.max_concurrent.trim();
  const isCount = /^\d{1,5}$/.test(most) && Number(most) >= 1 && Number(most) <= 10_000;
  if (most !== '' && !isCount) problems.max_concurrent = words.number;
  return problems;
}
