import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createKeychainProcess } from './keychain-process.ts';

/** Answers each question with a part of its own environment. */
const helper = `
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, account } = JSON.parse(line);
  console.log(JSON.stringify({ id, value: process.env[account] ?? false }));
});`;

test("the helper is Node, also where the hub's own program is Electron, and sees no secret", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loom-helper-'));
  const file = join(folder, 'helper.cjs');
  await writeFile(file, helper);
  const env = { PATH: process.env.PATH, LOOM_SECRET_TOKEN: 'canary', LANG: 'C' };
  const keychain = createKeychainProcess({ helper: file, platform: 'linux', env });
  const ask = (account: string) => keychain.ask({ op: 'get', service: 'loom', account });
  try {
    expect(await ask('ELECTRON_RUN_AS_NODE')).toBe('1');
    expect(await ask('LANG')).toBe('C');
    expect(await ask('LOOM_SECRET_TOKEN')).toBe(false);
  } finally {
    keychain.close();
    await rm(folder, { recursive: true, force: true });
  }
});
