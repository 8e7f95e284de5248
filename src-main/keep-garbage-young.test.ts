import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { keepGarbageYoung } from './keep-garbage-young.ts';

test('V8 knows the flag: one that it does not know would be passed over', () => {
  const [, name] = /--no-([a-z-]+)/.exec(String(keepGarbageYoung)) ?? [];
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(known).toContain(`--${name} `);
});
