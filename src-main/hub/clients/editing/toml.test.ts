import { describe, expect, test } from 'vitest';
import type { Json, KeyPath } from '../client.ts';
import type { Edited } from './editor.ts';
import { tomlEditor } from './toml.ts';

const loom = ['mcp_servers', 'loom'];
const entry = { command: '/opt/loom', args: ['proxy'] };
const section = '[mcp_servers.loom]\ncommand = "/opt/loom"\nargs = ["proxy"]\n';

const textOf = (edited: Edited) => (edited.ok ? edited.text : `refused: ${edited.reason}`);
const put = (text: string, path: KeyPath, value: Json) => textOf(tomlEditor.put(text, path, value));
const remove = (text: string, path: KeyPath) => textOf(tomlEditor.remove(text, path));
const append = (text: string, path: KeyPath, value: Json) =>
  textOf(tomlEditor.append(text, path, value));

describe('a new table', () => {
  test.each(['', '\n', ' \n\n'])('is all of the blank text %j', (text) => {
    expect(put(text, loom, entry)).toBe(section);
  });

  test('keeps the line ends and the byte order mark of a blank text', () => {
    expect(put('\uFEFF\r\n', loom, entry)).toBe(`\uFEFF${section.replaceAll('\n', '\r\n')}`);
  });

  test.each([
    'model = "x" # keep\n',
    '# only a comment\n',
    'mcp_servers.a = { command = "a" }\n',
    '[mcp_servers.a]\ncommand = "a"\n\n# the end\n',
    '[mcp_servers]\n',
  ])('goes to the end of %j', (text) => {
    expect(put(text, loom, entry)).toBe(`${text}\n${section}`);
  });

  test('leaves a file without final newline without', () => {
    expect(put('a = 1 # x', loom, entry)).toBe(`a = 1 # x\n\n${section.trimEnd()}`);
  });

  test('is indented as its last sibling is', () => {
    const text = '  [mcp_servers.a]\n\t\tcommand = "a"\n';
    const wanted = `${text}\n  [mcp_servers.b]\n\t\tcommand = "b"\n`;
    expect(put(text, ['mcp_servers', 'b'], { command: 'b' })).toBe(wanted);
  });

  test('goes between the braces of an inline parent, where a header would be wrong', () => {
    expect(put('mcp_servers = {} # all\n', loom, { a: 1 })).toBe(
      'mcp_servers = { loom = { a = 1 } } # all\n',
    );
    expect(put('mcp_servers = { x = { a = 1 } }', loom, { a: 1 })).toBe(
      'mcp_servers = { x = { a = 1 }, loom = { a = 1 } }',
    );
  });

  test('quotes what is no bare key', () => {
    const text = put('', ['mcp_servers', 'a.b "c" é'], { 'X Y': 'z', env: { '': '' } });
    expect(text).toBe('[mcp_servers."a.b \\"c\\" é"]\n"X Y" = "z"\nenv = { "" = "" }\n');
  });
});

describe('an entry of a list of tables', () => {
  const list = '[[servers]]\nname = "a"\nenv.A = "1"\n\n[[servers]]\nname = "b"\nenv.A = "2"\n';
  const element = '[[servers]]\nname = "loom"\ncommand = "x"\n';
  const path = ['servers', { named: 'loom' }];

  test('becomes a further element', () => {
    expect(put(list, path, { command: 'x' })).toBe(`${list}\n${element}`);
    expect(put('', path, { command: 'x' })).toBe(element);
    expect(append(list, ['servers'], { name: 'loom', command: 'x' })).toBe(`${list}\n${element}`);
  });

  test('goes into an inline list where the list is one', () => {
    expect(put('servers = []', path, {})).toBe('servers = [{ name = "loom" }]');
    expect(put('servers = [\n  { name = "a" }, # a\n]', path, {})).toBe(
      'servers = [\n  { name = "a" }, # a\n  { name = "loom" },\n]',
    );
  });

  test('is found by its name, and changed where it stands', () => {
    expect(put(list, ['servers', { named: 'b' }, 'env', 'A'], '3')).toBe(
      list.replace('"2"', '"3"'),
    );
    expect(put(list, ['servers', { named: 'a' }, 'env', 'B'], '3')).toBe(
      list.replace('env.A = "1"\n', 'env.A = "1"\nenv.B = "3"\n'),
    );
    expect(put(list, ['servers', { named: 'a' }, 'headers'], { X: 'y' })).toBe(
      list.replace('env.A = "1"\n', 'env.A = "1"\nheaders = { X = "y" }\n'),
    );
  });

  test('is taken out with what is in it', () => {
    const text = `${list}\n[servers.headers]\nX = "y"\n\n# after\n`;
    expect(remove(text, ['servers', { named: 'b' }])).toBe(
      '[[servers]]\nname = "a"\nenv.A = "1"\n\n# after\n',
    );
  });

  test('is refused where two have its name, or it has another', () => {
    const twice = list.replace('"b"', '"a"');
    expect(put(twice, ['servers', { named: 'a' }, 'x'], 1)).toContain('two entries');
    expect(remove(twice, ['servers', { named: 'a' }])).toContain('two entries');
    expect(put(list, path, { name: 'x' })).toContain('another name');
  });

  test('may define a table in another way than its neighbour does', () => {
    const text = '[[s]]\nname = "a"\nenv = { A = "1" }\n\n[[s]]\nname = "b"\n\n[s.env]\nA = "2"\n';
    expect(put(text, ['s', { named: 'b' }, 'env', 'A'], '3')).toBe(text.replace('"2"', '"3"'));
    expect(tomlEditor.read(text)).toMatchObject({
      content: { s: [{ env: { A: '1' } }, { name: 'b', env: { A: '2' } }] },
    });
  });
});

