/** For property tests: texts of registry.yaml as people might write them. */
import fc from 'fast-check';

/** A registry in pieces, so that a test knows which characters belong to which entry. */
export interface Pieces {
  head: string;
  entries: { id: string; before: string; text: string }[];
  tail: string;
}

const comment = fc.constantFrom('', '\n', '# note: {x}\n', '  # indented\n\n', '\n\n# a\n# b\n');
const scalar = fc.constantFrom(
  'x',
  '"q: \\u00e9"',
  "'it''s'",
  '1.10',
  'true',
  'a b  c',
  '"#no"',
  'ünï',
);
const key = fc.constantFrom('a', 'b2', "'c'", '"d-e"', 'F_g', '0h');

const blockEntry = fc
  .record({
    value: scalar,
    end: fc.constantFrom('', ' # why', '   '),
    inner: fc.constantFrom(
      '',
      '    # inner\n',
      '    env: {A: 1, B: "x,}"} # e\n',
      '    args:\n    - -y # z\n    -   "b"\n',
      '    args: [\n      a, # q\n      b ]\n',
      '    title: |\n      long # not a comment\n\n      text\n',
      '    title: >+\n      kept\n\n    scope: auto\n',
      '    env:\n      # A: 1\n',
      '    title: "two\n      lines"\n',
      '    tools: {deny: [a*]}\n    # last\n',
    ),
    enabled: fc.constantFrom('', '    enabled: true\n', '    enabled:   false # off\n'),
  })
  .map(
    ({ value, end, inner, enabled }) =>
      `: # entry\n    transport: stdio\n    command: ${value}${end}\n${enabled}${inner}`,
  );
const flowEntry = fc
  .tuple(scalar, fc.constantFrom('', ' # c', ' '), fc.boolean())
  .map(
    ([value, end, on]) =>
      `: { transport: stdio, command: ${value === 'a b  c' ? 'abc' : value}${on ? ', enabled: false' : ''} }${end}\n`,
  );

export const registryText: fc.Arbitrary<Pieces> = fc
  .record({
    head: fc.tuple(comment, fc.constantFrom('', 'profiles: {p: {servers: "*"}}\n', '---\n')),
    keys: fc.uniqueArray(key, { minLength: 1, maxLength: 4, selector: plain }),
    bodies: fc.array(fc.tuple(comment, fc.oneof(blockEntry, flowEntry)), {
      minLength: 4,
      maxLength: 4,
    }),
    tail: fc.constantFrom('', '# end', '\n# end\n', 'profiles: # p\n  r: {servers: [a]}\n'),
  })
  .map(({ head, keys, bodies, tail }) => ({
    head: `${head[1] === '---\n' ? '# d\n---\n' : head.join('')}servers: # all\n`,
    entries: keys.map((name, index) => {
      const [before, body] = bodies[index] ?? ['', ''];
      // A comment indented deeper than the keys would belong to the entry before it.
      return { id: plain(name), before: before.replace('  #', '#'), text: `  ${name}${body}` };
    }),
    tail: tail.startsWith('profiles') && head[1].startsWith('profiles') ? '' : tail,
  }));

function plain(name: string): string {
  return name.replace(/['"]/g, '');
}

export interface TextStyle {
  crlf: boolean;
  bom: boolean;
  cut: boolean;
}
export const textStyle = fc.record({ crlf: fc.boolean(), bom: fc.boolean(), cut: fc.boolean() });

export function print(pieces: Pieces, { crlf, bom, cut }: TextStyle): string {
  const entries = pieces.entries.map(({ before, text }) => before + text).join('');
  let text = pieces.head + entries + pieces.tail;
  if (cut && !/\|\n[\s\S]*text\n$/.test(text)) text = text.replace(/\n$/, '');
  if (crlf) text = text.replaceAll('\n', '\r\n');
  return bom ? `\uFEFF${text}` : text;
}
