import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Registry } from '../../../src-shared/domain/registry.ts';
import { parseRegistry } from './parse-registry.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { planAdd, planRemove, planSetEnabled } from './registry-edits.ts';
import { print, registryText as registry, textStyle as style } from './testing/registry-texts.ts';

const path = '/home/ada/registry.yaml';
const entry = { transport: 'stdio', command: 'npx', args: ['-y', '@scope/it'], env: { A: '1' } };

function parse(text: string): ParsedYaml<Registry> {
  const reading = parseRegistry(text, path);
  if (!reading.ok) throw reading.problems[0];
  return reading;
}

const add = (text: string, id = 'new', what: Record<string, unknown> = entry) =>
  planAdd(parse(text), path, id, what).text;
const remove = (text: string, id: string) => planRemove(parse(text), path, id).text;
const enable = (text: string, id: string, on: boolean) =>
  planSetEnabled(parse(text), path, id, on)?.text;

const lines = (...text: string[]) => text.join('\n');
const written = (indent: string) =>
  [
    'new:',
    '  transport: stdio',
    '  command: npx',
    '  args: [-y, "@scope/it"]',
    '  env:',
    '    A: "1"',
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');

describe('adding a server', () => {
  test.each(['', '# mine\n', '---\n', 'servers:\n', 'servers: # none yet\n'])('to %j', (text) => {
    const section = text.startsWith('servers') ? text : `${text}servers:\n`;
    expect(add(text)).toBe(section + written('  '));
  });

  test('goes behind the last one and its comments', () => {
    const before = lines(
      '# all',
      'servers:',
      '    a: # first',
      '        transport: stdio',
      '        command: x # why',
      '        # idle_stop: 5m',
      '',
    );
    const after = '\n# profiles\nprofiles: {}\n';
    expect(add(before + after)).toBe(before + written('    ') + after);
  });

  test('to a file without final newline leaves it without', () => {
    const text = 'servers:\n  a: {transport: stdio, command: x} # end';
    expect(add(text)).toBe(`${text}\n${written('  ')}`.trimEnd());
  });

  test('keeps CRLF', () => {
    const text = 'servers:\r\n  a: {transport: stdio, command: x}\r\n';
    expect(add(text)).toBe(text + written('  ').replaceAll('\n', '\r\n'));
  });

  test('in a flow map stays in it', () => {
    expect(
      add('servers: {a: {transport: stdio, command: x}} # c\n', 'b', {
        transport: 'http',
        url: 'https://x',
      }),
    ).toBe(
      'servers: {a: {transport: stdio, command: x}, b: { transport: http, url: https://x }} # c\n',
    );
  });

  test('to a JSON file keeps it JSON', () => {
    for (const text of [
      '{}',
      '{ "servers": {} }',
      '{"servers": {"a": {"transport": "stdio", "command": "x"}}}',
      '{"profiles": {}}',
    ]) {
      expect(JSON.parse(add(text))).toMatchObject({ servers: { new: entry } });
    }
  });

  test('writes texts that look like something else so that they stay texts', () => {
    const odd = {
      transport: 'stdio',
      command: 'x',
      args: [
        '1.10',
        'true',
        '',
        '# no',
        'a: b',
        '*x',
        'two\nlines',
        '${project}',
        '~',
        ' x ',
        "it's",
      ],
      env: { A: '${secret:A}', B: 'null' },
    };
    expect(parse(add('', 'odd', odd)).raw).toEqual({ servers: { odd } });
    expect(parse(add('{}', 'odd', odd)).raw).toEqual({ servers: { odd } });
  });

  test('under a name that is taken is refused', () => {
    expect(() => add('servers: {new: {transport: stdio, command: x}}')).toThrow(
      expect.objectContaining({ code: 'name-taken', server: 'new' }),
    );
  });

  test('that is wrong is refused, with what is wrong', () => {
    expect(() => add('', 'new', { transport: 'stdio', comand: 'x' })).toThrow(
      'servers.new.command: missing; expected text; servers.new.comand: unknown key; did you mean "command"?',
    );
    expect(() => add('', 'a__b')).toThrow('servers.a__b: expected 1 to 32 letters');
  });
});

describe('removing a server', () => {
  const text = lines(
    'servers:',
    '  # about a',
    '  a:',
    '    transport: stdio',
    '    # inside',
    '    command: x',
    '    # still inside',
    '',
    '  # about b',
    "  'b': {transport: stdio, command: x} # end",
    '  c:',
    '    transport: stdio',
    '    command: |-',
    '      x',
    '',
    'profiles: {}',
  );

  test('takes its lines and the comments in it, and nothing else', () => {
    expect(remove(text, 'a')).toBe(text.replace(/ {2}a:[\s\S]*still inside\n/, ''));
    expect(remove(text, 'b')).toBe(text.replace(/ {2}'b'.*\n/, ''));
    expect(remove(text, 'c')).toBe(text.replace(/ {2}c:[\s\S]* {6}x\n/, ''));
  });

  test('the last one leaves an empty list that takes new ones', () => {
    const empty = remove('servers:\n  a: {transport: stdio, command: x}\n', 'a');
    expect(empty).toBe('servers:\n');
    expect(add(empty)).toBe(`servers:\n${written('  ')}`);
  });

  test('from a flow map takes the right comma', () => {
    const one = '{transport: stdio, command: x}';
    const flow = `servers: {a: ${one}, b: ${one}, c: ${one}}`;
    expect(remove(flow, 'a')).toBe(`servers: {b: ${one}, c: ${one}}`);
    expect(remove(flow, 'b')).toBe(`servers: {a: ${one}, c: ${one}}`);
    expect(remove(flow, 'c')).toBe(`servers: {a: ${one}, b: ${one}}`);
    expect(remove(`servers: {a: ${one}}`, 'a')).toBe('servers: {}');
    expect(remove(`servers: {\n  a: ${one}, # one\n  b: ${one},\n}`, 'b')).toBe(
      `servers: {\n  a: ${one}, # one\n  \n}`,
    );
  });

  test('whose anchor another one uses is refused', () => {
    const shared = 'servers:\n  a: &x {transport: stdio, command: x}\n  b: *x\n';
    expect(() => remove(shared, 'a')).toThrow('cannot edit without touching other entries');
    expect(remove(shared, 'b')).toBe(shared.replace('  b: *x\n', ''));
  });

  test('that is not there is refused', () => {
    expect(() => remove('', 'a')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});

describe('enabling and disabling', () => {
  test('adds the key, then changes its value only', () => {
    const text = 'servers:\n  a:\n    transport: stdio\n    command: x # c\n# end\n';
    const off = text.replace('# c\n', '# c\n    enabled: false\n');
    expect(enable(text, 'a', false)).toBe(off);
    expect(enable(off, 'a', true)).toBe(off.replace('false', 'true'));
  });

  test('changes nothing where it is so already', () => {
    const text = 'servers: {a: {transport: stdio, command: x}}';
    expect(enable(text, 'a', true)).toBeUndefined();
  });

  test('works in flow style, through aliases and over merge keys', () => {
    const text =
      'servers:\n  a: &a {transport: stdio, command: x}\n  b: *a # b\n  c:\n    <<: *a\n';
    expect(enable(text, 'b', false)).toBe(text.replace('b: *a', 'b: { <<: *a, enabled: false }'));
    expect(enable(text, 'c', false)).toBe(`${text}    enabled: false\n`);
    expect(() => enable(text, 'a', false)).toThrow('cannot edit without touching other entries');
  });
});

describe('whatever the file looks like', () => {
  const runs = { numRuns: 300 };

  test('adding changes nothing but one new piece', () => {
    fc.assert(
      fc.property(registry, style, (pieces, how) => {
        const before = print(pieces, how);
        const after = add(before);
        expect(cutOut(before, after)).toBe(true);
        const { raw } = parse(before);
        expect(parse(after).raw).toEqual(withServers(raw, (all) => ({ ...all, new: entry })));
        expect(Object.keys(parse(after).value.servers).at(-1)).toBe('new');
      }),
      runs,
    );
  });

  test('removing takes exactly the entry', () => {
    fc.assert(
      fc.property(registry, style, fc.nat(), (pieces, how, pick) => {
        const index = pick % pieces.entries.length;
        const gone = pieces.entries[index];
        const rest = {
          ...pieces,
          entries: pieces.entries.map((one, at) => (at === index ? { ...one, text: '' } : one)),
        };
        const after = remove(print(pieces, how), gone?.id ?? '');
        const expected = print(rest, { ...how, cut: false });
        expect([expected, expected.replace(/\r?\n$/, '')]).toContain(after);
      }),
      runs,
    );
  });

  test('adding and removing again gives the same file', () => {
    fc.assert(
      fc.property(registry, style, (pieces, how) => {
        const before = print(pieces, how);
        const after = remove(add(before), 'new');
        expect(after.replace(/\r?\n$/, '')).toBe(before.replace(/\r?\n$/, ''));
      }),
      runs,
    );
  });

  test('enabling and disabling changes nothing outside the entry', () => {
    fc.assert(
      fc.property(registry, style, fc.nat(), (pieces, how, pick) => {
        const one = pieces.entries[pick % pieces.entries.length];
        const before = print(pieces, how);
        const { value, raw } = parse(before);
        const id = one?.id ?? '';
        const on = !value.servers[id]?.enabled;
        const after = enable(before, id, on) ?? '';
        const entryText = how.crlf ? one?.text.replaceAll('\n', '\r\n') : one?.text;
        const at = before.indexOf(entryText?.trimEnd() ?? '');
        expect(after.slice(0, at)).toBe(before.slice(0, at));
        const rest = before.slice(at + (entryText?.length ?? 0));
        expect(after.endsWith(rest)).toBe(true);
        expect(parse(after).raw).toEqual(
          withServers(raw, (all) => ({ ...all, [id]: { ...(all[id] as object), enabled: on } })),
        );
      }),
      runs,
    );
  });
});

/** Whether `before` is `after` with one connected piece cut out. */
function cutOut(before: string, after: string): boolean {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  return after.endsWith(before.slice(head));
}

function withServers(raw: unknown, change: (all: Record<string, unknown>) => object): unknown {
  const content = raw as { servers: Record<string, unknown> };
  return { ...content, servers: change(content.servers) };
}
