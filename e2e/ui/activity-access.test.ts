/** The activity page for everybody: without a mouse, with a screen reader, in both themes. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MadeCall } from '../../src-main/hub/activity/testing/calls.ts';
import { startHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { shown } from './activity-help.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';
import { createHomeWithCalls, ordinaryCalls } from './seed-calls.ts';

let browser: Browser;

const servers = { echo: serverEntry('echo') };
const outcomes = ['ok', 'ok', 'ok', 'tool-error', 'error', 'cancelled'] as const;

/** One of each kind, with arguments and results of every form. */
function mixedCalls(): Partial<MadeCall>[] {
  const results = [
    { content: [{ type: 'text', text: 'plain\ntext' }], structuredContent: { n: [1, null, true] } },
    { content: [{ type: 'text', text: '{"json":"in text"}' }] },
    { content: [{ type: 'image', data: 'AAAA', mimeType: 'image/png' }] },
  ];
  return ordinaryCalls(120, (place) => ({
    name: place % 2 ? 'echo' : 'whoami',
    client: place % 3 ? 'cursor' : 'a client with a very long name that does not fit anywhere',
    outcome: outcomes[place % outcomes.length] ?? 'ok',
    result: JSON.stringify(results[place % results.length]),
    ...(place % 6 === 4 && { error: 'connect ECONNREFUSED 127.0.0.1:5432' }),
    durationMs: place * 7,
  }));
}

describe.skipIf(!chromiumPath)('the activity page', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('is usable with the keyboard only', async () => {
    await using home = await createHomeWithCalls(mixedCalls(), { servers });
    await using hub = await startHub({ home: home.home });
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    const { keyboard } = page;
    await keyboard.press('g');
    await keyboard.press('a');
    await expect.poll(() => shown(page)).not.toEqual([]);
    await keyboard.press('/');
    await keyboard.type('ECONNREFUSED');
    await page.getByText('20 calls', { exact: true }).waitFor();
    await keyboard.press('Escape');
    await page.getByText('120 calls', { exact: true }).waitFor();

    await pressTabUntilRow(page);
    await keyboard.press('j');
    await keyboard.press('ArrowDown');
    await keyboard.press('k');
    await expect.poll(() => focusedRow(page)).toBe('1');
    await keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: /^Call of / });
    await panel.waitFor();
    await pressTabUntil(page, 'Close the details');
    await keyboard.press('Enter');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => focusedRow(page)).toBe('1');
    await keyboard.press('Enter');
    await panel.waitFor();
    await keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await keyboard.press('End');
    await expect.poll(() => focusedRow(page)).toBe('119');

    await page.evaluate(() => document.querySelector<HTMLElement>('#content')?.focus());
    await pressTabUntil(page, '1 h');
    await keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('span')).toBe('1h');
    await pressTabUntil(page, 'As a table');
    await keyboard.press('Enter');
    await page.getByRole('table', { name: 'Over time' }).waitFor();
    await pressTabUntil(page, 'Tool');
    await keyboard.press('Space');
    await page.getByRole('list', { name: 'Ranks' }).getByText('echo whoami').waitFor();
    expect(opened.errors).toEqual([]);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [900, 1600]) {
      const look = { colorScheme, viewport: { width, height: 1000 } };
      const where = `in ${colorScheme} at ${width} px`;

      test(`has no accessibility violation ${where}`, async () => {
        await using home = await createHomeWithCalls(mixedCalls(), { servers });
        await using hub = await startHub({ home: home.home });
        await using opened = await openConsole(hub, browser, { ...look, path: '/activity' });
        const { page } = opened;
        await expect.poll(() => shown(page)).not.toEqual([]);
        await page.getByRole('img', { name: 'Latency over time' }).waitFor();
        await checkAccess(page, 'the list');
        await page.getByRole('button', { name: 'As a table' }).click();
        await page.getByRole('table', { name: 'Over time' }).waitFor();
        await checkAccess(page, 'the charts as a table');
        await page.getByRole('row').filter({ hasText: 'Tool error' }).first().click();
        await page.getByRole('region', { name: 'Result' }).waitFor();
        await checkAccess(page, 'the details');
      });

      test(`has none with one call, with none, and when cleared, ${where}`, async () => {
        await using home = await createHomeWithCalls(mixedCalls(), { servers });
        await using hub = await startHub({ home: home.home });
        await using opened = await openConsole(hub, browser, { ...look, path: '/activity/120' });
        const { page } = opened;
        const href = page.url();
        await page.getByRole('region', { name: 'Result' }).waitFor();
        await checkAccess(page, 'a call');
        await page.goto(new URL('/activity?q=nothinglikethis', href).href);
        await page.getByText('No call fits the filters.').waitFor();
        await checkAccess(page, 'nothing fits');
        await page.getByRole('button', { name: 'More actions' }).click();
        await page.getByRole('menuitem', { name: 'Clear the log…' }).click();
        await page.getByRole('dialog').getByText('120 calls').waitFor();
        await checkAccess(page, 'clearing the log');
        await page.getByRole('dialog').getByRole('button', { name: 'Clear the log' }).click();
        await page.getByText('Removed 120 calls').waitFor();
        await page.goto(new URL('/activity', href).href);
        await page.getByText('Every call that goes through Loom appears here').waitFor();
        await checkAccess(page, 'the empty log');
      });
    }
  }
});

async function pressTabUntilRow(page: Page): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focusedRow(page)) !== undefined) return;
  }
  throw new Error('no amount of Tab reaches a row');
}

function focusedRow(page: Page): Promise<string | undefined> {
  return page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.index);
}
