import { describe, expect, test } from 'vitest';
import type { Edited } from './editor.ts';
import { jsoncEditor, jsonEditor } from './json.ts';

const loom = { command: '/opt/loom', args: ['proxy'] };
const inOneLine = '"loom": { "command": "/opt/loom", "args": ["proxy"] }';

function put(text: string, path = ['mcpServers', 'loom']): string {
  return textOf(jsoncEditor.put(text, path, loom));
}

function textOf(edited: Edited): string {
  if (!edited.ok) throw new Error(edited.reason);
  return edited.text;
}

describe('a new entry', () => {
  test('is laid out as a file of its own where there is none', () => {
    const fresh = [
      '{',
      '  "mcpServers": {',
      '    "loom": {',
      '      "command": "/opt/loom",',
      '      "args": ["proxy"]',
      '    }',
      '  }',
      '}',
      '',
    ].join('\n');
    for (const text of ['', ' \n ', 'null']) expect(put(text).trim()).toBe(fresh.trim());
    expect(put('')).toBe(fresh);
    expect(put('\uFEFF')).toBe(`\uFEFF${fresh}`);
    expect(put('\r\n')).toBe(fresh.replaceAll('\n', '\r\n'));
    expect(put('// mine')).toBe(`// mine\n${fresh}`);
  });

  test('goes behind the comments at the end of its last sibling’s line, the comma before them', () => {
    expect(put('{\n  "a": 1 /* x */ // y\n  // z\n}\n', ['loom'])).toBe(
      [
        '{',
        '  "a": 1, /* x */ // y',
        '  "loom": {',
        '    "command": "/opt/loom",',
        '    "args": ["proxy"]',
        '  }',
        '  // z',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('stays in the line of siblings that share one', () => {
    expect(put('{ "mcpServers": {} }')).toBe(`{ "mcpServers": { ${inOneLine} } }`);
    expect(put('{"a":1,"mcpServers":{}}')).toBe(
      '{"a":1,"mcpServers":{"loom":{"command":"/opt/loom","args":["proxy"]}}}',
    );
    expect(put('{ "a": 1 /* x */ }', ['loom'])).toBe(`{ "a": 1, /* x */ ${inOneLine} }`);
  });

  test('is as short as its last sibling', () => {
    const text = '{\n  "mcpServers": {\n    "a": { "url": "x" }\n  }\n}';
    expect(put(text)).toBe(
      `{\n  "mcpServers": {\n    "a": { "url": "x" },\n    ${inOneLine}\n  }\n}`,
    );
  });

  test('has its lists over several lines where the sibling has', () => {
    const text = '{\n\t"a": {\n\t\t"args": [\n\t\t\t"x"\n\t\t]\n\t}\n}';
    expect(put(text, ['loom'])).toContain('\t\t"args": [\n\t\t\t"proxy"\n\t\t]\n\t}\n}');
  });

  test('ends with a comma where JSONC siblings do, and in no other file', () => {
    const text = '{\n  "mcpServers": {\n    "a": { "url": "x" },\n  },\n}';
    expect(put(text)).toContain(`    "a": { "url": "x" },\n    ${inOneLine},\n  },\n}`);
    const plain = textOf(jsonEditor.put(text, ['mcpServers', 'loom'], loom));
    expect(plain).toContain(`    "a": { "url": "x" },\n    ${inOneLine}\n  },\n}`);
    expect(put('{\n  "a": 1,\n}')).toMatch(/\n {4}\},\n {2}\},\n\}$/);
  });

  test('opens an empty object, whose comments stay', () => {
    expect(put('{\n  // none yet\n}', ['loom'])).toMatch(
      /^\{\n {2}\/\/ none yet\n {2}"loom": \{\n/,
    );
    expect(put('{\n  "mcpServers": {\n  }\n}')).toMatch(
      /\{\n {4}"loom": \{[\s\S]*\n {4}\}\n {2}\}\n\}$/,
    );
  });

  test('takes the place of null', () => {
    expect(put('{ "mcpServers": null, "a": 1 }')).toBe(
      `{ "mcpServers": { ${inOneLine} }, "a": 1 }`,
    );
  });

  test('has the line end of its neighbour', () => {
    expect(put('{\r\n  "a": { "b": 1 }\r\n}\n', ['loom'])).toContain(`},\r\n  ${inOneLine}\r\n}\n`);
    expect(put('{\r\n  "a": { "b": 1 }\n}\r\n', ['loom'])).toContain(`},\n  ${inOneLine}\n}\r\n`);
  });

  test('may have a name that is special elsewhere', () => {
    const text = put('{}', ['__proto__', 'a.b', '']);
    expect(JSON.stringify(JSON.parse(text))).toBe(
      `{"__proto__":{"a.b":{"":${JSON.stringify(loom)}}}}`,
    );
    const source = jsonEditor.sourceOf(text, ['__proto__', 'a.b', '', 'args']);
    expect(source).toBe('["proxy"]');
  });

  test('of a list is known by its name', () => {
    const text = '{ "servers": [{ "name": "a" }, null, 3] }';
    const path = ['servers', { named: 'loom' }];
    const edited = textOf(jsonEditor.put(text, path, loom));
    const entry = '{ "name": "loom", "command": "/opt/loom", "args": ["proxy"] }';
    expect(edited).toBe(`{ "servers": [{ "name": "a" }, null, 3, ${entry}] }`);
    expect(textOf(jsonEditor.put(edited, path, loom))).toBe(edited);
    expect(textOf(jsonEditor.remove(edited, path))).toBe(text);
    expect(jsonEditor.put(text, path, { name: 'other' })).toMatchObject({ ok: false });
  });
});

describe('a value that is there', () => {
  test('is replaced alone', () => {
    const text = '{ "loom": { "command": "/old", /* mine */ "env": { "A": "1" } } } // end';
    const edited = textOf(jsonEditor.put(text, ['loom', 'command'], '/new'));
    expect(edited).toBe(text.replace('/old', '/new'));
  });

  test('is left alone where it says the same in other words', () => {
    const text = '{"l\\u006fom":{ "args":["pr\\u006fxy"],"command":"\\/opt\\/loom" }}';
    expect(put(text, ['loom'])).toBe(text);
  });

  test('is taken out with its line, its comma and the comment in its line', () => {
    const lines = ['{', '  "a": 1, // of a', '  // of all', '  "b": 2 // of b', '}'];
    const without = (key: string) => textOf(jsoncEditor.remove(lines.join('\n'), [key]));
    expect(without('a')).toBe('{\n  // of all\n  "b": 2 // of b\n}');
    expect(without('b')).toBe('{\n  "a": 1 // of a\n  // of all\n}');
    expect(without('c')).toBe(lines.join('\n'));
  });

  test('never takes the end of a line comment with it', () => {
    const text = '{ "a": 1, // x\n  "b": 2 }';
    expect(textOf(jsoncEditor.remove(text, ['b']))).toBe('{ "a": 1 // x\n   }');
  });

  test('leaves an empty object behind without blanks', () => {
    expect(textOf(jsonEditor.remove('{\n  "a": {\n    "b": 1\n  }\n}', ['a', 'b']))).toBe(
      '{\n  "a": {}\n}',
    );
  });

  test('is shown as it stands', () => {
    const text = '{"a": [1, { "b": 1.50 } ]}';
    expect(jsonEditor.sourceOf(text, ['a', 1])).toBe('{ "b": 1.50 }');
    expect(jsonEditor.sourceOf(text, ['a', 2])).toBeUndefined();
    expect(jsonEditor.sourceOf('{', ['a'])).toBeUndefined();
  });
});

describe('a list', () => {
  test('gets a value at its end, in its own layout', () => {
    const append = (text: string) => textOf(jsoncEditor.append(text, ['a'], 'loom'));
    expect(append('{"a": ["x", "y"]}')).toBe('{"a": ["x", "y", "loom"]}');
    expect(append('{"a":[]}')).toBe('{"a":["loom"]}');
    expect(append('{\n  "a": [\n    "x", // y\n  ]\n}')).toBe(
      '{\n  "a": [\n    "x", // y\n    "loom",\n  ]\n}',
    );
  });

  test('has to be there', () => {
    for (const text of ['{}', '{"a":{}}', '{"a":null}', '']) {
      expect(jsonEditor.append(text, ['a'], 1), text).toMatchObject({ ok: false });
    }
  });
});

describe('what is refused', () => {
  test.each([
    ['a text that is cut off', '{\n  "a": {', 'ends before', 2, 9],
    ['a key that is there twice', '{ "loom": 1,\n  "l\\u006fom": 2 }', 'twice', 2, 3],
    ['a root that is a list', '[1]', 'not an object', 1, 1],
    ['a root that is a text', '\uFEFF "loom"', 'not an object', 1, 2],
    ['a missing comma', '{\r\n"a": 1\r\n"b": 2}', 'comma', 3, 1],
    ['two values', '{}\n{}', 'after the end', 2, 1],
    ['a Windows path with single backslashes', '{"a": "C:\\Users"}', 'backslash', 1, 10],
    ['a text that does not end', '{"a": "x\n}', 'not closed', 1, 7],
    ['a comment that does not end', '{} /* x', 'never closed', 1, 4],
    ['a key without quotes', '{a: 1}', 'no JSON value', 1, 2],
    ['a lone comma', '{,}', 'missing', 1, 2],
    ['another number', '{"a": 01}', 'missing', 1, 8],
  ])('%s', (_, text, reason, line, column) => {
    const why = { ok: false, reason: expect.stringContaining(reason), line, column };
    expect(jsoncEditor.put(text, ['loom'], 1)).toEqual(why);
  });

  test('what is nested without end, at no risk', () => {
    for (const text of ['['.repeat(1_000_000), '{"a":'.repeat(200_000)]) {
      expect(jsonEditor.read(text)).toMatchObject({ ok: false, line: 1 });
      expect(jsonEditor.put(text, ['a'], 1)).toMatchObject({ ok: false });
    }
  });

  test('numbers that JSON cannot say', () => {
    expect(jsonEditor.put('{}', ['a'], Number.NaN)).toMatchObject({ ok: false });
    expect(jsonEditor.append('{"a":[]}', ['a'], [Number.POSITIVE_INFINITY])).toMatchObject({
      ok: false,
    });
  });

  test('never says what stands in the file', () => {
    const secret = 'ghp_EXAMPLE';
    for (const text of [`{"a": ${secret}}`, `{"a": "${secret}\n"}`, `{"${secret}"}`, secret]) {
      const read = jsonEditor.read(text);
      expect(JSON.stringify(read)).not.toContain(secret);
      expect(read.ok).toBe(false);
    }
  });
});

test('tells what is odd in a file, and where', () => {
  const text = '\uFEFF{\n  // one\n  "a": [1,],\n  "b": { "c": 1, "c": 2 }, // two\n}';
  expect(jsonEditor.read(text)).toEqual({
    ok: true,
    content: { a: [1], b: { c: 2 } },
    oddities: [
      { kind: 'bom', line: 1, column: 1 },
      { kind: 'comment', line: 2, column: 3 },
      { kind: 'trailing-comma', line: 3, column: 10 },
      { kind: 'duplicate-key', line: 4, column: 18, key: 'c' },
    ],
  });
  expect(jsonEditor.read('{}')).toEqual({ ok: true, content: {}, oddities: [] });
  expect(jsonEditor.read(' \r\n')).toEqual({ ok: true, content: undefined, oddities: [] });
});

test('edits a file of more than 20 MB', () => {
  const history = Array.from({ length: 130_000 }, (_, index) => ({
    display: `prompt ${index}: ${'lorem ipsum '.repeat(10)}`,
    pastedContents: {},
  }));
  const text = JSON.stringify({ projects: { '/a': { history } }, mcpServers: {} }, null, 2);
  expect(text.length).toBeGreaterThan(20_000_000);
  const edited = put(text);
  expect(JSON.parse(edited).mcpServers).toEqual({ loom });
  expect(edited.startsWith(text.slice(0, -6))).toBe(true);
  expect(textOf(jsonEditor.remove(edited, ['mcpServers', 'loom']))).toBe(text);
  const local = put(text, ['projects', '/a', 'mcpServers', 'loom']);
  expect(JSON.parse(local).projects['/a'].mcpServers).toEqual({ loom });
}, 60_000);
