import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hideCredentials } from './hide-credentials.ts';

test.each([
  ['{"password":"hunter2","user":"ada"}', '{"password":"…","user":"ada"}'],
  ['{"apiKey" : "a\\"b", "x": 1}', '{"apiKey" : "…", "x": 1}'],
  [
    '{"a":{"Authorization":"Bearer x"},"b":[{"token":"t"}]}',
    '{"a":{"Authorization":"…"},"b":[{"token":"…"}]}',
  ],
  ['{"secret":{"a":["}",1]},"b":2}', '{"secret":"…","b":2}'],
  ['{"access_token":12345,"b":2}', '{"access_token":"…","b":2}'],
  ['{"pass\\u0077ord":"x"}', '{"pass\\u0077ord":"…"}'],
  ['{"key":"9f8a7b6c5d4e3f2a1b0c9d8e"}', '{"key":"…"}'],
])('hides values of fields that are named like credentials: %s', (json, clean) => {
  expect(hideCredentials(json)).toBe(clean);
});

test.each([
  '{"key":"colour","path":"/etc/passwd","max_tokens":5}',
  '{"password":"","token":null,"secret":false,"big":12345678901234567890}',
  '{"text":"the \\"password\\" is in the drawer"}',
  '["password","x"]',
  '',
  'no json',
])('leaves everything else as it stands: %s', (json) => {
  expect(hideCredentials(json)).toBe(json);
});

test('looks into JSON that stands in a string', () => {
  const inner = JSON.stringify({ a: 1, password: 'hunter2' });
  const clean = hideCredentials(JSON.stringify({ content: [{ type: 'text', text: inner }] }));
  expect(clean).not.toContain('hunter2');
  expect(JSON.parse(JSON.parse(clean).content[0].text)).toEqual({ a: 1, password: '…' });
});

test('hides in a text that was cut off anywhere', () => {
  const inner = JSON.stringify({ n: 1, password: 'hunter2-inner' });
  const json = JSON.stringify({
    a: 'x',
    password: 'hunter2-outer',
    b: { token: 'hunter2-token' },
    inner,
  });
  for (let end = 0; end <= json.length; end++) {
    expect(hideCredentials(json.slice(0, end))).not.toContain('hunter2');
  }
});

test('takes any text, and stays JSON where it was', () => {
  fc.assert(
    fc.property(fc.json(), fc.string(), (json, other) => {
      expect(() => JSON.parse(hideCredentials(json))).not.toThrow();
      expect(typeof hideCredentials(other)).toBe('string');
    }),
  );
});
