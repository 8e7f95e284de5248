import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import {
  canShow,
  isSameProfile,
  patternsOf,
  setServer,
  setTools,
  whyHidden,
} from './edit-profile.ts';

const all: Profile = { servers: '*' };
const tool = (name: string) => ({ name, server: name.split('__')[0] ?? '' });

test('hides a tool by its name, and shows it again as if nothing had been', () => {
  const hidden = setTools(all, ['a__x'], false);
  expect(hidden).toEqual({ servers: '*', tools: { deny: ['a__x'] } });
  expect(whyHidden(hidden, tool('a__x'))).toEqual({ by: 'deny', pattern: 'a__x', isOwn: true });
  expect(setTools(hidden, ['a__x'], true)).toEqual(all);
});

test('with a list of what is allowed, takes names from it and puts them into it', () => {
  const some: Profile = { servers: '*', tools: { allow: ['a__x', 'b__*'] } };
  expect(setTools(some, ['a__x', 'b__y'], false)).toEqual({
    servers: '*',
    tools: { allow: ['b__*'], deny: ['b__y'] },
  });
  expect(setTools(some, ['a__z', 'b__y'], true)).toEqual({
    servers: '*',
    tools: { allow: ['a__x', 'b__*', 'a__z'] },
  });
  // Nothing is allowed, not everything.
  expect(setTools({ servers: '*', tools: { allow: ['a__x'] } }, ['a__x'], false)).toEqual({
    servers: '*',
    tools: { allow: [] },
  });
});

test('says what hides a tool, and what no switch of its own can change', () => {
  const profile: Profile = { servers: ['a'], tools: { allow: ['a__*'], deny: ['*_del', 'a__x'] } };
  expect(whyHidden(profile, tool('b__x'))).toEqual({ by: 'server' });
  expect(whyHidden(profile, { name: 'a__y', server: 'a' })).toBeUndefined();
  const wide = whyHidden(profile, tool('a__del'));
  expect(wide).toEqual({ by: 'deny', pattern: '*_del', isOwn: false });
  expect(wide && canShow(wide)).toBe(false);
  const other = whyHidden({ servers: '*', tools: { allow: ['b__*'] } }, tool('a__y'));
  expect(other).toEqual({ by: 'allow' });
  expect(other && canShow(other)).toBe(true);
});

test('a server goes out of all into a list of the others, in their order', () => {
  const known = ['a', 'b', 'c'];
  const out = setServer(all, { server: 'b', isIn: false }, known);
  expect(out.servers).toEqual(['a', 'c']);
  expect(setServer(out, { server: 'b', isIn: true }, known).servers).toEqual(known);
});

test('what a switch hides is hidden, and what it can show is shown', () => {
  const name = fc.stringMatching(/^[ab]__[xyz]{1,2}$/);
  const pattern = fc.oneof(name, fc.constantFrom('a__*', '*x', '*', 'b__y*'));
  const list = fc.option(fc.array(pattern, { maxLength: 4 }), { nil: undefined });
  const profile = fc.record({ allow: list, deny: list }).map(
    ({ allow, deny }): Profile => ({
      servers: '*',
      tools: { ...(allow && { allow }), ...(deny && { deny }) },
    }),
  );
  fc.assert(
    fc.property(profile, fc.uniqueArray(name, { maxLength: 3 }), name, (before, names, other) => {
      const hidden = setTools(before, names, false);
      for (const one of names) expect(whyHidden(hidden, tool(one))).toBeDefined();
      const shown = setTools(before, names, true);
      for (const one of names) {
        const why = whyHidden(before, tool(one));
        if (!why || canShow(why)) expect(whyHidden(shown, tool(one))).toBeUndefined();
      }
      if (!names.includes(other)) {
        expect(whyHidden(hidden, tool(other))).toEqual(whyHidden(before, tool(other)));
        expect(whyHidden(shown, tool(other))).toEqual(whyHidden(before, tool(other)));
      }
    }),
  );
});

test('patterns come one on a line, and their order does not make a difference', () => {
  expect(patternsOf(' a*\n\n b ')).toEqual(['a*', 'b']);
  expect(patternsOf('\n')).toBeUndefined();
  expect(isSameProfile({ servers: ['a', 'b'] }, { servers: ['b', 'a'], tools: {} })).toBe(true);
  expect(isSameProfile(all, { servers: '*', tools: { allow: [] } })).toBe(false);
});
