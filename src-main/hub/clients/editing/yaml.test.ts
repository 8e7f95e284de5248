import { describe, expect, test } from 'vitest';
import type { Json, KeyPath } from '../client.ts';
import type { Edited } from './editor.ts';
import { yamlEditor } from './yaml.ts';

const loom = ['extensions', 'loom'];
const entry = { cmd: '/opt/loom', args: ['proxy'] };
const block = '  loom:\n    cmd: /opt/loom\n    args: [proxy]\n';
const fresh = `extensions:\n${block}`;

const textOf = (edited: Edited) => (edited.ok ? edited.text : `refused: ${edited.reason}`);
const put = (text: string, path: KeyPath, value: Json) => textOf(yamlEditor.put(text, path, value));
const remove = (text: string, path: KeyPath) => textOf(yamlEditor.remove(text, path));

describe('a new key of a map', () => {
  test.each(['', '\n', ' \n'])('is all of the blank text %j', (text) => {
    expect(put(text, loom, entry)).toBe(fresh);
  });

  test.each(['# mine\n', '---\n# mine\n', 'a: 1\n# the end\n', 'a: |\n  x\n', 'a: |+\n  x\n\n'])(
    'goes below all of %j where its map is missing',
    (text) => {
      expect(put(text, loom, entry)).toBe(text + fresh);
    },
  );

  test.each(['extensions:\n', 'extensions: # none yet\n', 'extensions:\n  # none yet\n'])(
    'goes into the empty %j',
    (text) => {
      expect(put(text, loom, entry)).toBe(text + block);
    },
  );

  test('goes below the last one and its comments, indented as they are', () => {
    const before = 'extensions:\n    a:\n        b: 1 # x\n        # in a\n    # last\n';
    const after = '\n# other\nz: 1\n';
    const added = '    loom:\n        cmd: x\n        envs:\n            A: "1"\n';
    expect(put(before + after, loom, { cmd: 'x', envs: { A: '1' } })).toBe(before + added + after);
  });

  test('stays above the end of the document', () => {
    expect(put('a: 1\n...\n', ['b'], 2)).toBe('a: 1\nb: 2\n...\n');
  });

  test('keeps line ends, byte order mark and the missing final newline', () => {
    const text = '\uFEFFextensions:\r\n  a: 1';
    expect(put(text, loom, entry)).toBe(`${text}\r\n${block.trimEnd().replaceAll('\n', '\r\n')}`);
  });

  test('stands between the braces of a map in flow style', () => {
    expect(put('extensions: {}\n', loom, { a: 1 })).toBe('extensions: { loom: { a: 1 } }\n');
    expect(put('extensions: null # x\n', loom, { a: 1 })).toBe(
      'extensions: { loom: { a: 1 } } # x\n',
    );
    expect(put('extensions: {\n  a: 1, # x\n}\n', loom, 2)).toBe(
      'extensions: {\n  a: 1, # x\n  loom: 2,\n}\n',
    );
    expect(put('{"extensions": {"a": 1}}', loom, entry)).toBe(
      '{"extensions": {"a": 1, "loom": { "cmd": "/opt/loom", "args": ["proxy"] }}}',
    );
  });
});

