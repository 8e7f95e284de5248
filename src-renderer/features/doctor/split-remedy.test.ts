import { expect, test } from 'vitest';
import { splitRemedy } from './split-remedy.ts';

test('what stands between backticks is a command', () => {
  expect(splitRemedy('Run `loom reload`, then look again.')).toEqual([
    { kind: 'text', text: 'Run ' },
    { kind: 'command', text: 'loom reload' },
    { kind: 'text', text: ', then look again.' },
  ]);
});

test('a remedy that is a command line can be copied whole', () => {
  const text = 'chmod 600 "/home/ada/vault.key"';
  expect(splitRemedy(text)).toEqual([{ kind: 'command', text }]);
});

test('a sentence stays one', () => {
  const text = 'They do no harm, and can be removed.';
  expect(splitRemedy(text)).toEqual([{ kind: 'text', text }]);
});
