import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findMembers,
  keyIs,
  locateMembers,
  parseString,
  parseText,
  type Span,
  scanArray,
  scanObject,
} from './json-scan.ts';
import { skipSpace, skipValue } from './skip-value.ts';

const encode = (text: string) => new TextEncoder().encode(text);

const space = fc.constantFrom('', '', ' ', '\n', '\t \r\n');
/** The same text, some of its characters as escapes. */
const stringText = fc
  .tuple(fc.string({ unit: 'grapheme' }), fc.boolean())
  .map(([text, escaped]) =>
    escaped ? `"${[...text].map(inEscapes).join('')}"` : JSON.stringify(text),
  );
const numberText = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('-0', '1.0', '1E400', '1e-400', '9223372036854775807', '0.10000'),
);

/** JSON documents as texts, with every liberty that JSON gives its writers. */
const { document, container } = fc.letrec<{ document: string; container: string }>((tie) => ({
  container: fc.oneof(
    { maxDepth: 5 },
    listText(
      '{',
      fc.tuple(stringText, space, tie('document')).map(([k, s, v]) => `${k}${s}:${v}`),
    ),
    listText('[', tie('document')),
  ),
  document: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc
      .tuple(space, fc.oneof(stringText, numberText, fc.constantFrom('true', 'false', 'null')))
      .map(([before, text]) => before + text),
    tie('container'),
  ),
}));

function listText(open: '{' | '[', item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const close = open === '{' ? '}' : ']';
  return fc
    .tuple(fc.array(item, { maxLength: 5 }), space)
    .map(([items, gap]) => `${open}${gap}${items.join(`${gap},${gap}`)}${gap}${close}`);
}

