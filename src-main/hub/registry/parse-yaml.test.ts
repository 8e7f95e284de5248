import { describe, expect, test } from 'vitest';
import { Config } from '../../../src-shared/domain/config.ts';
import type { Registry } from '../../../src-shared/domain/registry.ts';
import { parseRegistry } from './parse-registry.ts';
import { parseYaml } from './parse-yaml.ts';

const lines = (...text: string[]) => text.join('\n');
const file = '/home/ada/registry.yaml';

function problems(text: string): string[] {
  const reading = parseRegistry(text, file);
  return reading.ok ? [] : reading.problems.map((problem) => problem.message);
}

function value(text: string): Registry {
  const reading = parseRegistry(text, file);
  if (!reading.ok) throw reading.problems[0];
  return reading.value;
}

describe('a mistyped key', () => {
  test('is named with its place and the key that was meant', () => {
    const text = lines('servers:', '  github:', '    transport: stdio', '    comand: npx');
    // That `command` is missing needs no saying.
    expect(problems(text)).toEqual([
      'registry.yaml:4:5 servers.github.comand: unknown key; did you mean "command"?',
    ]);
  });

  test.each([
    ['idleStop', 'idle_stop'],
    ['idle-stop', 'idle_stop'],
    ['evn', 'env'],
    ['Command', 'command'],
    ['transprot', 'transport'],
  ])('%s is taken for %s', (typed, meant) => {
    const text = `servers:\n  a: {transport: stdio, command: x, ${typed}: y}`;
    expect(problems(text).join()).toContain(`unknown key; did you mean "${meant}"?`);
  });

  test('that is near to nothing gets the list of keys', () => {
    const [problem] = problems('servers:\n  a: {transport: http, url: "https://x", wibble: 1}');
    expect(problem).toContain('servers.a.wibble: unknown key; known: transport, url, headers,');
  });

  test('is one that another transport has: the old SSE transport has one era only', () => {
    const entry = 'transport: sse, url: "https://x", era: modern';
    expect(problems(`servers:\n  a: {${entry}}`).join()).toContain('servers.a.era: unknown key');
    expect(problems(`servers:\n  a: {${entry.replace('sse', 'http')}}`)).toEqual([]);
  });

  test('at the top of the file is found too', () => {
    expect(problems('server: {}')).toEqual([
      'registry.yaml:1:1 server: unknown key; did you mean "servers"?',
    ]);
  });
});

