import { expect, test } from 'vitest';
import type { Adoption } from '../../../../src-shared/domain/secret-finding.ts';
import { exactly } from './exactly.ts';

test('names what was seen; a text of several secrets only once, and as a whole', () => {
  const all = [adoption('a.env.T', 'T'), adoption('b.url', 'B_KEY'), adoption('b.url', 'B_PASS')];
  expect(exactly(all, all)).toEqual(['a.env.T=T', 'b.url']);
  expect(exactly(all.slice(0, 1), all)).toEqual(['a.env.T=T']);
});

function adoption(id: string, secret: string): Adoption {
  const finding = { file: 'registry.yaml', line: 1, column: 1, field: id, preview: '…' };
  return { finding, server: 'a', id, secret, isKept: false };
}
