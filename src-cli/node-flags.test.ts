import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hubNodeFlags } from '../src-shared/hub-node-flags.ts';

// They cannot import the flags: a shell, a batch file, and a script that any Node may run.
test.each(['resources/bin/loom', 'resources/bin/loom.cmd', 'scripts/start.js'])(
  '%s gives Node the flags of a hub',
  (file) => {
    const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    for (const flag of hubNodeFlags) expect(text).toMatch(new RegExp(`${flag}(?!\\d)`));
  },
);
