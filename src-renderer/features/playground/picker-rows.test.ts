import { describe, expect, test } from 'vitest';
import { nextRow, rowsOf, shortName } from './picker-rows.ts';
import { thingsOf } from './things.ts';

const things = thingsOf({
  tools: [
    { server: 'files', definition: { name: 'files__read', description: 'Reads a file' } },
    { server: 'git', definition: { name: 'git__log', title: 'History' } },
    { server: 'git', definition: { nameless: true } },
    { server: 'git', definition: 'nothing' },
  ],
  prompts: [{ server: 'files', definition: { name: 'files__review' } }],
  resources: [{ server: 'git', definition: { uri: 'git://head', name: 'HEAD' } }],
  templates: [{ server: 'files', definition: { uriTemplate: 'file:///{path}' } }],
});
const content = { things, saved: [], savedTitle: 'Saved', filter: 'all', query: '' } as const;
const names = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) =>
    row.type === 'head' ? `# ${row.text}` : row.type === 'saved' ? row.call.name : row.thing.id,
  );

describe('the list', () => {
  test('has everything by its server, and leaves out what is malformed', () => {
    expect(names(rowsOf(content))).toEqual([
      '# files',
      'files__read',
      'files__review',
      'file:///{path}',
      '# git',
      'git__log',
      'git://head',
    ]);
  });

  test.each([
    ['reads', ['# files', 'files__read']],
    ['GIT history', ['# git', 'git__log']],
    ['nowhere', []],
  ])('finds %j', (query, expected) => {
    expect(names(rowsOf({ ...content, query }))).toEqual(expected);
  });

  test('puts saved calls first, and only among tools', () => {
    const saved = [{ name: 'my call', tool: 'git__log', arguments: {} }];
    expect(names(rowsOf({ ...content, saved })).slice(0, 2)).toEqual(['# Saved', 'my call']);
    expect(names(rowsOf({ ...content, saved, filter: 'prompts' }))).toEqual([
      '# files',
      'files__review',
    ]);
  });
});

test('arrows pass headings over and stop at the ends', () => {
  const rows = rowsOf(content);
  expect(nextRow(rows, -1, 1)).toBe(1);
  expect(nextRow(rows, 3, 1)).toBe(5);
  expect(nextRow(rows, 1, -1)).toBe(1);
  expect(nextRow(rows, 6, 1)).toBe(6);
});

test('a name needs no prefix below its server', () => {
  expect(things.map(shortName)).toEqual(['read', 'review', 'file:///{path}', 'log', 'git://head']);
});
