import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServerId } from '../../../../src-shared/domain/server.ts';
import { chooseId, toServerId } from './server-id.ts';

test('names of clients become names of the registry', () => {
  expect(toServerId('github.com/modelcontextprotocol/servers/tree/main/src/github')).toBe('github');
  expect(toServerId('@scope/pkg')).toBe('pkg');
  expect(toServerId('Café Müller')).toBe('Cafe-Muller');
  expect(toServerId('a__b_')).toBe('a_b');
  expect(toServerId('🙂')).toBe('server');
  expect(toServerId('docs.example')).toBe('docs-example');
});

test('whatever a name is, a valid one that nobody has comes of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (name, others) => {
      const known = Object.fromEntries([...others, toServerId(name)].map((id) => [id, true]));
      const { id } = chooseId({ names: [name] }, { known, used: new Set(), alreadyAs: undefined });
      expect(ServerId.safeParse(id).success).toBe(true);
      expect(Object.hasOwn(known, id)).toBe(false);
    }),
  );
});
