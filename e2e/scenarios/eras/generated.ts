/** fast-check makes JSON texts, not values: what no JSON.stringify would write is the point. */
import fc from 'fast-check';

const numbers = fc.oneof(
  fc.constantFrom('0', '-0', '1.0', '1e400', '1E+2', '-1e-400', '0.10000', '9007199254740993'),
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
);

/** Some characters as escapes, where JSON would not need them. */
const strings = fc
  .array(
    fc.oneof(
      fc
        .string({ unit: 'grapheme', maxLength: 4 })
        .map((text) => JSON.stringify(text).slice(1, -1)),
      fc.constantFrom(
        '\\u0041',
        '\\/',
        '\\ud83d\\ude00',
        '\\ud800',
        '\\u0000',
        '\u2028',
        'é',
        '\u007f',
      ),
    ),
    { maxLength: 4 },
  )
  .map((parts) => `"${parts.join('')}"`);

const keys = fc.oneof(
  { weight: 3, arbitrary: strings },
  fc.constantFrom(
    '"__proto__"',
    '""',
    '"id"',
    '"_meta"',
    '"resultType"',
    '"method"',
    '"progressToken"',
  ),
);

const spaces = fc.constantFrom('', '', '', ' ', '\t', '  ');

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    numbers,
    strings,
    fc
      .array(fc.tuple(tie('value'), spaces), { maxLength: 4 })
      .map((items) => `[${items.map(([item, space]) => space + item).join(',')}]`),
    fc.array(fc.tuple(keys, tie('value'), spaces), { maxLength: 4 }).map(objectOf),
  ),
}));

/** An object as text. */
export const objects = fc.array(fc.tuple(keys, value, spaces), { maxLength: 6 }).map(objectOf);

/** Members that mean nothing to anybody, as text; at least one. */
export const unknownMembers = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 999 }), value), { minLength: 1, maxLength: 4 })
  .map((members) => members.map(([n, text]) => `"vendor/${n}":${text}`).join(','));

/** What the generated texts are kept out of: the envelope's own keys never come up. */
function objectOf(members: readonly (readonly [string, string, string])[]): string {
  return `{${members.map(([key, text, space]) => `${space}${key}:${space}${text}`).join(',')}}`;
}
