import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globsBehind } from './globs-behind.ts';

test.each<[string, string, string[]]>([
  ['my_*', 'my_', ['*']],
  ['my*', 'my_', ['*']],
  ['*', 'my_', ['*']],
  ['my_read', 'my_', ['read']],
  ['my_read*', 'my_', ['read*']],
  ['m?_read', 'my_', ['read']],
  ['*_delete', 'my_', ['*_delete', 'delete']],
  ['bash', 'my_', []],
  ['my_', 'my_', []],
  ['your_*', 'my_', []],
])('%s behind %s', (glob, start, behind) => {
  expect(globsBehind(glob, start)).toEqual(behind);
});

test('what begins so matches the glob just where the rest matches one of those behind', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '_'), maxLength: 6 });
  const glob = fc.string({ unit: fc.constantFrom('a', 'b', '_', '*', '?'), maxLength: 6 });
  fc.assert(
    fc.property(glob, text, text, (pattern, start, rest) => {
      fc.pre(rest !== '');
      const isBehind = globsBehind(pattern, start).some((one) => fits(one, rest));
      expect(isBehind).toBe(fits(pattern, start + rest));
    }),
  );
});

function fits(glob: string, text: string): boolean {
  return new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
}
