/** The console in real windows, on a screen that nobody sees: as small and as wide as people make them. */
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasScreens, openScreen } from '../../../scripts/lib/desktop-tools.js';
import { serverEntry } from '../../harness/servers.ts';
import { chromiumPath, untilLive } from '../../ui/open-console.ts';
import { checkAccess } from '../../ui/real-console.ts';
import { openApp } from '../start-app.ts';
import { openWindow } from './open-window.ts';

const missing = chromiumPath ? (hasScreens() ? undefined : 'Xvfb') : 'Chromium';
if (missing) console.warn(`SKIPPED: windows on a screen need ${missing}, which is not installed`);

describe.skipIf(missing)('the console on a screen', () => {
  let screen: Awaited<ReturnType<typeof openScreen>>;
  let browser: Browser;
  beforeAll(async () => {
    screen = await openScreen();
    browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      headless: false,
      args: ['--no-sandbox', '--disable-background-networking', '--no-pings'],
      env: { ...process.env, DISPLAY: screen.display },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await screen?.close();
  });

  // The first is the smallest that the app's window can be.
  test.each([
    [900, 600],
    [1600, 1000],
  ])('fits a window of %i × %i', async (width, height) => {
    await using app = await openApp({ servers: { echo: serverEntry('echo') } });
    await using window = await openWindow(app, browser, { viewport: { width, height } });
    const { page, errors } = window;
    await untilLive(page);
    for (const path of ['/', '/servers']) {
      await window.goTo(path);
      await expect.poll(() => page.locator('main [aria-busy="true"]').count()).toBe(0);
      await checkAccess(page, `${path} at ${width} px`);
    }
    expect(errors).toEqual([]);
  });
});
