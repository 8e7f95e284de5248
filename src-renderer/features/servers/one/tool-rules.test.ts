import { describe, expect, test } from 'vitest';
import { renameTool, ruleOf, switchTools } from './tool-rules.ts';

const plain = { transport: 'stdio', command: 'x' };

describe('the switch of a tool', () => {
  test('goes off and on again, and leaves the entry as it was', () => {
    const off = switchTools(plain, ['a', 'b'], false);
    expect(off).toEqual({ ...plain, tools: { deny: ['a', 'b'] } });
    expect(ruleOf(off, 'a').isOn).toBe(false);
    expect(switchTools(off, ['a'], true).tools).toEqual({ deny: ['b'] });
    expect(switchTools(off, ['a', 'b'], true)).toEqual(plain);
  });

  test('adds to what is allowed where there is such a list', () => {
    const entry = { ...plain, tools: { allow: ['get_*'] } };
    expect(ruleOf(entry, 'list').isOn).toBe(false);
    const on = switchTools(entry, ['list', 'get_one'], true);
    expect(on.tools).toEqual({ allow: ['get_*', 'list'] });
  });

  test('says which pattern is stronger than it', () => {
    const entry = { ...plain, tools: { deny: ['delete_*'] } };
    expect(ruleOf(entry, 'delete_all')).toEqual({ isOn: false, pattern: 'delete_*' });
    expect(ruleOf(entry, 'create')).toEqual({ isOn: true });
    expect(switchTools(entry, ['delete_all'], false)).toEqual(entry);
  });

  test('keeps an empty list of what is allowed, which allows nothing', () => {
    const entry = { ...plain, tools: { allow: [] } };
    expect(switchTools(entry, ['a'], false)).toEqual(entry);
    expect(switchTools(entry, ['a'], true).tools).toEqual({ allow: ['a'] });
  });
});

test('another name is kept by upstream name, and goes when it is the same', () => {
  const renamed = renameTool(plain, 'search_all', 'find');
  expect(renamed).toEqual({ ...plain, tools: { rename: { search_all: 'find' } } });
  expect(ruleOf(renamed, 'search_all')).toEqual({ isOn: true, renamed: 'find' });
  expect(renameTool(renamed, 'search_all', '')).toEqual(plain);
  expect(renameTool(renamed, 'search_all', 'search_all')).toEqual(plain);
});
