import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Registry } from '../../../src-shared/domain/registry.ts';
import { parseRegistry } from './parse-registry.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { planRemoveProfile, planSetProfile } from './profile-edits.ts';
import { planUpdate } from './registry-edits.ts';
import { print, registryText, textStyle } from './testing/registry-texts.ts';

const path = '/home/ada/registry.yaml';

function parse(text: string): ParsedYaml<Registry> {
  const reading = parseRegistry(text, path);
  if (!reading.ok) throw reading.problems[0];
  return reading;
}

const update = (text: string, id: string, entry: Record<string, unknown>) =>
  planUpdate(parse(text), path, id, entry)?.text;
const setProfile = (text: string, name: string, profile: object) =>
  planSetProfile(parse(text), path, name, profile as never)?.text;

const github = `servers:
  # work
  github: # mine
    transport: stdio
    command: npx # the runner
    args:
      - -y # yes
      # pinned
      - "@scope/it@1.0.0"
    env: { TOKEN: "\${secret:T}", LEVEL: info } # e
    # not now
    # enabled: false
    title: 'GitHub'
# end
`;
const entry = {
  transport: 'stdio',
  command: 'npx',
  args: ['-y', '@scope/it@1.0.0'],
  env: { TOKEN: '${secret:T}', LEVEL: 'info' },
  title: 'GitHub',
};

