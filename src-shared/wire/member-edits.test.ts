import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Span, scanObject } from './json-scan.ts';
import {
  exchangeMembers,
  insertMember,
  removalOf,
  removeFound,
  removeMembers,
} from './member-edits.ts';
import { skipSpace, skipValue } from './skip-value.ts';
import { type Edit, splice } from './splice.ts';
import {
  type MemberText,
  memberText,
  memberTexts,
  objectText,
  valueText,
} from './testing/json-texts.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function spanOf(bytes: Uint8Array): Span {
  const start = skipSpace(bytes, 0);
  return { start, end: skipValue(bytes, start) };
}

function edited(text: string, edits: (bytes: Uint8Array, object: Span) => readonly Edit[]): string {
  const bytes = encode(text);
  return decode(Buffer.concat(splice(bytes, edits(bytes, spanOf(bytes)))));
}

const inserted = (text: string, member: string | Uint8Array) =>
  edited(text, (bytes, object) => [insertMember(bytes, object, member)]);
const removed = (text: string, ...names: string[]) =>
  edited(text, (bytes, object) => removeMembers(bytes, object, names));
const exchanged = (text: string, names: string[], member: string) =>
  edited(text, (bytes, object) => exchangeMembers(bytes, object, { names, text: member }));

describe('insertMember', () => {
  test.each([
    ['{}', '{"k":1}'],
    ['{ }', '{"k":1 }'],
    [' {\n}', ' {"k":1\n}'],
    ['{"a":2}', '{"k":1,"a":2}'],
    ['{ "a":2}', '{"k":1, "a":2}'],
  ])('puts a member before all others: %s', (before, after) => {
    expect(inserted(before, '"k":1')).toBe(after);
    expect(inserted(before, encode('"k":1'))).toBe(after);
  });
});

describe('removeMembers', () => {
  test.each([
    ['{"a":1}', '{}'],
    ['{ "a" : 1 }', '{  }'],
    ['{"x":1, "a":2}', '{"x":1}'],
    ['{"a":1, "x":2}', '{"x":2}'],
    ['{"x":0,"a":1 , "y":2}', '{"x":0,"y":2}'],
    ['{"a":1,"b":2,"x":3}', '{"x":3}'],
    ['{"x":3,"a":1,"b":2}', '{"x":3}'],
    ['{"a":1,"x":3,"b":2}', '{"x":3}'],
    ['{"a":1,"x":1e400,"a":2,"y":-0,"b":3}', '{"x":1e400,"y":-0}'],
    ['{"a":1,"b":2}', '{}'],
    ['{"\\u0061":1,"x":{"a":1}}', '{"x":{"a":1}}'],
    ['{"x":"a"}', '{"x":"a"}'],
    ['{}', '{}'],
  ])('takes out a and b: %s', (before, after) => {
    expect(removed(before, 'a', 'b')).toBe(after);
  });

  test('takes out nothing of what is no object', () => {
    expect(removed('["a"]', 'a')).toBe('["a"]');
  });
});

describe('exchangeMembers', () => {
  test.each([
    ['{}', '{"k":1}'],
    ['{"a":2}', '{"k":1}'],
    ['{ "a":2 }', '{"k":1  }'],
    ['{"a":2,"x":3}', '{"k":1,"x":3}'],
    ['{"x":3,"a":2}', '{"k":1,"x":3}'],
    ['{"x":3}', '{"k":1,"x":3}'],
  ])('puts a member in the place of others: %s', (before, after) => {
    expect(exchanged(before, ['a'], '"k":1')).toBe(after);
  });
});

test('removalOf tells whether anything else is there', () => {
  const only = (text: string) =>
    removalOf(encode(text), spanOf(encode(text)), ['a', 'b']).kept === 0;
  expect(['{}', '{"a":1}', '{"b":1,"a":1,"a":2}'].map(only)).toEqual([true, true, true]);
  expect(['{"x":1}', '{"a":1,"x":1}'].map(only)).toEqual([false, false]);
});

const named = fc
  .constantFrom('a', 'resultType', '_meta')
  .chain((key) => memberText(key, valueText));
const names = ['a', 'resultType', '_meta'];
/** Members with and without the names, and an object of them. */
const objects = fc
  .tuple(memberTexts(names), fc.array(named, { maxLength: 4 }))
  .chain(([others, ours]) =>
    fc.shuffledSubarray([...others, ...ours], { minLength: others.length + ours.length }),
  )
  .chain((members) => fc.tuple(fc.constant(members), objectText(members)));

function membersIn(text: string): string[] {
  const bytes = encode(text);
  const members: string[] = [];
  const end = scanObject(bytes, skipSpace(bytes, 0), (keyStart, _, value) => {
    members.push(decode(bytes.subarray(keyStart - 1, value.end)));
  });
  expect(end).toBe(bytes.length);
  JSON.parse(text);
  return members;
}

const textsOf = (members: readonly MemberText[]) => members.map(({ text }) => text);
const others = (members: readonly MemberText[]) =>
  textsOf(members.filter(({ key }) => !names.includes(key)));

test('all that is not taken out stays byte for byte, in valid JSON', () => {
  fc.assert(
    fc.property(objects, ([members, text]) => {
      expect(membersIn(removed(text, ...names))).toEqual(others(members));
      expect(membersIn(inserted(text, '"k":1'))).toEqual(['"k":1', ...textsOf(members)]);
      expect(membersIn(exchanged(text, names, '"k":1'))).toEqual(['"k":1', ...others(members)]);
    }),
  );
});

test('members that were found before are taken out as if they had to be looked for', () => {
  const found = (bytes: Uint8Array, object: Span) => {
    const values: Span[] = [];
    scanObject(bytes, object.start, (start, end, value) => {
      const key = JSON.parse(`"${decode(bytes.subarray(start, end))}"`);
      if (names.includes(key)) values.push(value);
    });
    return removeFound(bytes, values.reverse());
  };
  fc.assert(
    fc.property(objects, ([, text]) => {
      expect(edited(text, found)).toBe(removed(text, ...names));
    }),
  );
});

test('edits of one object go together with edits of its members, in any order', () => {
  fc.assert(
    fc.property(objects, fc.boolean(), ([members, text], reversed) => {
      const after = edited(text, (bytes, object) => {
        const all = [...exchangeMembers(bytes, object, { names, text: '"k":1' })];
        scanObject(bytes, object.start, (start, end, value) => {
          const isOurs = names.includes(JSON.parse(`"${decode(bytes.subarray(start, end))}"`));
          if (!isOurs) all.push({ span: value, text: '0' });
        });
        return reversed ? all.reverse() : all;
      });
      const kept = others(members).map((member) => JSON.parse(`{${member}}`));
      const values = membersIn(after).map((member) => JSON.parse(`{${member}}`));
      expect(values.map((member) => Object.keys(member))).toEqual([
        ['k'],
        ...kept.map((member) => Object.keys(member)),
      ]);
    }),
  );
});