describe('an entry of a list', () => {
  const path = ['mcpServers', { named: 'Loom' }];
  const value = { name: 'Loom', command: 'x', env: { A: 'b' } };

  test.each([
    [
      'mcpServers:\n- name: a\n  # in a\n',
      '- name: Loom\n  command: x\n  env:\n    A: b\n',
      '# z\nz: 1\n',
    ],
    [
      'mcpServers:\n  - name: a\n  # last\n',
      '  - name: Loom\n    command: x\n    env:\n      A: b\n',
      '\nz: 1\n',
    ],
    ['mcpServers:\n-   name: a\n', '-   name: Loom\n    command: x\n    env:\n      A: b\n', ''],
  ])('is written as its siblings are: %j', (before, added, after) => {
    expect(put(before + after, path, value)).toBe(before + added + after);
  });

  test('has its dash where other lists of the file have theirs', () => {
    const item = 'name: Loom\n';
    expect(put('a:\n- x\n', path, { name: 'Loom' })).toBe(`a:\n- x\nmcpServers:\n- ${item}`);
    expect(put('a:\n  - x\n', path, { name: 'Loom' })).toBe(`a:\n  - x\nmcpServers:\n  - ${item}`);
    expect(put('mcpServers:\n', path, { name: 'Loom' })).toBe(`mcpServers:\n  - ${item}`);
    expect(put('mcpServers: []\n', path, {})).toBe('mcpServers: [{ name: Loom }]\n');
  });

  test('is changed where it stands, with its comments', () => {
    const text =
      'mcpServers:\n  - name: Loom # ours\n    # why\n    command: old # keep\n    args:\n      - proxy\n  - name: b\n';
    expect(put(text, path, { name: 'Loom', command: 'new', args: ['proxy'] })).toBe(
      text.replace('old', 'new'),
    );
    expect(put(text, [...path, 'args'], ['a', 'b'])).toBe(
      text.replace('args:\n      - proxy\n', 'args: [a, b]\n'),
    );
  });

  test('is taken out, and leaves an empty list where it was the only one', () => {
    const text = 'mcpServers: # all\n  - name: Loom\n    command: x\n\nz: 1\n';
    expect(remove(text, path)).toBe('mcpServers: [] # all\n\nz: 1\n');
    expect(remove('mcpServers:\n- name: a\n- name: Loom\n  b: 1\n', path)).toBe(
      'mcpServers:\n- name: a\n',
    );
  });

  test('is refused where two have its name', () => {
    const twice = 'mcpServers:\n- name: Loom\n- name: Loom\n';
    expect(put(twice, path, value)).toContain('twice');
    expect(remove(twice, path)).toContain('twice');
  });
});

describe('quotes', () => {
  const texts = [
    ...['on', 'Yes', 'no', 'y', 'null', '~', '', '3.10', '0123', '1e3', '0x1f', '12:30:45', '.5'],
    ...[
      '2001-12-14',
      'a: b',
      'a #b',
      '- x',
      '[x]',
      '{x',
      '*a',
      '&a',
      '!a',
      '%a',
      '@a',
      '`a',
      '=',
      '<<',
    ],
    ...[
      ' a',
      'a ',
      'a\nb\n',
      '\t',
      "it's",
      '"',
      'C:\\Users\\new folder',
      "C:\\it's",
      'é\u0085\u2028\uFEFF',
    ],
  ];

  test('stand around what some reader would take for something else', () => {
    const text = put('', ['a'], {
      texts,
      keys: Object.fromEntries(texts.map((key) => [key, key])),
    });
    expect(yamlEditor.read(text)).toMatchObject({ ok: true, content: { a: { texts } } });
    for (const key of texts) expect(text).not.toContain(`[${key},`);
    for (const key of texts) expect(text).not.toContain(`\n    ${key}: `);
  });

  test('are not needed for numbers, which every reader takes for such', () => {
    expect(put('', ['a'], [1e-7, 1e21, 1.5, -3])).toBe('a: [1.0e-7, 1.0e+21, 1.5, -3]\n');
  });

  test('are single ones around Windows paths', () => {
    expect(put('', ['cmd'], 'C:\\a b\\loom.exe')).toBe("cmd: 'C:\\a b\\loom.exe'\n");
  });
});

describe('taking out', () => {
  test('a key takes its lines and the comments in it', () => {
    const text =
      '# e\nextensions:\n  # about loom\n  loom: # ours\n    cmd: x\n    # in\n  # about b\n  b: 1\n';
    expect(remove(text, loom)).toBe('# e\nextensions:\n  # about loom\n  # about b\n  b: 1\n');
  });

  test('the only key leaves an empty map', () => {
    expect(remove(`# a\n${fresh}`, loom)).toBe('# a\nextensions: {}\n');
    expect(remove(`# a\n${fresh}`, ['extensions'])).toBe('# a\n');
  });

  test('the first key behind a dash moves the next one up', () => {
    expect(remove('a:\n  - b: 1\n    c: 2\n', ['a', 0, 'b'])).toBe('a:\n  - c: 2\n');
  });

  test('what is not there changes nothing', () => {
    expect(remove('a: 1', loom)).toBe('a: 1');
  });
});

test('the source of a value is its text', () => {
  const text = `a: "x" # y\n${fresh}z:\n`;
  expect(yamlEditor.sourceOf(text, ['a'])).toBe('"x"');
  expect(yamlEditor.sourceOf(text, loom)).toBe('cmd: /opt/loom\n    args: [proxy]');
  expect(yamlEditor.sourceOf(text, ['z'])).toBe('');
  expect(yamlEditor.sourceOf(text, ['b'])).toBeUndefined();
});
