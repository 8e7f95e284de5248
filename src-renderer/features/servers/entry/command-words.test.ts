import { expect, test } from 'vitest';
import { joinCommand, printArguments, readArguments, splitCommand } from './command-words.ts';

test.each([
  ['npx -y @scope/server', ['npx', '-y', '@scope/server']],
  ['node "my file.js" --name=\'a b\'', ['node', 'my file.js', '--name=a b']],
  ['C:\\tools\\run.exe /x', ['C:\\tools\\run.exe', '/x']],
  ['  ', []],
  ['say ""', ['say', '']],
])('%s is cut into words', (line, words) => {
  expect(splitCommand(line)).toEqual(words);
});

test('a command is shown as it could be typed', () => {
  expect(joinCommand(['npx', '-y', 'a b', "it's", '${project}'])).toBe(
    "npx -y 'a b' 'it'\\''s' ${project}",
  );
});

test.each([
  [['-y', '@scope/server', '/a path/x']],
  [['', ' padded ', '"quoted"', 'two\nlines', '[1, 2]']],
  [[]],
])('arguments %j come back as they were', (args) => {
  expect(readArguments(printArguments(args))).toEqual(args);
});

test('a line that only begins with a quote is taken as it is', () => {
  expect(readArguments('"half\n\n  plain  ')).toEqual(['"half', 'plain']);
});
