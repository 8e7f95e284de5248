import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test('oneLine keeps the meaning of a JSON text and puts it on one line', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('\n', '\r\n', '\t\n\r'), (value, indent) => {
      const text = JSON.stringify(value, null, 1).replaceAll('\n', indent);
      const line = new TextDecoder().decode(oneLine(new TextEncoder().encode(text)));
      expect(line).not.toMatch(/[\r\n]/);
      expect(JSON.parse(line)).toEqual(JSON.parse(text));
    }),
  );
  const compact = new TextEncoder().encode('{"a":"\\n"}');
  expect(oneLine(compact)).toBe(compact);
});
