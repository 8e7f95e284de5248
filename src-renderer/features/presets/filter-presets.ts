import type { PresetCategory } from '../../../src-shared/domain/preset.ts';

/** What the filter looks at. */
export interface Findable {
  id: string;
  title: string;
  summary: string;
  publisher: string;
  category: PresetCategory;
  usedBy: readonly string[];
}

/** Which presets are shown: of all categories, of one, or those that a server was made from. */
export type Part = 'all' | 'in-use' | PresetCategory;

/** Those in which every word of the query stands, in the order in which they came. */
export function searchPresets<P extends Findable>(
  presets: readonly P[],
  query: string,
  categories: Readonly<Record<PresetCategory, string>>,
): P[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return presets.filter(({ id, title, summary, publisher, category }) => {
    const text = [id, title, summary, publisher, categories[category]].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function belongsTo({ category, usedBy }: Findable, part: Part): boolean {
  if (part === 'all') return true;
  return part === 'in-use' ? usedBy.length > 0 : category === part;
}

/** The parts that there are, in the presets' order, each with how many it has. */
export function partsOf(presets: readonly Findable[]): { part: Part; count: number }[] {
  const parts = new Set<Part>(['all', 'in-use', ...presets.map(({ category }) => category)]);
  return [...parts].map((part) => ({
    part,
    count: presets.filter((preset) => belongsTo(preset, part)).length,
  }));
}

/** The presets of each category that has some, in their order. */
export function groupPresets<P extends Findable>(presets: readonly P[]): [PresetCategory, P[]][] {
  return [...Map.groupBy(presets, ({ category }) => category)];
}
