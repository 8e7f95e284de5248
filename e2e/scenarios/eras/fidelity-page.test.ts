import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFidelity } from './write-fidelity.ts';

const page = join(import.meta.dirname, '../../../docs/fidelity.md');

test('docs/fidelity.md lists every deviation (vitest --update writes it)', async () => {
  await expect(writeFidelity()).toMatchFileSnapshot(page);
});
