/** What surrounds every page, for everybody. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser, openPage } from './open-console.ts';
import { checkAccess, letIn } from './real-console.ts';

let browser: Browser;

const servers = { echo: serverEntry('echo'), slow: serverEntry('slow') };

describe.skipIf(!chromiumPath)('what surrounds pages has no accessibility violation', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [900, 1600]) {
      test(`in ${colorScheme} at ${width} px`, async () => {
        await using hub = await startHub({ servers });
        await using opened = await openPage(browser, {
          colorScheme,
          viewport: { width, height: 1000 },
        });
        const { page } = opened;
        await page.goto(new URL('/nothing/here', hub.url).href);
        await page.getByText('loom console').waitFor();
        await checkAccess(page, 'no session');
        await letIn(hub, page);
        await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
        await checkAccess(page, 'no such page');
        await page.getByRole('complementary').locator('[tabindex="0"]').focus();
        await page.getByRole('tooltip').waitFor();
        await checkAccess(page, 'the evidence of the hub');
        await page.keyboard.press('?');
        await page.getByRole('dialog').getByText('Next row').waitFor();
        await checkAccess(page, 'the shortcuts');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').getByText('Presets').waitFor();
        await checkAccess(page, 'the palette');
        await page.keyboard.press('Escape');
        await hub.stop();
        await page.getByText('The hub does not answer.').waitFor();
        await checkAccess(page, 'offline');
      });
    }
  }
});
