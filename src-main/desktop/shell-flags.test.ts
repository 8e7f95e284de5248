import { expect, test } from 'vitest';
import { readShellFlags } from './shell-flags.ts';

test('the desktop app takes the flags of `loom serve`', () => {
  const args = ['/opt/loom', '--http-addr', ':8090', '--allowed-origins=http://a, http://b'];
  expect(readShellFlags([...args, '--config', 'c.yaml', '--hidden'])).toMatchObject({
    hidden: true,
    flags: { httpAddr: ':8090', allowedOrigins: ['http://a', 'http://b'], config: 'c.yaml' },
  });
});

test("Electron's own switches, and none at all, leave everything as it is", () => {
  for (const args of [[], ['/opt/loom', '--no-sandbox', '--inspect=0', '--disable-gpu']]) {
    const { hidden, flags } = readShellFlags(args);
    expect(hidden).toBe(false);
    expect(Object.values(flags).filter((flag) => flag !== undefined)).toEqual([]);
  }
});
