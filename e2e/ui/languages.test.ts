/** The console in other languages and from right to left, against a real hub. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { de } from '../../src-renderer/messages/de/index.ts';
import { texts } from '../../src-renderer/messages/preset-texts/de.ts';
import { startHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser, untilLive } from './open-console.ts';
import { openConsole } from './real-console.ts';

let browser: Browser;

const servers = {
  echo: serverEntry('echo'),
  broken: serverEntry('exit-at-start'),
  locked: { ...serverEntry('echo'), env: { TOKEN: '${secret:NOT_THERE}' } },
};

const pages = [
  '/',
  '/servers',
  '/servers/echo',
  '/servers/echo?tab=settings',
  '/servers/broken?tab=log',
  '/clients',
  '/presets',
  '/presets/filesystem',
  '/profiles',
  '/profiles/default',
  '/playground',
  '/activity',
  '/secrets',
  '/settings',
  '/doctor',
  '/about',
];

describe.skipIf(!chromiumPath)('the console in other languages', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('says in German what failed and what to do, with the hub’s own words', async () => {
    await using hub = await startHub({ servers });
    await using opened = await openConsole(hub, browser, { path: '/settings' });
    const { page } = opened;
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await page.getByText('Hub läuft').waitFor();
    await page.getByRole('link', { name: 'Übersicht' }).click();
    await Promise.allSettled(['broken', 'locked'].map((id) => hub.api.servers.start({ id })));

    const needs = page.getByRole('region', { name: 'Zu klären' });
    await needs.getByText('Der Server ist ausgefallen.').waitFor();
    await needs
      .getByText('Der Reiter „Protokoll“', { exact: false })
      .or(needs.getByText('Nächster Versuch', { exact: false }))
      .first()
      .waitFor();
    await needs.getByText('Ein Geheimnis fehlt.').waitFor();
    await needs.getByText('der Server startet dann von selbst', { exact: false }).waitFor();
    const detail = needs.getByText('exited with code 1', { exact: false });
    expect(await detail.getAttribute('lang')).toBe('en');
    expect(await detail.evaluate((element) => getComputedStyle(element).userSelect)).toBe('text');

    const recent = page.getByRole('region', { name: 'Letzte Änderungen' });
    await recent.getByText('wartet auf das Geheimnis NOT_THERE').waitFor();

    await needs.getByRole('button', { name: 'broken neu starten' }).click();
    const toast = page.getByRole('alert').filter({ hasText: 'exited with code 1' });
    await toast.getByText('Der Server ist ausgefallen.').waitFor();

    await page.goto(new URL('/doctor', page.url()).href);
    await page.getByRole('heading', { name: 'PATH der Login-Shell' }).waitFor();
    await page.getByRole('heading', { name: 'Server locked' }).waitFor();
    await page.getByText('Nur Sie können sie lesen und ändern.').waitFor();
    // The browser tells of the restart that the hub refused.
    expect(opened.errors.filter((error) => !error.includes('500'))).toEqual([]);
  });

  test('shows presets in German, and what is wrong with what was filled in', async () => {
    await using hub = await startHub({ servers });
    await using opened = await openConsole(hub, browser, { path: '/settings' });
    const { page } = opened;
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await page.getByText('Hub läuft').waitFor();
    await page.goto(new URL('/presets', page.url()).href);
    await page.getByRole('link', { name: 'arXiv' }).waitFor();
    await page.getByText(`${texts['Search arXiv, download papers and read them.']}`).waitFor();
    await page.getByRole('link', { name: 'arXiv' }).click();
    const field = page.getByLabel(`${texts['Folder for papers']}`);
    await field.fill('papers');
    await field.blur();
    await page.getByText(de.presets.form.wrong.path).waitFor();
    expect(opened.errors).toEqual([]);
  });

  for (const width of [900, 1280]) {
    test(`from right to left every page is mirrored and fits, at ${width} px`, async () => {
      await using hub = await startHub({ servers });
      await Promise.allSettled(['broken', 'locked'].map((id) => hub.api.servers.start({ id })));
      await using opened = await openConsole(hub, browser, {
        path: '/',
        viewport: { width, height: 900 },
      });
      const { page } = opened;
      await page.addInitScript(() => {
        // Before the console's own script runs, and after the page's first element is there.
        document.addEventListener('readystatechange', () => {
          document.documentElement.dir = 'rtl';
        });
      });
      for (const path of pages) {
        await page.goto(new URL(path, page.url()).href);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await untilLive(page);
        await expect
          .poll(() => placesOf(page), { message: path })
          .toMatchObject({ overflow: 0, isMirrored: true });
      }
      await page.goto(new URL('/profiles/default', page.url()).href);
      await page.getByRole('row').filter({ hasText: 'echo' }).first().press('Enter');
      const closed = page.locator('.tabler-icon-chevron-right');
      expect(await closed.evaluate((icon) => getComputedStyle(icon).scale)).toBe('-1 1');
      const path = page.locator('main code').first();
      expect(await path.evaluate((code) => getComputedStyle(code).direction)).toBe('ltr');
    });
  }
});

/** Whether something is wider than the window, and the sidebar stands to the right of the content. */
function placesOf(page: Page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, dir } = document.documentElement;
    const sidebar = document.querySelector('nav')?.getBoundingClientRect();
    const main = document.querySelector('main')?.getBoundingClientRect();
    return {
      dir,
      overflow: scrollWidth - clientWidth,
      isMirrored: sidebar !== undefined && main !== undefined && sidebar.left >= main.right - 1,
    };
  });
}
