import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { expect, test } from 'vitest';
import { electronProgram, hasDisplay } from '../../scripts/lib/electron.js';

const program = electronProgram();
const missing = !program ? "Electron's runtime" : !hasDisplay() ? 'a display' : undefined;
if (missing) {
  console.warn(`SKIPPED: the desktop app was not started, ${missing} is missing on this machine`);
}

test.skipIf(missing)('the desktop app hosts a hub and shows it in its window', async () => {
  const home = await mkdtemp(join(tmpdir(), 'loom-desktop-'));
  const app = await _electron.launch({
    executablePath: program ?? '',
    args: [join(import.meta.dirname, '../..'), '--no-sandbox'],
    env: { ...process.env, LOOM_HOME: home, LOOM_HTTP_ADDR: '127.0.0.1:0' } as Record<
      string,
      string
    >,
  });
  try {
    const page = await app.firstWindow();
    await page.getByText('Hub running').waitFor();
    expect(page.url()).toBe('loom-app://console/');
    const node = () => 'require' in globalThis || 'process' in globalThis;
    expect(await page.evaluate(node)).toBe(false);
  } finally {
    await app.close();
    await rm(home, { recursive: true, force: true });
  }
});
