/** The activity page against a real hub: calls of real clients, and a log of 100,000 of them. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { connectSocket } from '../harness/raw-client.ts';
import { serverEntry } from '../harness/servers.ts';
import {
  cells,
  dragOver,
  named,
  placeOfFirst,
  placesShown,
  scrollDown,
  shown,
  textsOf,
} from './activity-help.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { openConsole } from './real-console.ts';
import { createHomeWithCalls, ordinaryCalls } from './seed-calls.ts';

let browser: Browser;

const servers = { echo: serverEntry('echo'), modern: serverEntry('modern') };

describe.skipIf(!chromiumPath)('the activity page', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('shows calls as they happen, in every window that does not pause', async () => {
    await using hub = await startHub({ servers });
    await using client = await connectSocket(hub, named('cursor'));
    await using first = await openConsole(hub, browser, { path: '/activity' });
    await using second = await openConsole(hub, browser, { path: '/activity' });
    await first.page.getByText('Every call that goes through Loom appears here').waitFor();
    await second.page.getByText('Every call that goes through Loom appears here').waitFor();
    await client.callTool('echo__echo', { text: 'one' });
    for (const { page } of [first, second]) await expect.poll(() => shown(page)).toHaveLength(1);
    expect(await cells(first.page, 0)).toEqual([
      expect.stringMatching(/^\d{1,2}:\d\d:\d\d/),
      ...['cursor', 'echo', 'echo'],
      expect.stringMatching(/ms|sec/),
      expect.stringMatching(/bytes/),
      'OK',
    ]);

    await second.page.getByRole('button', { name: 'Pause' }).click();
    await second.page.getByText('Paused').waitFor();
    await client.callTool('modern__echo', { text: 'two' });
    await expect.poll(() => shown(first.page)).toEqual(['modern echo', 'echo echo']);
    await second.page.getByRole('button', { name: '1 new call' }).waitFor();
    expect(await shown(second.page)).toEqual(['echo echo']);
    await second.page.getByRole('button', { name: 'Follow' }).click();
    await expect.poll(() => shown(second.page)).toEqual(['modern echo', 'echo echo']);
    expect([...first.errors, ...second.errors]).toEqual([]);
  });

  test('moves no row while somebody reads further down', async () => {
    await using home = await createHomeWithCalls(ordinaryCalls(400), { servers });
    await using hub = await startHub({ home: home.home });
    await using client = await connectSocket(hub, named('zed'));
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    const { page } = opened;
    await expect.poll(() => shown(page)).not.toEqual([]);
    await scrollDown(page);
    const before = await placeOfFirst(page);
    await client.callTool('echo__echo', { text: 'late' });
    await client.callTool('echo__echo', { text: 'later' });
    await page.getByRole('button', { name: '2 new calls' }).waitFor();
    expect(await placeOfFirst(page)).toEqual(before);
    await page.getByRole('button', { name: '2 new calls' }).click();
    await expect.poll(async () => (await cells(page, 0))[1]).toBe('zed');
    expect(await page.getByText('402 calls', { exact: true }).isVisible()).toBe(true);
  });

  test('keeps search and filters in the address', async () => {
    await using hub = await startHub({ servers });
    await using client = await connectSocket(hub, named('cursor'));
    await client.callTool('echo__echo', { text: 'a needle in it' });
    await client.callTool('echo__echo', { text: 'hay' });
    await client.callTool('modern__echo', { text: 'another needle' });
    await client.callTool('no_such_tool');
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    const { page } = opened;
    await expect.poll(() => shown(page)).toHaveLength(4);
    await page.getByLabel('Search calls').fill('needle');
    await expect.poll(() => shown(page)).toEqual(['modern echo', 'echo echo']);
    await page.getByLabel('Server', { exact: true }).selectOption('echo');
    await expect.poll(() => shown(page)).toEqual(['echo echo']);
    await page.getByRole('button', { name: '1 h', exact: true }).click();
    await page.waitForURL(/&span=1h$/);
    await page.reload();
    expect(new URL(page.url()).search).toBe('?q=needle&server=echo&span=1h');
    await expect.poll(() => shown(page)).toEqual(['echo echo']);
    expect(await page.getByLabel('Search calls').inputValue()).toBe('needle');
    expect(await page.getByText('1 call', { exact: true }).isVisible()).toBe(true);

    await page.getByLabel('Search calls').fill('nothing like this');
    await page.getByRole('button', { name: 'Search all times' }).click();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => shown(page)).toHaveLength(4);
    await page.getByLabel('Outcome', { exact: true }).selectOption('All errors');
    await expect.poll(() => shown(page)).toEqual([expect.stringContaining('no_such_tool')]);
    await page.goto(new URL('/activity?client=cursor&name=echo&outcome=ok', page.url()).href);
    await expect.poll(() => shown(page)).toHaveLength(3);
  });

  test('shows what was asked and answered, and leads to the playground', async () => {
    await using hub = await startHub({ servers });
    await using client = await connectSocket(hub, named('cursor'));
    await client.callTool('echo__echo', { text: '<b>bold</b>', deep: { list: [1, 'two'] } });
    await client.callTool('modern__answer', {
      text: '{"resultType":"complete","isError":true,"content":[{"type":"text","text":"no luck"}]}',
    });
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    const { page } = opened;
    const failed = page.getByRole('row').filter({ hasText: 'Tool error' });
    expect(await failed.innerText()).toContain('no luck');
    await page.getByRole('row').filter({ hasText: 'OK' }).click();
    const panel = page.getByRole('complementary', { name: 'Call of echo' });
    const sent = panel.getByRole('region', { name: 'Arguments' });
    await sent.getByText('"<b>bold</b>"').waitFor();
    await sent.getByText('"two"').waitFor();
    expect(await page.locator('b').filter({ hasText: 'bold' }).count()).toBe(0);
    await panel.getByRole('region', { name: 'Result' }).getByText('Structured content').waitFor();
    await panel.getByText('p95').waitFor();
    await sent.getByRole('button', { name: 'Raw' }).click();
    await sent.getByText('{"text":"<b>bold</b>","deep":{"list":[1,"two"]}}').waitFor();

    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.waitForURL(/\/activity$/);
    await page.goBack();
    await panel.waitFor();
    await panel.getByRole('link', { name: 'Open as a page' }).click();
    await page.waitForURL(/\/activity\/\d+$/);
    await page.reload();
    await page.getByRole('link', { name: 'Replay in the playground' }).click();
    await page.waitForURL(/\/playground\?/);
    expect(new URL(page.url()).searchParams.get('tool')).toContain('echo__echo');
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    await expect.poll(() => textsOf(page)).toContain('<b>bold</b>');
    expect(opened.errors).toEqual([]);
  });

  test('says what is not kept, and when there is no such call', async () => {
    await using hub = await startHub({
      servers,
      config: { activity: { payloads: 'none' } },
    });
    await using client = await connectSocket(hub);
    await client.callTool('echo__echo', { text: 'unseen' });
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    const { page } = opened;
    await page.getByRole('row').filter({ hasText: 'OK' }).click();
    await page.getByText('activity.payloads: none').waitFor();
    await page.goto(new URL('/activity/4711', page.url()).href);
    await page.getByRole('alert').filter({ hasText: 'there is no call 4711' }).waitFor();
    await page.goto(new URL('/activity/x', page.url()).href);
    await page.getByText('There is no call with this number.').waitFor();
  });

  test('says that nothing is recorded, and why', async () => {
    await using hub = await startHub({ servers, config: { activity: { enabled: false } } });
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    await opened.page.getByText('Not recording').waitFor();
    await opened.page.getByText('activity.enabled: false').waitFor();
    await opened.page.getByRole('link', { name: 'Activity settings' }).waitFor();
  });

  test('exports what it shows', async () => {
    await using hub = await startHub({ servers });
    await using client = await connectSocket(hub, named('cursor'));
    await client.callTool('echo__echo', { text: 'one' });
    await client.callTool('modern__echo', { text: 'two' });
    await using opened = await openConsole(hub, browser, { path: '/activity?server=echo' });
    const { page } = opened;
    await expect.poll(() => shown(page)).toEqual(['echo echo']);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Export these calls as JSON lines' }).click();
    await page.getByText('Exported 1 call').waitFor();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^loom-activity-\d{4}-\d\d-\d\d\.jsonl$/);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { server: 'echo', client: 'cursor', arguments: '{"text":"one"}' },
    ]);
  });

  test('clears the log only after it said what goes, for every window', async () => {
    await using home = await createHomeWithCalls(ordinaryCalls(1_234), { servers });
    await using hub = await startHub({ home: home.home });
    await using first = await openConsole(hub, browser, { path: '/activity' });
    await using second = await openConsole(hub, browser, { path: '/activity' });
    await expect.poll(() => shown(second.page)).not.toEqual([]);
    const { page } = first;
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Clear the log…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Clear the activity log' });
    await dialog.getByText('1,234 calls').waitFor();
    await dialog.getByRole('button', { name: 'Keep them' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await hub.api.activity.list({ filter: {} })).total).toBe(1_234);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Clear the log…' }).click();
    await dialog.getByRole('button', { name: 'Clear the log' }).click();
    await page.getByText('Removed 1,234 calls').waitFor();
    for (const window of [first, second]) {
      await window.page.getByText('Every call that goes through Loom appears here').waitFor();
    }
  });

  test('shows who calls, fails and takes long, and leads there', async () => {
    const calls = ordinaryCalls(300, (place) => ({
      server: place % 3 ? 'echo' : 'modern',
      name: place % 3 ? 'echo' : 'answer',
      client: place % 2 ? 'cursor' : 'zed',
      outcome: place % 30 ? 'ok' : 'error',
      durationMs: place % 3 ? 4 : 900,
    }));
    await using home = await createHomeWithCalls(calls, { servers });
    await using hub = await startHub({ home: home.home });
    await using opened = await openConsole(hub, browser, { path: '/activity?span=15m' });
    const { page } = opened;
    const ranks = page.getByRole('list', { name: 'Ranks' });
    await expect
      .poll(() => ranks.getByRole('listitem').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^echo\s+200\s+0/),
        expect.stringMatching(/^modern\s+100\s+10/),
      ]);
    await page.getByRole('button', { name: 'p95' }).click();
    await expect.poll(() => ranks.getByRole('listitem').first().innerText()).toContain('modern');
    await page.getByRole('button', { name: 'Client', exact: true }).click();
    await ranks.getByRole('button', { name: 'zed' }).click();
    await page.getByText('150 calls', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('client')).toBe('zed');

    await page.getByRole('button', { name: 'As a table' }).click();
    const table = page.getByRole('table', { name: 'Over time' });
    await table.getByRole('button').first().click();
    const range = page.getByRole('button', { name: /^Clear .+ – / });
    await range.waitFor();
    expect(new URL(page.url()).searchParams.get('from')).toMatch(/^\d+$/);
    await range.click();
    await range.waitFor({ state: 'detached' });
    await dragOver(page, 'Calls and errors over time');
    await range.waitFor();
    expect(await page.getByText('Following').isVisible()).toBe(false);
  });

  test('finds and scrolls through 100,000 calls as through ten', async () => {
    const calls = ordinaryCalls(100_000, (place) => ({
      name: `tool_${place % 50}`,
      args: JSON.stringify({ place, word: place === 4_321 ? 'onlyhere' : 'common' }),
    }));
    await using home = await createHomeWithCalls(calls, { servers });
    await using hub = await startHub({ home: home.home });
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    const { page } = opened;
    await page.getByText('100,000 calls or more').waitFor();
    await expect.poll(() => placesShown(page)).not.toEqual([]);
    for (const wanted of [1_000, 3_000, 5_000]) {
      await expect
        .poll(async () => {
          await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
          return Math.max(...(await placesShown(page)));
        })
        .toBeGreaterThan(wanted);
      expect(await page.getByRole('row').count()).toBeLessThan(90);
    }
    const places = await placesShown(page);
    expect(places).toEqual(places.map((_place, index) => (places[0] ?? 0) + index));
    await page.getByLabel('Search calls').fill('onlyhere');
    await page.getByText('1 call', { exact: true }).waitFor();
    await expect.poll(() => shown(page)).toEqual(['echo tool_21']);
  });
});
