import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literalText, splitReferences } from '../../../../src-shared/domain/references.ts';
import type { FoundReference, FoundSecret } from '../reading/found-server.ts';
import { createTextCutter } from './cut-text.ts';
import type { Text } from './draft.ts';

const secret = (value: string): FoundSecret => ({ path: [], where: 'env', value, text: value });
const reference = (text: string, name: string): FoundReference => ({
  path: [],
  text,
  kind: 'env',
  name,
});

test('a reference is found where it stands by itself', () => {
  const cut = createTextCutter({ secrets: [], references: [reference('$KEY', 'KEY')] });
  expect(cut('$KEY/$KEYS')).toEqual([
    { kind: 'reference', written: '${env:KEY}' },
    { kind: 'literal', text: '/$KEYS' },
  ]);
});

test('a "$" before a secret goes with it, since "$${" would be a plain text', () => {
  const cut = createTextCutter({ secrets: [secret('hunter22')], references: [] });
  expect(cut('a$hunter22')).toEqual([
    { kind: 'literal', text: 'a' },
    { kind: 'secret', value: '$hunter22' },
  ]);
});

/** As registry.yaml has it, and what a server then gets. */
function resolved(text: Text): string {
  const values = new Map<string, string>();
  const written = text
    .map((part, index) => {
      if (part.kind === 'literal') return literalText(part.text);
      if (part.kind !== 'secret') throw new Error('there are no others here');
      values.set(`S${index}`, part.value);
      return `\${secret:S${index}}`;
    })
    .join('');
  return splitReferences(written)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.kind === 'secret' ? (values.get(part.name) ?? '') : '?';
    })
    .join('');
}

test('whatever stands around secrets, the server gets the text that the client had', () => {
  const piece = fc.oneof(
    fc.constantFrom('$', '{', '}', '${', '$${', 'a', '${secret:X}'),
    fc.string({ maxLength: 4 }),
  );
  const value = fc.stringMatching(/^[A-Za-z0-9$-]{8,12}$/);
  fc.assert(
    fc.property(fc.array(piece), fc.array(piece), value, (before, after, hidden) => {
      const text = `${before.join('')}${hidden}${after.join('')}`;
      const cut = createTextCutter({ secrets: [secret(hidden)], references: [] })(text);
      expect(resolved(cut)).toBe(text);
      const shown = cut.map((part) => (part.kind === 'literal' ? part.text : ' ')).join('');
      expect(shown).not.toContain(hidden);
    }),
  );
});
