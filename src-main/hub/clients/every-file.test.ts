/** Every way of writing, of every client, in every fixture that could be such a file. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editors } from './editing/index.ts';
import { checkInsertion, putEntry } from './testing/check-insertion.ts';
import { withEntry } from './testing/expected-content.ts';
import { isStrictJson, parsePlainly } from './testing/parse-plainly.ts';
import { clashingSamples, samplesFor, variants } from './testing/samples.ts';
import { entryPath, loomEntries, writtenShapes } from './testing/written-shapes.ts';

const shapes = writtenShapes();
const name = 'loom';

describe.each(shapes)('$id', (shape) => {
  test.each(samplesFor(shape))('adds its entry to $name and changes nothing else', ({ text }) => {
    for (const variant of Object.values(variants))
      for (const entry of loomEntries(shape, name))
        checkInsertion(shape, variant(text), { name, entry });
  });

  test.each(['', '  \n', '\uFEFF'])('makes a whole file out of a blank one: %j', (text) => {
    const [entry = {}] = loomEntries(shape, name);
    const made = putEntry(shape, text, { name, entry });
    expect(parsePlainly(shape.format, made)).toEqual(withEntry({}, shape, { name, entry }));
    if (shape.format === 'json') expect(isStrictJson(made)).toBe(true);
    expect(made.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
  });
});

test('a list is never put where a map is, nor a map where a list is', () => {
  const pairs = shapes.flatMap((shape) =>
    clashingSamples(shape).map(({ text }) => ({ shape, text })),
  );
  expect(pairs.length).toBeGreaterThan(0);
  for (const { shape, text } of pairs) {
    const { put } = editors[shape.format];
    for (const entry of loomEntries(shape, name))
      expect(put(text, entryPath(shape, name), entry)).toMatchObject({ ok: false });
  }
});

test('any name in any file of any client: one entry more, and back again', () => {
  const cases = shapes.flatMap((shape) =>
    samplesFor(shape).map((sample) => ({ shape, sample, at: `${shape.id} in ${sample.name}` })),
  );
  const where = fc.constantFrom(...cases.map(({ at }) => at));
  const written = fc.constantFrom(...Object.keys(variants));
  // The parser that judges here, not the editor, loses a key of that name.
  const anyName = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => text !== '__proto__');
  const property = fc.property(where, written, anyName, fc.nat(1), (place, how, named, pick) => {
    const found = cases.find(({ at }) => at === place);
    const text = variants[how]?.(found?.sample.text ?? '');
    if (!found || text === undefined) throw new Error(place);
    const { shape } = found;
    fc.pre(editors[shape.format].sourceOf(text, entryPath(shape, named)) === undefined);
    const entries = loomEntries(shape, named);
    const entry = entries[pick % entries.length] ?? {};
    checkInsertion(shape, text, { name: named, entry });
  });
  fc.assert(property, { numRuns: 300 });
});