describe('a wrong value', () => {
  test.each([
    ['scope: sharde', 'found "sharde"; did you mean "shared"?'],
    ['era: moder', 'found "moder"; did you mean "modern"?'],
    ['max_concurrent: 0', 'expected at least 1, found 0'],
    ['max_concurrent: many', 'expected a number, found "many"'],
    ['enabled: yes', 'expected true or false, found "yes"'],
    ['idle_stop: soon', 'expected a duration such as "30s", "10m" or "2h", found "soon"'],
    ['idle_stop: 30d', 'expected a duration of at most "24d", found "30d"'],
    ['idle_stop: [1]', 'expected a duration such as "30s", "10m" or "2h", found a list'],
    ['cwd: ""', 'expected text, not an empty one'],
    ['args: -y', 'expected a list, found text'],
    ['args: [a, ~]', 'args[1]: expected text, found nothing'],
    ['env: [A]', 'expected a map, found a list'],
    ['env: {A: }', 'env.A: expected text, found nothing'],
    ['tools: {deny: x}', 'tools.deny: expected a list, found "x"'],
  ])('%s', (entry, complaint) => {
    const text = lines(
      'servers:',
      '  a:',
      '    transport: stdio',
      '    command: x',
      `    ${entry}`,
    );
    const [problem, ...others] = problems(text);
    expect(problem).toContain(complaint);
    expect(problem).toMatch(/^registry\.yaml:5:\d+ servers\.a\./);
    expect(others).toEqual([]);
  });

  test('is pointed at where it stands, also in one line', () => {
    const text = 'servers: {a: {transport: stdo, command: x}}';
    expect(problems(text)).toEqual([
      `registry.yaml:1:${text.indexOf('stdo') + 1} servers.a.transport: ` +
        'expected one of "stdio", "http", "sse", found "stdo"; did you mean "stdio"?',
    ]);
  });

  test('reached through an alias or a merge key is pointed at in the anchor', () => {
    const entry = lines('profiles:', '  x: &x {servers: 4}', '  y: *x');
    expect(problems(entry).map((problem) => problem.split(' ')[0])).toEqual([
      'registry.yaml:2:19',
      'registry.yaml:2:19',
    ]);
    const merged = lines('profiles:', '  x: &x', '    servers: 4', '  y: {<<: *x}');
    expect(problems(merged)[1]).toMatch(/^registry.yaml:3:14 profiles.y.servers/);
  });

  test.each(['env: {TOKEN: [sk-canary]}', 'args: {sk-canary: 1}', 'cwd: [sk-canary]'])(
    'that may be secret is not repeated: %s',
    (entry) => {
      const text = `servers:\n  a:\n    transport: stdio\n    command: x\n    ${entry}`;
      expect(problems(text)).toHaveLength(1);
      expect(problems(text).join()).not.toContain('canary');
    },
  );

  test('of a header or URL is not repeated', () => {
    const text = 'servers: {a: {transport: http, url: sk-canary, headers: {A: "x\\nsk-canary"}}}';
    expect(problems(text)).toHaveLength(2);
    expect(problems(text).join()).not.toContain('canary');
  });
});

describe('a missing key', () => {
  test('is reported at the entry that lacks it', () => {
    expect(problems('servers:\n  a:\n    transport: stdio')).toEqual([
      'registry.yaml:2:3 servers.a.command: missing; expected text',
    ]);
  });

  test('that a client config does not have comes with what to write', () => {
    expect(problems('servers:\n  a: {command: npx}').join()).toContain(
      'with a command it is "stdio"',
    );
    expect(problems('servers:\n  a: {url: "https://x"}').join()).toContain('"http" or "sse"');
  });
});

describe('a name', () => {
  test.each(['a__b', 'a_', '-a', 'a b', 'x'.repeat(33), '"a.b"'])('%s is refused', (name) => {
    const text = `servers:\n  ${name}: {transport: stdio, command: x}`;
    expect(problems(text).join()).toMatch(/^registry\.yaml:2:3 .*expected 1 to 32 letters/);
  });

  test('that looks like a number is still a name', () => {
    expect(value('servers: {0x1F: {transport: stdio, command: x}}').servers).toHaveProperty('0x1F');
  });
});

describe('text', () => {
  test('that looks like a number or a boolean stays as it is written', () => {
    const entry = 'env: {A: 0755, B: True, C: 1e3, D: 1_0}, args: [1.10, 0x1F, -1]';
    const { a } = value(`servers: {a: {transport: stdio, command: x, ${entry}}}`).servers;
    expect(a).toMatchObject({
      env: { A: '0755', B: 'True', C: '1e3', D: '1_0' },
      args: ['1.10', '0x1F', '-1'],
    });
  });

  test('with a reference that is none is refused, with its place', () => {
    const text = 'servers:\n  a:\n    transport: stdio\n    command: x\n    args: [a, "${FOO}"]';
    expect(problems(text)[0]).toMatch(
      /^registry\.yaml:5:15 servers\.a\.args\[1\]: unknown reference "\$\{FOO\}"; did you mean "\$\{env:FOO\}"/,
    );
  });
});

describe('a file without servers', () => {
  test.each([
    '',
    '\n',
    '# nothing yet\n',
    '---\n',
    '\uFEFF',
    'servers:\n',
    'servers: {}',
    '{}',
    'servers: ~\nprofiles:\n',
  ])('%j is valid and empty', (text) => {
    expect(value(text)).toEqual({ servers: {}, profiles: {} });
  });
});

