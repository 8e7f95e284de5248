import fc from 'fast-check';
import type { Json, KeyPath, PathPart } from '../../client.ts';

/** What a generated text may have beyond plain JSON. */
export interface Extras {
  comments: boolean;
  trailingCommas: boolean;
  /** Keys without quotes, single quotes, other numbers. */
  json5: boolean;
}

export interface JsonText {
  text: string;
  /** What the text means. */
  content: Json;
}

/** Few enough that generated paths often lead somewhere. */
export const keys = ['mcpServers', 'loom', 'name', 'a.b', 'größe 🔎', '//', '"', '__proto__', ''];

const json = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'json' },
    fc.oneof(
      fc.constantFrom(null, true, false, 0, -1, 12.5, 1e21, '', 'loom', '// no comment', 'C:\\new'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'json' }),
    tie('object'),
  ),
  object: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), tie('value')), {
      maxLength: 4,
      selector: ([key]) => key,
      depthIdentifier: 'json',
    })
    .map((entries) => Object.fromEntries(entries)),
}));

export const jsonValue: fc.Arbitrary<Json> = json.value;

/** Texts as people, programs and accidents lay them out. */
export function jsonTexts(extras: Extras): fc.Arbitrary<JsonText> {
  const layout = fc.record({
    kind: fc.constantFrom('pretty' as const, 'minified' as const, 'wild' as const),
    eol: fc.constantFrom('\n', '\r\n', '\r', 'mixed'),
    unit: fc.constantFrom('  ', '    ', '\t'),
    bom: fc.boolean(),
    trailingCommas: extras.trailingCommas ? fc.boolean() : fc.constant(false),
    decisions: fc.array(fc.nat(997), { minLength: 1, maxLength: 40 }),
  });
  return fc
    .tuple(
      fc.oneof({ weight: 9, arbitrary: json.object }, { weight: 1, arbitrary: json.value }),
      layout,
    )
    .map(([content, how]) => ({ content, text: new Printer(extras, how).print(content) }));
}

const part: fc.Arbitrary<PathPart> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...keys) },
  { weight: 1, arbitrary: fc.nat(3) },
  { weight: 1, arbitrary: fc.constant({ named: 'loom' }) },
);

/** With a path each: to something that is there, to a new key of something that is, or to nowhere. */
export function aimed(texts: fc.Arbitrary<JsonText>): fc.Arbitrary<JsonText & { at: KeyPath }> {
  return fc
    .tuple(texts, fc.array(fc.nat(5), { maxLength: 3 }), fc.array(part, { maxLength: 2 }))
    .map(([text, steps, further]) => {
      const at = [...walk(text.content, steps), ...further];
      return { ...text, at: at.length > 0 ? at : ['loom'] };
    });
}

/** As far as the steps lead; each is one of the keys there. */
function walk(content: Json, steps: readonly number[]): PathPart[] {
  const [step, ...rest] = steps;
  if (step === undefined || typeof content !== 'object' || content === null) return [];
  const entries = Object.entries(content);
  const [key, value] = entries[step % Math.max(entries.length, 1)] ?? [];
  if (key === undefined || value === undefined) return [];
  return [Array.isArray(content) ? Number(key) : key, ...walk(value, rest)];
}

interface Layout {
  kind: 'pretty' | 'minified' | 'wild';
  eol: string;
  unit: string;
  bom: boolean;
  trailingCommas: boolean;
  decisions: readonly number[];
}

class Printer {
  readonly #extras: Extras;
  readonly #how: Layout;
  #next = 0;

  constructor(extras: Extras, how: Layout) {
    this.#extras = extras;
    this.#how = how;
  }

  print(content: Json): string {
    const body = this.#gap('') + this.#value(content, '') + this.#gap('');
    return (this.#how.bom ? '\uFEFF' : '') + body;
  }

  #decide(among: number): number {
    const { decisions } = this.#how;
    this.#next += 1;
    return ((decisions[this.#next % decisions.length] ?? 0) + this.#next) % among;
  }

  #eol(): string {
    const { eol } = this.#how;
    return eol === 'mixed' ? (['\n', '\r\n', '\r'][this.#decide(3)] ?? '\n') : eol;
  }

  /** What may stand between any two tokens. */
  #gap(indent: string): string {
    const comments = this.#extras.comments && this.#decide(6) === 0;
    if (this.#how.kind !== 'wild') return comments ? ' /* a comment, with a } */ ' : '';
    const blanks = ['', '', ' ', '\t', this.#eol() + indent, `  ${this.#eol()}`];
    const gap = blanks[this.#decide(blanks.length)] ?? '';
    if (!comments) return gap;
    const texts = [
      `// "x": [${this.#eol()}`,
      '/**/',
      `/* 1${this.#eol()} 2 */`,
      `//${this.#eol()}`,
    ];
    return gap + (texts[this.#decide(texts.length)] ?? '');
  }

  #value(value: Json, indent: string): string {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value !== 'object' || value === null) return this.#scalar(value);
    const isList = Array.isArray(value);
    const members = isList
      ? value.map((one: Json) => (inner: string) => this.#value(one, inner))
      : Object.entries(value).map(
          ([key, one]) =>
            (inner: string) =>
              `${this.#key(key)}${this.#gap(inner)}:${this.#blank()}${this.#gap(inner)}${this.#value(one, inner)}`,
        );
    return (isList ? '[' : '{') + this.#members(members, indent) + (isList ? ']' : '}');
  }

  #members(members: readonly ((inner: string) => string)[], indent: string): string {
    if (members.length === 0) return this.#gap(indent);
    const inner = indent + this.#how.unit;
    const isLong = this.#how.kind === 'pretty' && this.#decide(4) > 0;
    const lineStart = (level: string) => (isLong ? this.#eol() + level : '');
    const printed = members.map((member, index) => {
      const isLast = index === members.length - 1;
      const comma = !isLast || this.#how.trailingCommas ? `${this.#gap(inner)},` : '';
      const line = lineStart(inner) + this.#gap(inner) + member(inner) + comma;
      return isLast || isLong ? line : line + this.#blank();
    });
    const remark = isLong && this.#extras.comments && this.#decide(3) === 0 ? ' // its own' : '';
    return printed.join('') + remark + lineStart(indent) + this.#gap(indent);
  }

  #blank(): string {
    return this.#how.kind === 'minified' ? '' : ' ';
  }

  #key(key: string): string {
    const isName = /^[A-Za-z_$][\w$]*$/.test(key);
    return this.#extras.json5 && isName && this.#decide(2) === 0 ? key : this.#text(key);
  }

  #text(text: string): string {
    const plain = JSON.stringify(text);
    if (this.#extras.json5 && this.#decide(3) === 0) {
      return `'${plain.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
    }
    if (plain.includes('\\') || this.#decide(4) > 0) return plain;
    return plain.replace(/[a-zA-Z]/, (letter) => {
      return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
  }

  #scalar(value: number | boolean | null): string {
    if (this.#extras.json5 && value === 12.5) return '+12.5';
    if (this.#extras.json5 && value === 0) return '0x0';
    return JSON.stringify(value);
  }
}
