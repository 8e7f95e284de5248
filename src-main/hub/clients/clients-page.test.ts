import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realClients } from '../../../e2e/clients/real-clients.ts';
import { clients } from './index.ts';
import { pitfallGroups } from './testing/page/pitfalls.ts';
import { writeClientsPage } from './testing/page/write-clients-page.ts';

const root = join(import.meta.dirname, '../../..');

test('docs/clients.md says what the registry says (node scripts/clients-page.js)', async () => {
  await expect(writeClientsPage()).toMatchFileSnapshot(join(root, 'docs/clients.md'));
});

test('real clients are clients of the registry', () => {
  const known = clients.map(({ id }) => id);
  expect(realClients.filter(({ id }) => !known.includes(id))).toEqual([]);
});

describe('traps', () => {
  const pitfalls = pitfallGroups.flatMap(({ pitfalls }) => pitfalls);

  test('are all of those that are known', () => {
    expect(pitfalls.length).toBe(55);
  });

  test.each(pitfalls)('$trap has a test that exists, or a reason', ({ tests = [], reason }) => {
    expect(tests.length > 0 || reason !== undefined).toBe(true);
    for (const { file, title } of tests)
      expect(readFileSync(join(root, file), 'utf8')).toContain(title);
  });
});
