import { expect, test } from 'vitest';
import { sideBySideRows } from './side-by-side-rows.ts';

const same = (left: number, right: number, text: string) => ({
  kind: 'lines',
  left: { number: left, text, isChanged: false },
  right: { number: right, text, isChanged: false },
});

test('puts what goes beside what comes in its place', () => {
  const diff = `--- mcp.json
+++ mcp.json
@@ -4,4 +4,5 @@
 {
-  "a": 1
+  "a": 2,
+  "b": 3
 }
 
`;
  expect(sideBySideRows(diff)).toEqual([
    { kind: 'place', text: '@@ -4,4 +4,5 @@' },
    same(4, 4, '{'),
    {
      kind: 'lines',
      left: { number: 5, text: '  "a": 1', isChanged: true },
      right: { number: 5, text: '  "a": 2,', isChanged: true },
    },
    {
      kind: 'lines',
      left: undefined,
      right: { number: 6, text: '  "b": 3', isChanged: true },
    },
    same(6, 7, '}'),
    same(7, 8, ''),
  ]);
});

test('a line that begins with dashes is no name of a file', () => {
  const diff = '--- a\n+++ b\n@@ -1,1 +1,1 @@\n--- x\n+++ y\n\\ No newline at end of file\n';
  expect(sideBySideRows(diff).slice(1)).toEqual([
    {
      kind: 'lines',
      left: { number: 1, text: '-- x', isChanged: true },
      right: { number: 1, text: '++ y', isChanged: true },
    },
  ]);
});

test('each region has its own numbers; nothing makes no rows', () => {
  const rows = sideBySideRows('@@ -1 +1 @@\n-a\n+b\n@@ -9,1 +9,0 @@\n-c\n');
  expect(rows.at(-1)).toEqual({
    kind: 'lines',
    left: { number: 9, text: 'c', isChanged: true },
    right: undefined,
  });
  expect(sideBySideRows('')).toEqual([]);
});