describe('YAML', () => {
  test('anchors, aliases and merge keys work', () => {
    const text = lines(
      'servers:',
      '  a: &base',
      '    transport: stdio',
      '    command: npx',
      '    env: &env {TOKEN: "1"}',
      '  b: *base',
      '  c: {<<: *base, command: uvx}',
      '  d: {transport: stdio, command: x, env: *env}',
    );
    const { servers } = value(text);
    expect(servers.b).toEqual(servers.a);
    expect(servers.c).toEqual({ ...servers.a, command: 'uvx' });
    expect(servers.d).toMatchObject({ env: { TOKEN: '1' } });
  });

  test.each([
    ['servers: [\nx: 1', /^registry\.yaml:2:1 /],
    ['servers:\n\ta: 1', /^registry\.yaml:2:1 tabs are not allowed/],
    ['servers: {}\nservers: {}', /^registry\.yaml:2:1 this key is here twice/],
    ['servers: *nobody', /^registry\.yaml:1:10 unknown alias "\*nobody"/],
    ['servers: {}\n---\nservers: {}', /^registry\.yaml:2:1 a second document/],
    ['servers: !secret x', /^registry\.yaml:1:10 unresolved tag/],
    ['? [a]\n: b', /^registry\.yaml:1:3 expected a plain key/],
    ['- a', /^registry\.yaml:1:1 expected a map, found a list/],
    ['just text', /^registry\.yaml:1:1 expected a map, found "just text"/],
    ['servers: {a: {<<: 4}}', /merge/i],
    ['servers: "unfinished', /^registry\.yaml:1:\d+ missing closing "quote/],
  ])('%j is refused with its place', (text, complaint) => {
    expect(problems(text)[0]).toMatch(complaint);
  });

  test('with aliases that explode is refused', () => {
    const rows = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe']) {
      rows.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(problems(lines(...rows))[0]).toMatch(/alias/i);
  });

  test('syntax errors repeat nothing of the file', () => {
    for (const text of ['a: "x" sk-canary', 'a: [b]sk-canary', '%sk-canary', 'a: "\\q sk-canary']) {
      expect(problems(text).length).toBeGreaterThan(0);
      expect(problems(text).join()).not.toContain('canary');
    }
  });

  test('places are right with CRLF line ends and a byte order mark', () => {
    expect(
      problems('\uFEFFservers:\r\n  a:\r\n    transport: stdio\r\n    command: 1\r\n    x: 1'),
    ).toEqual([expect.stringMatching(/^registry\.yaml:5:5 servers\.a\.x: unknown key/)]);
  });
});

test('problems come in the order of the file and carry place, server and code', () => {
  const reading = parseRegistry('servers:\n  b: {}\n  a: {transport: stdio}\nx: 1', file);
  if (reading.ok) throw new Error('expected problems');
  expect(reading.problems.map((problem) => problem.place)).toEqual([
    { file, line: 2, column: 3 },
    { file, line: 3, column: 3 },
    { file, line: 4, column: 1 },
  ]);
  expect(reading.problems[0]).toMatchObject({ code: 'invalid-registry', server: 'b' });
});

test('a config is checked the same way', () => {
  const text = 'http:\n  adress: x\nlimits: {max_message: 5, idle_stop: 1h}\nnaming: bar';
  const reading = parseYaml({ text, file: 'config.yaml', schema: Config, code: 'invalid-config' });
  expect(reading.ok ? [] : reading.problems.map((problem) => problem.message)).toEqual([
    'config.yaml:2:3 http.adress: unknown key; did you mean "address"?',
    'config.yaml:3:23 limits.max_message: expected a size such as "64KB" or "128MB", found 5',
    'config.yaml:4:9 naming: expected one of "prefix", "bare", found "bar"; did you mean "bare"?',
  ]);
});
