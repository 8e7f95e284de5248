import fc from 'fast-check';
import type { Json, JsonObject } from '../../client.ts';

/** A text in some format, and what it means. */
export interface Written {
  text: string;
  content: JsonObject;
}

/** Takes one of the numbers below `count`; a writer asks for every choice that it has. */
export type Dice = (count: number) => number;

/** Writes content in whatever way of a format the dice say, with `\n` as line end. */
export type Writer = (content: JsonObject, dice: Dice) => string;

const name = fc.oneof(
  fc.constantFrom('a', 'b-c', 'name', 'on', 'x.y', 'two words', '0123', 'é', '😀', 'a"b', '#', '~'),
  fc.stringMatching(/^[a-z]{1,6}$/),
);

const text = fc.oneof(
  fc.constantFrom('', 'yes', '3.10', '0123', 'a: b', 'a #b', 'C:\\Users\\new', "it's", '- x', '{'),
  fc.constantFrom('two\nlines', '[x]', 'null', '1979-05-27', '"""', "'''", '\t', 'a\\', '=', '&a'),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 5 }).filter((one) => one.isWellFormed()),
);

const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => (number === 0 ? 0 : number)),
);

/** Without null, which TOML does not have. */
export const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(scalar, { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
    fc.array(fc.dictionary(name, tie('value'), { maxKeys: 3 }), { maxLength: 3 }),
  ),
})).value;

export const entry = fc.record(
  { command: text, args: fc.array(text, { maxLength: 3 }), env: fc.dictionary(name, text) },
  { requiredKeys: ['command', 'args'] },
);

const servers = fc.dictionary(name, fc.dictionary(name, value, { maxKeys: 3 }), { maxKeys: 3 });
const list = fc.uniqueArray(fc.record({ name, command: text, args: fc.array(text) }), {
  maxLength: 3,
  selector: (one) => one.name,
});

const content: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.dictionary(name, value, { maxKeys: 4 }),
    fc.record({ servers, list }, { requiredKeys: [] }),
    fc.dictionary(fc.stringMatching(/^z[a-z]{1,4}$/), value, { maxKeys: 2 }),
  )
  .map(([before, middle, after]) => ({ ...before, ...middle, ...after }));

/** Texts with each kind of line end, with and without byte order mark and final newline. */
export function written(write: Writer): fc.Arbitrary<Written> {
  const numbers = fc.array(fc.nat(997), { minLength: 40, maxLength: 40 });
  const frame = fc.record({ crlf: fc.boolean(), bom: fc.boolean(), last: fc.boolean() });
  return fc.tuple(content, numbers, frame).map(([object, rolls, { crlf, bom, last }]) => {
    let at = 0;
    const dice: Dice = (count) => (rolls[at++ % rolls.length] ?? 0) % count;
    const lines = write(object, dice);
    const ended = last ? lines : lines.replace(/\n+$/, '');
    const broken = crlf ? ended.replaceAll('\n', '\r\n') : ended;
    return { text: (bom ? '\uFEFF' : '') + broken, content: object };
  });
}

/** Comments have numbers, so that a test can say which of them are still there. */
export function commenting(dice: Dice): (prefix: string) => string {
  let count = 0;
  return (prefix) => {
    if (dice(4) > 0) return '';
    count += 1;
    return `${prefix}# note-${count}: [x] = "{"`;
  };
}

export function commentsOf(source: string): string[] {
  return source.match(/# note-\d+:/g) ?? [];
}
