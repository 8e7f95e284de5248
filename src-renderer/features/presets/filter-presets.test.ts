import { expect, test } from 'vitest';
import {
  belongsTo,
  type Findable,
  groupPresets,
  partsOf,
  searchPresets,
} from './filter-presets.ts';

const words = { files: 'Files', git: 'Git', search: 'Search' } as Parameters<
  typeof searchPresets
>[2];

const presets = [
  preset('filesystem', 'files', 'Read and write files'),
  preset('git', 'git', 'Commits and branches', ['git', 'git-2']),
  preset('brave', 'search', 'Finds pages'),
  preset('markitdown', 'files', 'Turns files into Markdown'),
];

test('every word has to stand somewhere, in any place and case', () => {
  const find = (query: string) => searchPresets(presets, query, words).map(({ id }) => id);
  expect(find('')).toHaveLength(4);
  expect(find('FILES')).toEqual(['filesystem', 'markitdown']);
  expect(find('files  turns')).toEqual(['markitdown']);
  expect(find('search pages')).toEqual(['brave']);
  expect(find('nowhere')).toEqual([]);
});

test('parts stand in the order of the presets and say how many they have', () => {
  expect(partsOf(presets)).toEqual([
    { part: 'all', count: 4 },
    { part: 'in-use', count: 1 },
    { part: 'files', count: 2 },
    { part: 'git', count: 1 },
    { part: 'search', count: 1 },
  ]);
  expect(presets.filter((one) => belongsTo(one, 'in-use')).map(({ id }) => id)).toEqual(['git']);
});

test('groups keep the order of their first preset', () => {
  const groups = groupPresets(presets).map(([category, { length }]) => [category, length]);
  expect(groups).toEqual([
    ['files', 2],
    ['git', 1],
    ['search', 1],
  ]);
});

function preset(
  id: string,
  category: Findable['category'],
  summary: string,
  usedBy: string[] = [],
): Findable {
  return { id, title: id, summary, publisher: 'Ada', category, usedBy };
}
