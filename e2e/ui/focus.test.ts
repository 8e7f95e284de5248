/** Where the focus is when something that floated is gone: not at the page's top. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { writeClientFile } from './client-files.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { openConsole, pressTabUntil } from './real-console.ts';

let browser: Browser;

describe.skipIf(!chromiumPath)('the focus', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('goes back to what opened a dialog, or to its row where that is hidden', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    writeClientFile(hub, 'cursor');
    await hub.api.secrets.set({ name: 'API_KEY', secret: 'value' });
    await using opened = await openConsole(hub, browser, { path: '/servers' });
    const { page, errors } = opened;
    await page.getByRole('link', { name: 'echo' }).waitFor();
    await pressTabUntil(page, 'Add server');
    await openAndClose(page);
    await expect.poll(() => focused(page)).toBe('Add server');

    await page.goto(new URL('/secrets', page.url()).href);
    await pressTabUntil(page, 'Replace API_KEY');
    await openAndClose(page);
    await expect.poll(() => focused(page)).toBe('Replace API_KEY');
    // From one dialog into the next, and out of that.
    await pressTabUntil(page, 'API_KEY');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
    await page.getByRole('dialog', { name: 'Remove API_KEY' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'API_KEY', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('API_KEY');

    await page.goto(new URL('/profiles', page.url()).href);
    // Its buttons are there for the row that has the focus.
    await page.getByRole('row').filter({ hasText: 'default' }).focus();
    await page.getByRole('button', { name: 'Duplicate default' }).focus();
    await openAndClose(page);
    await expect.poll(() => focused(page)).toMatch(/^(Duplicate )?default/);
    expect(errors).toEqual([]);
  });

  test('goes back to where it was when the palette is closed', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await using opened = await openConsole(hub, browser, { path: '/servers' });
    const { page } = opened;
    await page.getByRole('link', { name: 'echo' }).waitFor();
    await pressTabUntil(page, 'Add server');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').fill('keyboard');
    await page.getByRole('dialog').getByRole('button').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Add server');
  });
});

async function openAndClose(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** What has the focus, by its accessible text. */
function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent;
  });
}