describe('updating a server', () => {
  test('changes a value in its place, in the quotes it has', () => {
    expect(update(github, 'github', { ...entry, title: "Git'Hub" })).toBe(
      github.replace("'GitHub'", "'Git''Hub'"),
    );
    expect(update(github, 'github', { ...entry, command: 'uvx' })).toBe(
      github.replace('npx #', 'uvx #'),
    );
    const env = { TOKEN: '${secret:OTHER}', LEVEL: 'info' };
    expect(update(github, 'github', { ...entry, env })).toBe(
      github.replace('secret:T}', 'secret:OTHER}'),
    );
  });

  test('changes, inserts and removes single items of a list', () => {
    const args = ['-y', '@scope/it@2.0.0'];
    expect(update(github, 'github', { ...entry, args })).toBe(github.replace('1.0.0', '2.0.0'));
    const more = ['-y', '-q', '@scope/it@1.0.0', 'a: b'];
    expect(update(github, 'github', { ...entry, args: more })).toBe(
      github
        .replace('# yes\n', '# yes\n      - -q\n')
        .replace('1.0.0"\n', '1.0.0"\n      - "a: b"\n'),
    );
    expect(update(github, 'github', { ...entry, args: ['@scope/it@1.0.0'] })).toBe(
      github.replace('      - -y # yes\n', ''),
    );
    expect(update(github, 'github', { ...entry, args: ['-y'] })).toBe(
      github.replace('      - "@scope/it@1.0.0"\n', ''),
    );
  });

  test('adds keys at the end and takes keys out', () => {
    const { title, ...rest } = entry;
    expect(update(github, 'github', rest)).toBe(github.replace("    title: 'GitHub'\n", ''));
    expect(update(github, 'github', { ...entry, tools: { deny: ['x'] }, scope: 'session' })).toBe(
      github.replace('# end', '    tools:\n      deny: [x]\n    scope: session\n# end'),
    );
    expect(title).toBe('GitHub');
  });

  test('may turn it into a server of another kind', () => {
    const after = update(github, 'github', { transport: 'http', url: 'https://x/mcp' });
    expect(parse(after ?? '').raw).toEqual({
      servers: { github: { transport: 'http', url: 'https://x/mcp' } },
    });
    expect(after).toMatch(/^servers:\n {2}# work\n {2}github: # mine\n {4}transport: http\n/);
  });

  test('fills what is there without a value, and empties what has one', () => {
    const text = 'servers:\n  a:\n    transport: stdio\n    command: x\n    env: # none\n';
    const base = { transport: 'stdio', command: 'x' };
    const filled = update(text, 'a', { ...base, env: { A: '1' } });
    expect(filled).toBe(`${text}      A: "1"\n`);
    expect(update(filled ?? '', 'a', { ...base, env: {} })).toBe(
      text.replace('env: # none', 'env: {} # none'),
    );
    expect(update(text, 'a', { ...base, env: null, args: [] })).toBe(`${text}    args: []\n`);
  });

  test('works in flow style and in JSON', () => {
    const flow = 'servers: {a: {transport: stdio, command: x, args: [a, b]}} # c\n';
    const a = { transport: 'stdio', command: 'y', args: ['b', 'c'], enabled: false };
    expect(update(flow, 'a', a)).toBe(
      'servers: {a: {transport: stdio, command: y, args: [b, c], enabled: false}} # c\n',
    );
    const json = '{"servers": {"a": {"transport": "stdio", "command": "x"}}}';
    expect(JSON.parse(update(json, 'a', a) ?? '')).toEqual({ servers: { a } });
  });

  test('through an alias or over a merge key changes this one alone', () => {
    const shared =
      'servers:\n  a: &a {transport: stdio, command: x, env: {A: b}}\n  b: *a # b\n  c:\n    <<: *a\n';
    const other = { transport: 'stdio', command: 'z', env: { A: 'b' } };
    expect(parse(update(shared, 'b', other) ?? '').raw).toMatchObject({ servers: { b: other } });
    expect(update(shared, 'c', other)).toBe(`${shared}    command: z\n`);
    expect(() => update(shared, 'a', other)).toThrow('cannot edit without touching other entries');
    expect(() => update(shared, 'c', { transport: 'stdio', command: 'x' })).toThrow(
      'cannot edit without touching',
    );
  });

  test('with the same entry writes nothing; a wrong or unknown one is refused', () => {
    expect(update(github, 'github', entry)).toBeUndefined();
    expect(() => update(github, 'github', { ...entry, comand: 'x' })).toThrow('did you mean');
    expect(() => update(github, 'other', entry)).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});

const text = fc.constantFrom(
  'x',
  '1.10',
  'true',
  'a: b',
  '# no',
  "it's",
  '"q"',
  '',
  'two\nlines',
  'ü',
);
const anyEntry = fc.record(
  {
    transport: fc.constant('stdio' as const),
    command: fc.constantFrom('x', 'npx', 'a b'),
    args: fc.array(text, { maxLength: 4 }),
    env: fc.dictionary(fc.constantFrom('A', 'B', 'C_1'), text),
    enabled: fc.boolean(),
    title: text,
    scope: fc.constantFrom('auto', 'session'),
    tools: fc.record(
      { allow: fc.array(text, { maxLength: 2 }), deny: fc.array(text, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['transport', 'command'] },
);

describe('whatever the file looks like', () => {
  const runs = { numRuns: 500 };
  /** Nothing but computing, of which a busy machine does less: in milliseconds. */
  const longest = 60_000;

  test(
    'an update gives the entry its content and changes nothing outside it',
    () => {
      fc.assert(
        fc.property(registryText, textStyle, fc.nat(), anyEntry, (pieces, how, pick, after) => {
          const one = pieces.entries[pick % pieces.entries.length];
          const id = one?.id ?? '';
          const before = print(pieces, how);
          const { raw } = parse(before);
          const result = update(before, id, after) ?? before;
          const servers = (raw as { servers: Record<string, unknown> }).servers;
          const expected = { ...(raw as object), servers: { ...servers, [id]: after } };
          expect(parse(result).raw).toEqual(expected);
          expect(Object.keys((parse(result).raw as typeof expected).servers)).toEqual(
            Object.keys(servers),
          );
          const entryText = how.crlf ? one?.text.replaceAll('\n', '\r\n') : one?.text;
          const at = before.indexOf(entryText?.trimEnd() ?? '');
          expect(result.slice(0, at)).toBe(before.slice(0, at));
          expect(result.endsWith(before.slice(at + (entryText?.length ?? 0)))).toBe(true);
        }),
        runs,
      );
    },
    longest,
  );

  test(
    'a second update to the old content keeps every comment outside of what went and came',
    () => {
      fc.assert(
        fc.property(registryText, textStyle, fc.nat(), text, (pieces, how, pick, title) => {
          const one = pieces.entries[pick % pieces.entries.length];
          const before = print(pieces, how);
          const old = (parse(before).raw as { servers: Record<string, object> }).servers[
            one?.id ?? ''
          ];
          const commented = before.match(/# (why|entry|inner|off|c|e|last)\b/g) ?? [];
          const there = update(before, one?.id ?? '', { ...old, idle_stop: '5m' }) ?? '';
          const changed = update(there, one?.id ?? '', { ...old, idle_stop: title ? '6m' : '7m' });
          const back = update(changed ?? '', one?.id ?? '', { ...old }) ?? '';
          expect(back.match(/# (why|entry|inner|off|c|e|last)\b/g) ?? []).toEqual(commented);
          expect(back.replace(/\r?\n$/, '')).toBe(before.replace(/\r?\n$/, ''));
        }),
        runs,
      );
    },
    longest,
  );

  test(
    'setting and removing a profile changes nothing but it',
    () => {
      const anyProfile = fc.record(
        {
          servers: fc.oneof(
            fc.constant('*'),
            fc.array(fc.constantFrom('a', 'b2'), { maxLength: 2 }),
          ),
          tools: fc.record(
            { allow: fc.array(text, { maxLength: 2 }), deny: fc.array(text, { maxLength: 3 }) },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ['servers'] },
      );
      fc.assert(
        fc.property(registryText, textStyle, anyProfile, anyProfile, (pieces, how, one, two) => {
          const before = print(pieces, how);
          const first = setProfile(before, 'mine', one) ?? '';
          expect(first.startsWith(before.slice(0, 20))).toBe(true);
          const second = setProfile(first, 'mine', two) ?? first;
          const tidy = Object.keys(two.tools ?? {}).length > 0 ? two : { servers: two.servers };
          expect(parse(second).raw).toMatchObject({ profiles: { mine: tidy } });
          const without = planRemoveProfile(parse(second), path, 'mine').text;
          const rest = (parse(before).raw as { profiles?: object }).profiles ?? {};
          expect((parse(without).raw as { profiles?: object }).profiles ?? {}).toEqual(rest);
          expect((parse(without).raw as { servers: object }).servers).toEqual(
            (parse(before).raw as { servers: object }).servers,
          );
        }),
        runs,
      );
    },
    longest,
  );
});

describe('profiles', () => {
  test('go behind everything else, and keep what is written', () => {
    const file = 'servers: {} # s\n# end\n';
    const first = setProfile(file, 'review', { servers: ['github'] });
    expect(first).toBe(`${file}profiles:\n  review:\n    servers: [github]\n`);
    const tools = { allow: ['github__get_*'] };
    expect(setProfile(first ?? '', 'review', { servers: ['github'], tools })).toBe(
      `${first}    tools:\n      allow: [github__get_*]\n`,
    );
  });

  test('what was left to the default stays so', () => {
    const file = 'profiles:\n  p:\n    tools: { deny: [a, b] } # no\n';
    expect(setProfile(file, 'p', { servers: '*', tools: { deny: ['a'] } })).toBe(
      file.replace('[a, b]', '[a]'),
    );
    expect(setProfile(file, 'p', { servers: '*', tools: { deny: ['a', 'b'] } })).toBeUndefined();
  });

  test('have names that are no property of anything, and such as are allowed', () => {
    expect(setProfile('', 'constructor', { servers: '*' })).toBe(
      'profiles:\n  constructor:\n    servers: "*"\n',
    );
    expect(() => setProfile('', 'a b', { servers: '*' })).toThrow(
      'profiles."a b": expected 1 to 64',
    );
    expect(() => planRemoveProfile(parse(''), path, 'toString')).toThrow(
      expect.objectContaining({ code: 'unknown-profile' }),
    );
  });
});
