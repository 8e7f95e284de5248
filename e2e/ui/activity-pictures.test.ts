/** The activity page after some busy days: pictures in `artifacts/`, for people to look at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MadeCall } from '../../src-main/hub/activity/testing/calls.ts';
import type { TestHome } from '../harness/home.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { shown } from './activity-help.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { openConsole } from './real-console.ts';
import { createHomeWithCalls, ordinaryCalls } from './seed-calls.ts';

const folder = join(import.meta.dirname, '../../artifacts/screenshots');
const tools = [
  ['files', 'read_file', 3],
  ['files', 'search_files', 90],
  ['git', 'git_diff_unstaged', 25],
  ['browser', 'browser_take_screenshot_of_the_whole_page_and_wait_until_network_is_idle', 2_400],
  ['search', 'web_search', 640],
  ['memory', 'create_entities', 8],
  ['tickets', 'list_issues', 310],
] as const;
const clients = ['cursor', 'claude-code', 'zed', 'Visual Studio Code - Insiders'];
const names = [...new Set(tools.map(([server]) => server))];
const servers = Object.fromEntries(names.map((name) => [name, serverEntry('echo')]));
const day = 86_400_000;
const count = 5_000;

/** Three days of work, with nights between, the last of it a moment ago. */
function workCalls(): Partial<MadeCall>[] {
  const start = Date.now() - 2.8 * day;
  return ordinaryCalls(count, (place) => {
    const [server, name, usual] = tools[(place * 7 + (place >> 4)) % tools.length] ?? tools[0];
    const at = start + Math.round((place / count) ** 0.6 * 2.8 * day) - 5_000;
    return {
      ...{ server, name, client: clients[(place >> 6) % clients.length] ?? 'zed' },
      ...{ at, durationMs: usual * (0.6 + ((place * 31) % 97) / 60), ...endOf(place, name) },
      args: JSON.stringify({ path: `/home/ada/work/chapter-${place % 40}.md`, head: 40 }),
    };
  }).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** Most go well. */
function endOf(place: number, name: string): Partial<MadeCall> {
  const text = `${name}: no such file: /home/ada/work/chapter-${place % 40}.md`;
  const failed = JSON.stringify({ isError: true, content: [{ type: 'text', text }] });
  if (place % 23 === 7) return { outcome: 'tool-error', result: failed };
  if (place % 61 === 3) {
    return { outcome: 'error', error: 'loom: tickets exited with code 1 four seconds after start' };
  }
  if (place % 97 === 5) return { outcome: 'cancelled', result: undefined };
  const structured = { found: place % 9, files: ['a.md', 'b.md'], more: null };
  const content = [{ type: 'text', text: '# Chapter\n\nThe hub runs.\n' }];
  return { result: JSON.stringify({ content, structuredContent: structured }) };
}

const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [900, 1280, 1600].map((width) => ({ colorScheme, width })),
);

describe.skipIf(!chromiumPath)('the activity page after some busy days', () => {
  let browser: Browser;
  let home: TestHome;
  let hub: TestHub;
  beforeAll(async () => {
    browser = await launchBrowser();
    home = await createHomeWithCalls(workCalls(), { servers });
    hub = await startHub({ home: home.home });
    mkdirSync(folder, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
    await hub[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
  });

  test.each(looks)('draws in $colorScheme at $width px', { timeout: 120_000 }, async (look) => {
    const { colorScheme, width } = look;
    const viewport = { width, height: 900 };
    await using opened = await openConsole(hub, browser, {
      ...{ path: '/activity', colorScheme, viewport },
    });
    const { page, errors } = opened;
    const picture = (name: string) =>
      page.screenshot({ path: join(folder, `activity-${name}-${colorScheme}-${width}.png`) });
    await untilDrawn(page);
    await picture('days');
    await page.getByRole('row').filter({ hasText: 'Tool error' }).first().click();
    await page.getByRole('region', { name: 'Result' }).waitFor();
    await picture('failed-call');
    await page.goto(new URL('/activity?server=files&span=24h', page.url()).href);
    await untilDrawn(page);
    await page.getByRole('row').filter({ hasText: 'OK' }).first().click();
    await page.getByRole('region', { name: 'Result' }).waitFor();
    await picture('one-server');
    await page.goto(new URL('/activity?span=7d&outcome=error,tool-error', page.url()).href);
    await untilDrawn(page);
    await page.getByRole('button', { name: 'As a table' }).click();
    await page.getByRole('table', { name: 'Over time' }).waitFor();
    await picture('errors-table');
    await page.goto(new URL('/activity?q=nothinglikethis&span=1h', page.url()).href);
    await page.getByText('No call fits the filters in this time.').waitFor();
    await picture('nothing');
    await page.goto(new URL('/activity/4900', page.url()).href);
    await page.getByRole('region', { name: 'Result' }).waitFor();
    await picture('page');
    expect(errors).toEqual([]);
  });
});

async function untilDrawn(page: Page): Promise<void> {
  await expect.poll(() => shown(page)).not.toEqual([]);
  await page.getByRole('list', { name: 'Ranks' }).getByRole('listitem').first().waitFor();
  await page.getByRole('img', { name: 'Latency over time' }).waitFor();
}
