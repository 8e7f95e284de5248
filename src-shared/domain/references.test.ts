import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findReferences, referenceProblem, splitReferences } from './references.ts';

test('finds each kind, between literal text', () => {
  expect(splitReferences('a${env:X_1}b${secret:my.key}${project}/${home}')).toEqual([
    { kind: 'text', text: 'a' },
    { kind: 'env', name: 'X_1', written: '${env:X_1}' },
    { kind: 'text', text: 'b' },
    { kind: 'secret', name: 'my.key', written: '${secret:my.key}' },
    { kind: 'project', written: '${project}' },
    { kind: 'text', text: '/' },
    { kind: 'home', written: '${home}' },
  ]);
});

test('takes a doubled dollar for a literal, and other dollars for text', () => {
  const text = '$${env:X} $x $ $$ {a}';
  expect(findReferences(text)).toEqual([]);
  const literal = splitReferences(text).map((part) => (part.kind === 'text' ? part.text : '?'));
  expect(literal.join('')).toBe('${env:X} $x $ $$ {a}');
});

test.each([
  ['${FOO_BAR}', 'unknown reference "${FOO_BAR}"; did you mean "${env:FOO_BAR}"?'],
  ['${workspaceFolder}', 'use "${project}"'],
  ['${env:}', '"${env:…}" needs a name'],
  ['${env:A B}', '"${env:…}" needs a name'],
  ['${secret:A:-x}', '"${secret:…}" needs a name'],
  ['${input:x}', 'unknown reference "${input:x}"'],
  ['x${', '"${" has no "}"'],
  ['${}', 'an unknown reference'],
  ['${p@ss word}', 'an unknown reference "${…}"'],
])('%s is no reference: %s', (text, problem) => {
  expect(referenceProblem(text)?.text).toContain(problem);
});

test('loses no character of any text', () => {
  const piece = fc.constantFrom('$', '{', '}', '${', '$${', 'env:', 'A', '${home}', ' ');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      if (referenceProblem(text)) return;
      const again = splitReferences(text).map((part) =>
        part.kind === 'text'
          ? part.text.replaceAll('${', () => '$${')
          : 'written' in part
            ? part.written
            : '',
      );
      expect(again.join('')).toBe(text);
    }),
  );
});
