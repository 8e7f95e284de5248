/** The system's browser, and pages in it. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium; undefined where there is none, and tests skip. */
export const chromiumPath = candidates.find(existsSync);

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-background-networking', '--no-pings'],
  });
}

/**
 * A page of its own profile, as somebody sees it who asked for less motion: nothing is half there, neither
 * to be clicked nor to be judged. `errors` gathers what the browser complains about, such as the CSP.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, errors, [Symbol.asyncDispose]: () => context.close() };
}

/** Waits until the page shows the hub's state. */
export async function untilLive(page: Page): Promise<void> {
  await page.getByText('Hub running').waitFor();
}
