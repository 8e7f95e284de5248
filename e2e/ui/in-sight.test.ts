/** What matters is not hidden below the window or cut off at its side. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { startHubWithClients } from './client-files.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { openConsole } from './real-console.ts';

let browser: Browser;

describe.skipIf(!chromiumPath)('in sight', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('is the chosen tool among many, below servers that are broken', async () => {
    const broken = ['a', 'b', 'c', 'd'].map((id) => [id, serverEntry('exit-at-start')]);
    await using hub = await startHub({
      servers: { ...Object.fromEntries(broken), many: serverEntry('many-tools') },
    });
    await hub.api.servers.start({ id: 'many' });
    for (const [id] of broken) await hub.api.servers.start({ id: String(id) }).catch(() => {});
    const viewport = { width: 1280, height: 700 };
    const path = '/playground?tool=many__tool_030';
    await using opened = await openConsole(hub, browser, { path, viewport });
    const { page } = opened;
    const option = page.getByRole('listbox').getByRole('option', { selected: true });
    await option.waitFor();
    await expect
      .poll(async () => {
        const box = await option.boundingBox();
        return box !== null && box.y > 48 && box.y + box.height < viewport.height;
      })
      .toBe(true);
  });

  test('is how many clients are connected, in a narrow window', async () => {
    await using hub = await startHubWithClients();
    const viewport = { width: 900, height: 900 };
    await using opened = await openConsole(hub, browser, { path: '/clients', viewport });
    const { page } = opened;
    await page.getByRole('link', { name: /not connected/ }).waitFor();
    const { cut, search } = await page.evaluate(() => {
      const state = document.querySelector('header h1 + div');
      const field = document.querySelector('header input');
      return {
        cut: state ? state.scrollWidth - state.clientWidth : -1,
        search: field?.getBoundingClientRect().width ?? 0,
      };
    });
    expect(cut).toBe(0);
    expect(search).toBeGreaterThan(100);

    // A file that cannot be read is not offered to be written.
    await page.goto(new URL('/clients/gemini-cli', page.url()).href);
    await page.getByText('Unreadable').first().waitFor();
    expect(await page.getByRole('button', { name: 'Connect…' }).count()).toBe(0);
  });
});
