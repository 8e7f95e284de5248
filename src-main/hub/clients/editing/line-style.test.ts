import { expect, test } from 'vitest';
import { filePlace } from './file-place.ts';
import { indentOfLine, indentUnit, lineEndNear } from './line-style.ts';

test('the line end of a place is the one that follows, else the one before', () => {
  const text = 'a\r\nb\nc\rd';
  expect([0, 3, 5, 7].map((offset) => lineEndNear(text, offset))).toEqual([
    '\r\n',
    '\n',
    '\r',
    '\r',
  ]);
  expect(lineEndNear('a\r\nb', 4)).toBe('\r\n');
  expect(lineEndNear('a', 0)).toBe('\n');
});

test('the indentation of a line is found behind a byte order mark, too', () => {
  expect(indentOfLine('\uFEFF  a', 3)).toBe('  ');
  expect(indentOfLine('a\n\t b c', 6)).toBe('\t ');
  expect(indentOfLine('a', 0)).toBe('');
});

test('the step of indentation is that of the first indented line that is no comment', () => {
  expect(indentUnit('{\n /* x\n   * y */\n    "a": 1')).toBe('    ');
  expect(indentUnit('{\r\n\t\t"a": 1')).toBe('\t');
  expect(indentUnit('{}')).toBe('  ');
});

test('lines and columns count from 1, whatever ends a line', () => {
  expect(filePlace('a\r\nbc\rd\n', 4)).toEqual({ line: 2, column: 2 });
  expect(filePlace('a\r\nbc\rd\n', 6)).toEqual({ line: 3, column: 1 });
  expect(filePlace('a\n', 2)).toEqual({ line: 2, column: 1 });
  expect(filePlace('\uFEFFa', 1)).toEqual({ line: 1, column: 1 });
  expect(filePlace('', 0)).toEqual({ line: 1, column: 1 });
});