describe('a single value', () => {
  const text =
    '# top\n\n[mcp_servers.loom] # ours\n  command = "/old" # keep\n  args = [ "proxy" ]\n\n[t]\na = 1\n';

  test('is replaced where it stands', () => {
    expect(put(text, [...loom, 'command'], 'C:\\x y\\loom.exe')).toBe(
      text.replace('"/old"', "'C:\\x y\\loom.exe'"),
    );
  });

  test('is put below the last one of its table', () => {
    expect(put(text, [...loom, 'enabled'], true)).toBe(
      text.replace('"proxy" ]\n', '"proxy" ]\n  enabled = true\n'),
    );
  });

  test('is put above all headers where it belongs to no table', () => {
    expect(put(text, ['model'], 'x')).toBe(text.replace('# top\n\n', '# top\n\nmodel = "x"\n\n'));
    expect(put('[t]\n', ['model'], 'x')).toBe('model = "x"\n\n[t]\n');
  });

  test('leaves the rest of an entry alone that is put as a whole', () => {
    const changed = { command: '/new', args: ['proxy'], env: { A: 'b' } };
    expect(put(text, loom, changed)).toBe(
      text
        .replace('"/old"', '"/new"')
        .replace(
          '\n\n[t]\na = 1\n',
          '\n\n[t]\na = 1\n\n  [mcp_servers.loom.env]\n  A = "b"\n'.replace(/^ {2}/gm, ''),
        ),
    );
  });

  test('survives in TOML as it is', () => {
    const values = [1e20, -0.5, 1e-7, 12, 'a"\\\'\n\u007F\u0000', '1979-05-27', "it's \\", [], {}];
    const written = put('', ['a'], { values });
    expect(tomlEditor.read(written)).toMatchObject({ content: { a: { values } } });
  });

  test.each([
    [{ a: null }, 'no null'],
    ['\uD800', 'Unicode'],
    [Number.NaN, 'finite'],
  ])('is refused where TOML cannot hold it: %j', (value, reason) => {
    expect(put(text, [...loom, 'x'], value)).toContain(reason);
  });
});

describe('taking out', () => {
  test('a table takes its own lines, those of its tables, and one blank line', () => {
    const rest = '# about b\n[b]\nc = 1\n';
    const text = `[a]\nx = 1\n\n# about loom\n${section}# in\nz = 1\n\n[mcp_servers.loom.env]\nA = "b"\n\n${rest}`;
    expect(remove(text, loom)).toBe(`[a]\nx = 1\n\n# about loom\n\n${rest}`);
  });

  test('a value takes its line, or its comma', () => {
    expect(remove('[a]\nb = 1 # x\n# y\nc = 2\n', ['a', 'b'])).toBe('[a]\n# y\nc = 2\n');
    expect(remove('a = { b = 1, c = 2 }', ['a', 'b'])).toBe('a = { c = 2 }');
    expect(remove('a = { b = 1, c = 2 }', ['a', 'c'])).toBe('a = { b = 1 }');
    expect(remove('a = { b = 1 }', ['a', 'b'])).toBe('a = {}');
    expect(remove('a = [\n  1,\n  2 # two\n]\n', ['a', 1])).toBe('a = [\n  1\n]\n');
  });

  test('what is not there changes nothing', () => {
    expect(remove('a = 1', ['b', 'c'])).toBe('a = 1');
  });
});

describe('a text that is not TOML', () => {
  test.each([
    ['a = "x\n', 1, 7],
    ['\uFEFF[a]\nb = 1\nb = 2\n', 3, 1],
    ['[a]\r\n[a]\r\n', 2, 1],
    ['a = { b = 1 }\n[a.c]\n', 2, 1],
    ['a.b = 1\n[a]\n', 2, 1],
    ['a = []\n[[a]]\n', 2, 1],
  ])('is refused with line and column: %j', (text, line, column) => {
    expect(tomlEditor.read(text)).toMatchObject({ ok: false, line, column });
    expect(tomlEditor.put(text, loom, entry)).toMatchObject({ ok: false, line, column });
    expect(tomlEditor.remove(text, loom)).toMatchObject({ ok: false, line, column });
  });

  test.each([
    'a = EXAMPLEsecret',
    'a = "EXAMPLEsecret',
    'EXAMPLEsecret',
    'a = 1 EXAMPLEsecret',
    'a = "\\xEXAMPLE"',
  ])('is never quoted: %j', (text) => {
    const reading = tomlEditor.read(text);
    expect(reading).toMatchObject({ ok: false, reason: expect.any(String) });
    expect(JSON.stringify(reading)).not.toContain('EXAMPLE');
  });
});

test('oddities are a byte order mark and what only TOML 1.1 takes', () => {
  expect(tomlEditor.read('\uFEFFa = [1,]\nb = { c = 1, }\n')).toMatchObject({
    oddities: [
      { kind: 'bom', line: 1, column: 1 },
      { kind: 'trailing-comma', line: 2, column: 12 },
    ],
  });
});

test('the source of a value is its text, that of a table all its sections', () => {
  const text = `a = "x" # y\n${section}\n[b]\n[mcp_servers.loom.env]\nA = 'b'\n`;
  expect(tomlEditor.sourceOf(text, ['a'])).toBe('"x"');
  expect(tomlEditor.sourceOf(text, loom)).toBe(`${section}[mcp_servers.loom.env]\nA = 'b'\n`);
  expect(tomlEditor.sourceOf(text, ['c'])).toBeUndefined();
});
