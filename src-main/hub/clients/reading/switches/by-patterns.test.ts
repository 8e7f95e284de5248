import { expect, test } from 'vitest';
import { byPatterns } from './by-patterns.ts';
import type { Switch } from './switch.ts';

function read(key: string, ...contents: object[]): Switch {
  const layers = contents.map((content) => ({ path: '/some/opencode.json', content }));
  const { notes = [], ...said } = byPatterns(layers)({ key, path: ['mcp', key] });
  return { ...said, ...(notes.length > 0 && { notes }) };
}

const on = { isOff: false };

test.each<[string, object, object]>([
  ['one tool', { github_delete_file: false }, { ...on, tools: { deny: ['delete_file'] } }],
  ['some tools', { 'github_delete*': false }, { ...on, tools: { deny: ['delete*'] } }],
  ['all but some', { 'github_*': false, github_read: true }, { ...on, tools: { allow: ['read'] } }],
  [
    'all but some, and of those not one',
    { '*': false, 'github_get*': true, github_get_me: false },
    { ...on, tools: { allow: ['get*'], deny: ['get_me'] } },
  ],
  ['the last word counts', { github_read: true, 'github_*': true, github_read2: true }, on],
  ['nothing, said twice', { github_read: false, 'github_*': true }, on],
  ['what is its own only', { 'git_*': false, bash: false, github: false, write: true }, on],
  ['any server', { '*_delete': false }, { ...on, tools: { deny: ['*_delete', 'delete'] } }],
  ['no switch at all', { 'github_*': 'off' }, on],
])('a filter of tools: %s', (_, tools, said) => {
  expect(read('github', { tools })).toEqual(said);
});

test.each<[string, object]>([
  ['by its name', { tools: { 'github_*': false } }],
  ['by the beginning of its name', { tools: { 'git*': false } }],
  ['with all others', { tools: { '*': false } }],
  ['by what it may', { permission: { 'github_*': 'deny' } }],
  ['by what all may', { permission: 'deny' }],
  ['whatever its arguments', { permission: { 'github_*': { '*': 'deny' } } }],
])('switched off %s', (_, settings) => {
  expect(read('github', settings)).toEqual({
    isOff: true,
    notes: ['its client switches all of its tools off, so it is switched off here'],
  });
});

test('what it may comes after the tools, and a later file after an earlier one', () => {
  const off = { tools: { 'github_*': false } };
  expect(read('github', off, { tools: { 'github_*': true } })).toEqual(on);
  expect(read('github', { tools: { 'github_*': true } }, off).isOff).toBe(true);
  expect(read('github', { ...off, permission: { 'github_*': 'allow' } })).toEqual(on);
});

test('another file may switch it off, and a later one on again', () => {
  const [off, back] = [false, true].map((enabled) => ({ mcp: { github: { enabled } } }));
  const own = { mcp: { github: { type: 'local', command: ['x'] }, maps: { enabled: false } } };
  expect(read('github', own, off ?? {})).toEqual({ isOff: true });
  expect(read('github', own, off ?? {}, back ?? {})).toEqual(on);
});

test('a name is written as its tools are called', () => {
  expect(read('my tools.v2', { tools: { 'my_tools_v2_*': false } }).isOff).toBe(true);
});

test('what a filter cannot say is told, and stays hidden', () => {
  expect(read('github', { tools: { 'github_delete*': false, github_delete_draft: true } })).toEqual(
    {
      ...on,
      tools: { deny: ['delete*'] },
      notes: ['not carried over, what its client shows of its tools: github_delete_draft (allow)'],
    },
  );
  expect(read('github', { tools: { 'github_get_?': false } })).toEqual({
    ...on,
    notes: ['not carried over, what its client shows of its tools: github_get_? (deny)'],
  });
});

test('what is asked for first, and what agents have of their own, is told', () => {
  const settings = {
    permission: { '*': 'ask', 'github_*': 'ask' },
    mode: { old: { tools: { github_read: true } } },
    agent: {
      plan: { tools: { 'github_*': false } },
      review: { permission: { '*': 'deny' } },
      build: { tools: { write: false }, model: 'x' },
    },
  };
  expect(read('github', settings)).toEqual({
    ...on,
    notes: [
      'not carried over, what it asks for first: github_*',
      'not carried over, other tools for the agents: old, plan, review',
    ],
  });
});

test.each([{}, { tools: [] }, { tools: null, permission: 5, agent: 'x' }, { agent: { a: null } }])(
  'nothing is said by %j',
  (settings) => expect(read('github', settings)).toEqual(on),
);