function inEscapes(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

describe('the scanner', () => {
  test('finds the end of every document that JSON.parse accepts', () => {
    fc.assert(
      fc.property(document, space, (text, after) => {
        const bytes = encode(`${text}${after}`);
        expect(skipValue(bytes, skipSpace(bytes, 0))).toBe(encode(text).length);
      }),
    );
  });

  test('sees the members and elements that JSON.parse sees', () => {
    fc.assert(
      fc.property(container, (text) => {
        const bytes = encode(text);
        const parsed: unknown = JSON.parse(text);
        if (Array.isArray(parsed)) {
          const spans = scanArray(bytes, 0, 1_000) ?? [];
          expect(spans.map((span) => parseText(bytes, span))).toEqual(parsed);
          return;
        }
        const members: [string, unknown][] = [];
        const end = scanObject(bytes, 0, (start, keyEnd, value) => {
          const key = parseText(bytes, { start: start - 1, end: keyEnd + 1 });
          members.push([String(key), parseText(bytes, value)]);
        });
        expect(end).toBe(bytes.length);
        expect(Object.fromEntries(members)).toEqual(parsed);
      }),
    );
  });

  test('refuses every document that is cut off, and never throws', () => {
    fc.assert(
      fc.property(container, fc.nat(), (text, at) => {
        const bytes = encode(text);
        const cut = bytes.subarray(0, at % bytes.length);
        expect(skipValue(cut, 0)).toBe(-1);
        expect(scanObject(cut, 0, () => {})).toBe(-1);
        expect(scanArray(cut, 0, 1_000)).toBeUndefined();
        expect(findMembers(cut, 0, ['a'])).toBeUndefined();
      }),
    );
  });

  test('takes whatever JSON.parse takes of damaged documents, and survives the rest', () => {
    const damage = fc.tuple(fc.nat(), fc.constantFrom(...'{}[],:"\\ 0e-tn\u0000'));
    fc.assert(
      fc.property(document, damage, (text, [at, put]) => {
        const place = at % (text.length + 1);
        const damaged = text.slice(0, place) + put + text.slice(place + 1);
        const bytes = encode(damaged);
        const start = skipSpace(bytes, 0);
        const end = skipValue(bytes, start);
        if (isJson(damaged)) expect(skipSpace(bytes, end)).toBe(bytes.length);
        else expect(end).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  test('survives arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(skipValue(bytes, 0)).toBeLessThanOrEqual(bytes.length);
        scanObject(bytes, 0, () => {});
        scanArray(bytes, 0, 1_000);
      }),
    );
  });

  test('reads a message with very many keys once, not once for each of them', () => {
    const members = Array.from(
      { length: 50_000 },
      (_, at) => `"some-key-${at}":"${'x'.repeat(100)}"`,
    );
    const bytes = encode(`{${members.join(',')},"na\\u006de":1}`);
    const [name] = findMembers(bytes, 0, ['name']) ?? [];
    expect(name && parseText(bytes, name)).toBe(1);
  });

  test('survives a hostile depth without recursion, and refuses it', () => {
    for (const open of ['[', '{"a":', '[{"a":']) {
      const bytes = encode(open.repeat(1_000_000));
      expect(skipValue(bytes, 0)).toBe(-1);
    }
    const deep = `${'['.repeat(900)}${']'.repeat(900)}`;
    expect(skipValue(encode(deep), 0)).toBe(deep.length);
    // What it lets through can be printed again: JSON.stringify recurses.
    expect(() => JSON.stringify(JSON.parse(deep))).not.toThrow();
  });

  test('stops looking at elements behind as many as were asked for', () => {
    expect(scanArray(encode('[0,0,0]'), 0, 3)).toHaveLength(3);
    expect(scanArray(encode(`[${'0,'.repeat(1_000)}oops`), 0, 3)).toHaveLength(4);
  });

  test('finds the end of strings with any number of backslashes', () => {
    for (let count = 0; count < 200; count++) {
      const text = JSON.stringify(`${'x'.repeat(count % 70)}${'\\'.repeat(count)}"`);
      expect(skipValue(encode(`${text},`), 0)).toBe(text.length);
    }
  });
});

describe('members', () => {
  const find = (text: string, ...names: string[]) => {
    const bytes = encode(text);
    return findMembers(bytes, 0, names)?.map((span: Span | undefined) =>
      span ? parseText(bytes, span) : undefined,
    );
  };

  test('are found in the order of the names, missing ones as undefined', () => {
    expect(find('{"b": 2, "a": [1], "c": null}', 'a', 'x', 'b')).toEqual([[1], undefined, 2]);
    expect(find('{}', 'a')).toEqual([undefined]);
  });

  test('are recognised however their key is spelt', () => {
    expect(find(String.raw`{"na\u006de": 1, "\u0069\u0064": 2}`, 'name', 'id')).toEqual([1, 2]);
    expect(find(String.raw`{"name\\": 1}`, 'name')).toEqual([undefined]);
    expect(find('{"nam": 1, "namee": 2}', 'name')).toEqual([undefined]);
  });

  test('that appear twice are refused, by whatever spelling; others may', () => {
    expect(find('{"a": 1, "a": 1}', 'a')).toBeUndefined();
    expect(find(String.raw`{"a": 1, "\u0061": 2}`, 'a')).toBeUndefined();
    expect(find('{"b": 1, "b": 2, "a": 3}', 'a')).toEqual([3]);
  });

  test('that appear a million times are counted once: one message must not stop the hub', () => {
    const bytes = encode(`{${'"a":1,'.repeat(1_000_000)}"b":1,"b":2}`);
    expect(locateMembers(bytes, 0, ['b', 'a'])?.twice).toEqual([1, 0]);
  });

  test('of something that is no object are refused', () => {
    for (const text of ['[]', '"a"', '1', 'null', '', '{"a":1', '{"a" 1}', '{a:1}', '{"a":1,}']) {
      expect(find(text, 'a'), text).toBeUndefined();
    }
  });

  test('a key is compared by meaning', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z_]{1,12}$/),
        fc.infiniteStream(fc.boolean()),
        (name, escaped) => {
          const choices = escaped[Symbol.iterator]();
          const spelt = [...name]
            .map((one) => (choices.next().value ? inEscapes(one) : one))
            .join('');
          const bytes = encode(`"${spelt}"`);
          expect(keyIs(bytes, 1, bytes.length - 1, name)).toBe(true);
          expect(keyIs(bytes, 1, bytes.length - 1, `${name}x`)).toBe(false);
          expect(keyIs(bytes, 1, bytes.length - 1, `x${name.slice(1)}y`)).toBe(false);
        },
      ),
    );
  });

  test('a string that came before is read just as one that is new', () => {
    const text = fc.oneof(
      stringText,
      fc.constantFrom('""', '12', '{}', 'null', '[1]', '"12"', '"ul"'),
    );
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        for (const one of [...texts, ...texts]) {
          const bytes = encode(one);
          const value: unknown = JSON.parse(one);
          const wanted = typeof value === 'string' ? value : undefined;
          expect(parseString(bytes, { start: 0, end: bytes.length })).toBe(wanted);
        }
      }),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
