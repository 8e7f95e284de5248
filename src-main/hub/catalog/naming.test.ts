import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exposeNames, type NamedOrigin, type Naming } from './naming.ts';

const serverId = fc.stringMatching(/^[a-z][a-z0-9-]{0,7}$/);
/** Few letters and separators, so that names fall together often. */
const toolName = fc.oneof(
  fc.stringMatching(/^[ab_.]{1,6}$/),
  fc.stringMatching(/^[ab]__[ab_.]{1,3}$/),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^x{55,60}[ab]$/),
);
const origins = fc.uniqueArray(
  fc.record({
    serverId: fc.oneof(fc.constantFrom('a', 'b', 'c'), serverId),
    name: toolName,
    calledAs: fc.option(fc.stringMatching(/^[ab_]{1,6}$|^x{45,50}$/), { nil: undefined, freq: 3 }),
  }),
  { selector: ({ serverId, name }) => `${serverId}\0${name}`, maxLength: 12 },
);
const naming = fc.constantFrom<Naming>('prefix', 'bare');

describe('exposed names', () => {
  test('are short, use only what every client allows, and never fall together', () => {
    fc.assert(
      fc.property(origins, naming, (list, how) => {
        const names = exposeNames(list, how);
        for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,50}$/);
        expect(new Set(names).size).toBe(list.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('do not depend on the order', () => {
    const shuffled = origins.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, naming, ([list, other], how) => {
        const byOrigin = (given: NamedOrigin[]) =>
          new Map(exposeNames(given, how).map((name, at) => [given[at], name]));
        const [one, two] = [byOrigin(list), byOrigin(other)];
        for (const origin of list) expect(two.get(origin)).toBe(one.get(origin));
      }),
    );
  });

  test('are the plain ones where these are good and nobody else wants them', () => {
    const plain = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), { maxLength: 8 });
    fc.assert(
      fc.property(plain, (names) => {
        const list = names.map((name) => ({ serverId: 'srv', name }));
        expect(exposeNames(list, 'prefix')).toEqual(names.map((name) => `srv__${name}`));
        expect(exposeNames(list, 'bare')).toEqual(names);
      }),
    );
  });

  test('stay the same for ever', () => {
    const list = [
      { serverId: 'github', name: 'x'.repeat(60) },
      { serverId: 'github', name: 'get.issue' },
      { serverId: 'github', name: 'get issue' },
    ];
    expect(exposeNames(list, 'prefix')).toEqual([
      'github__xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_592e2a',
      'github__get_issue_5c8beb',
      'github__get_issue_ef3c37',
    ]);
  });

  test('of several claims on one name the unchanged one keeps it', () => {
    const list = [
      { serverId: 'a', name: 'x.y' },
      { serverId: 'a', name: 'x_y' },
    ];
    const [changed, kept] = exposeNames(list, 'prefix');
    expect(kept).toBe('a__x_y');
    expect(changed).toMatch(/^a__x_y_[0-9a-f]{6}$/);
  });

  test('bare: a tool that another server named like a prefixed one takes nothing from it', () => {
    const names = exposeNames(
      [
        { serverId: 'bank', name: 'pay' },
        { serverId: 'shop', name: 'pay' },
        { serverId: 'evil', name: 'bank__pay' },
      ],
      'bare',
    );
    expect(new Set(names).size).toBe(3);
    expect(names[1]).toBe('shop__pay');
  });

  test('a given name takes the place of the upstream one, and takes it from nobody', () => {
    const list = [
      { serverId: 'a', name: 'x', calledAs: 'find' },
      { serverId: 'a', name: 'y', calledAs: 'z' },
      { serverId: 'a', name: 'z' },
      { serverId: 'b', name: 'q', calledAs: 'find' },
    ];
    const [find, taken, kept, other] = exposeNames(list, 'prefix');
    expect([find, kept, other]).toEqual(['a__find', 'a__z', 'b__find']);
    expect(taken).toMatch(/^a__z_[0-9a-f]{6}$/);
    const bare = exposeNames(list, 'bare');
    expect([bare[0], bare[2], bare[3]]).toEqual(['a__find', 'a__z', 'b__find']);
    const swapped = [
      { serverId: 'a', name: 'x', calledAs: 'y' },
      { serverId: 'a', name: 'y', calledAs: 'x' },
    ];
    expect(exposeNames(swapped, 'prefix')).toEqual(['a__y', 'a__x']);
    expect(exposeNames(swapped, 'bare')).toEqual(['y', 'x']);
  });

  test('the hash of a name is that of the upstream one, whatever it is called', () => {
    const long = { serverId: 'github', name: 'x'.repeat(60) };
    const [plain = ''] = exposeNames([long], 'prefix');
    const [called = ''] = exposeNames([{ ...long, calledAs: 'y'.repeat(50) }], 'prefix');
    expect(called).toBe(`github__${'y'.repeat(35)}${plain.slice(-7)}`);
  });

  test('a tool that its server lists twice keeps its name', () => {
    const twice = { serverId: 'a', name: 'x' };
    expect(exposeNames([twice, { ...twice }], 'prefix')).toEqual(['a__x', 'a__x']);
    expect(exposeNames([twice, { ...twice }], 'bare')).toEqual(['x', 'x']);
  });
});
