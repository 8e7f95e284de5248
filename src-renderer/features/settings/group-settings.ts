import type { Setting } from './setting.ts';

export interface SettingGroup {
  /** The first part of its keys. */
  id: string;
  settings: Setting[];
}

interface Wanted {
  query: string;
  onlyWaiting: boolean;
  /** What is said about a key, which is searched, too. */
  explain(key: string): string;
}

/** What people look for first; others follow as they come. */
const order = ['http', 'limits', 'activity', 'clients', 'vault', 'log', 'naming'];

/** The settings that are wanted, by section. */
export function groupSettings(settings: readonly Setting[], wanted: Wanted): SettingGroup[] {
  const words = wanted.query.toLowerCase().split(/\s+/);
  const kept = settings.filter((setting) => {
    if (wanted.onlyWaiting && !setting.needsRestart) return false;
    const text = `${setting.key} ${wanted.explain(setting.key)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = Map.groupBy(kept, ({ key }) => key.split('.')[0] ?? '');
  return [...groups]
    .map(([id, inGroup]) => ({ id, settings: inGroup }))
    .sort((one, other) => rank(one.id) - rank(other.id));
}

function rank(id: string): number {
  const at = order.indexOf(id);
  return at < 0 ? order.length : at;
}
