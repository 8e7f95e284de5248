/** The console of a real hub in a real browser, and what tests of all pages ask of it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestHub } from '../harness/hub.ts';
import { openPage, untilLive } from './open-console.ts';

/** A page of the console, in a browser that the hub let in. */
export async function openConsole(
  hub: TestHub,
  browser: Browser,
  { path, ...options }: BrowserContextOptions & { path: string },
) {
  const opened = await openPage(browser, { viewport: { width: 1280, height: 900 }, ...options });
  const { url } = await hub.api.hub.consoleLink();
  await opened.page.goto(url);
  await untilLive(opened.page);
  await opened.page.goto(new URL(path, url).href);
  await untilLive(opened.page);
  return opened;
}

/** In another window of the same browser, as `loom console` does it. */
export async function letIn(hub: TestHub, page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.goto((await hub.api.hub.consoleLink()).url);
  await untilLive(other);
  await other.close();
  await untilLive(page);
}

/** No violation of axe's rules, and nothing wider than the window. */
export async function checkAccess(page: Page, state: string): Promise<void> {
  // The console has no frames, for whose sake each look would open a page more.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
  expect(found, state).toEqual([]);
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow, `${state}: wider than the window`).toBe(0);
}

/** A dialog takes the focus a moment after it is there: keys that come before go elsewhere. */
export async function untilFocused(target: Locator): Promise<void> {
  await expect
    .poll(() => target.evaluate((element) => element.contains(document.activeElement)))
    .toBe(true);
}

/** Once there is something with this accessible text, goes on with Tab until it has the focus. */
export async function pressTabUntil(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('a, button, input, select, textarea, [tabindex]')].some(
        (element) => (element.getAttribute('aria-label') ?? element.textContent) === wanted,
      ),
    text,
  );
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent;
    });
    if (focused === text) return;
  }
  throw new Error(`no amount of Tab reaches "${text}"`);
}
