/** The activity page when the log changes under it, and whether what it says is what there is. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../harness/hub.ts';
import { connectSocket } from '../harness/raw-client.ts';
import { serverEntry } from '../harness/servers.ts';
import { cells, named, placeOfFirst, placesShown, scrollDown, shown } from './activity-help.ts';
import { openLine } from './line-to-hub.ts';
import { chromiumPath, launchBrowser, untilLive } from './open-console.ts';
import { letIn, openConsole } from './real-console.ts';
import { createHomeWithCalls, ordinaryCalls } from './seed-calls.ts';

let browser: Browser;

const servers = { echo: serverEntry('echo'), modern: serverEntry('modern') };
const minute = 60_000;

describe.skipIf(!chromiumPath)('the activity page', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('reads the log anew where somebody else cleared it, whatever came since', async () => {
    await using home = await createHomeWithCalls(ordinaryCalls(300), { servers });
    await using hub = await startHub({ home: home.home });
    await using client = await connectSocket(hub, named('zed'));
    await using first = await openConsole(hub, browser, { path: '/activity' });
    await using second = await openConsole(hub, browser, { path: '/activity?client=zed&span=1h' });
    await client.callTool('echo__echo', { text: 'before' });
    await first.page.getByText('301 calls', { exact: true }).waitFor();
    await expect.poll(() => shown(second.page)).toEqual(['echo echo']);
    // Nothing may move here, but what is gone is not shown.
    await scrollDown(first.page);
    expect(await hub.api.activity.clear()).toEqual({ removed: 301 });
    await client.callTool('modern__echo', { text: 'after' });
    for (const { page } of [first, second]) {
      await page.getByText('1 call', { exact: true }).waitFor();
      await expect.poll(() => shown(page)).toEqual(['modern echo']);
      await expect.poll(() => countInCharts(page)).toBe('1');
    }
    await hub.api.activity.clear();
    await first.page.getByText('Every call that goes through Loom appears here').waitFor();
    await second.page.getByText('No call fits the filters in this time.').waitFor();
    expect([...first.errors, ...second.errors]).toEqual([]);
  });

  test('fills the gap after it was cut off, and moves nothing that is read meanwhile', async () => {
    await using home = await createHomeWithCalls(ordinaryCalls(400), { servers });
    await using hub = await startHub({ home: home.home });
    await using client = await connectSocket(hub, named('zed'));
    await using line = await openLine();
    await using opened = await openConsole(hub, browser, {
      ...{ path: '/activity', proxy: { server: line.server } },
    });
    const { page } = opened;
    await page.getByText('400 calls', { exact: true }).waitFor();
    await scrollDown(page);
    line.cut();
    await page.getByText('The hub does not answer.').waitFor();
    expect(await page.getByText('Following').isVisible()).toBe(false);
    const before = await rowAtTop(page);
    // More than the page asks for at once.
    for (let call = 0; call < 250; call += 1) await client.callTool('echo__echo', { call });
    line.mend();
    await untilLive(page);
    await page.getByRole('button', { name: '250 new calls' }).waitFor();
    expect(await rowAtTop(page)).toBe(before);
    await page.getByRole('button', { name: '250 new calls' }).click();
    await expect.poll(async () => (await cells(page, 0))[1]).toBe('zed');
    await page.getByText('650 calls', { exact: true }).waitFor();
    await scrollToPlace(page, 649);
  });

  test('goes on with the newest after a pause in which more came than can wait', async () => {
    await using hub = await startHub({ servers });
    await using client = await connectSocket(hub, named('zed'));
    await client.callTool('echo__echo', { text: 'first' });
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    const { page } = opened;
    await page.getByText('1 call', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    for (let call = 0; call < 1_100; call += 1) {
      await client.callTool('echo__echo', { call });
      // Who asks waits for all that was called before to be written: more at once are only counted.
      if (call % 500 === 0) await hub.api.activity.list({ filter: {}, limit: 1 });
    }
    await client.callTool('modern__echo', { text: 'last' });
    await page.getByRole('button', { name: 'More than 1,000 new calls' }).waitFor();
    expect(await shown(page)).toEqual(['echo echo']);
    await page.getByText('1,102 calls', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Follow' }).click();
    await expect.poll(async () => (await shown(page))[0]).toBe('modern echo');
    await page.getByText('1,102 calls', { exact: true }).waitFor();
    await scrollToPlace(page, 1_101);
  });

  test('shows the log of the hub that is there after a restart', async () => {
    await using home = await createHomeWithCalls(ordinaryCalls(5), { servers });
    const before = await startHub({ home: home.home });
    const address = new URL(before.url).host;
    await using opened = await openConsole(before, browser, { path: '/activity?server=echo' });
    const { page } = opened;
    await page.getByText('5 calls', { exact: true }).waitFor();
    await before.stop();
    await page.getByText('The hub does not answer.').waitFor();
    expect(await shown(page)).toHaveLength(5);
    await using after = await startHub({
      home: home.home,
      ...{ servers, config: { http: { address } } },
    });
    await using client = await connectSocket(after, named('zed'));
    await client.callTool('echo__echo', { text: 'while nobody looked' });
    await page.getByRole('heading', { name: 'Open the console with a link' }).waitFor();
    await letIn(after, page);
    await page.getByText('6 calls', { exact: true }).waitFor();
    expect((await cells(page, 0))[1]).toBe('zed');
    expect(new URL(page.url()).search).toBe('?server=echo');
    await client.callTool('echo__echo', { text: 'live again' });
    await page.getByText('7 calls', { exact: true }).waitFor();
  });

  test('says the same in the list, in the charts and in the ranks, for every span', async () => {
    const ages = [0.2, 3, 14, 40, 59, 90, 26 * 60, 5 * 24 * 60, 20 * 24 * 60];
    const calls = ages.map((age) => ({ at: Date.now() - age * minute, server: 'echo' }));
    await using home = await createHomeWithCalls(calls.reverse(), { servers });
    await using hub = await startHub({ home: home.home });
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    const { page } = opened;
    for (const span of ['15 min', '1 h', '24 h', '7 days', 'All']) {
      await page.getByRole('button', { name: span, exact: true }).click();
      await expect
        .poll(async () => {
          const listed = (await shown(page)).length;
          const said = await page.getByText(`${listed} calls`, { exact: true }).count();
          const sums = [await countInCharts(page), await countInRanks(page)];
          return said === 1 && sums.every((sum) => sum === String(listed)) ? span : sums;
        })
        .toBe(span);
    }
    expect(await shown(page)).toHaveLength(ages.length);
  });

  test('counts in a picked part of the charts what is listed of it, and says what is not', async () => {
    const start = Math.floor(Date.now() / minute) * minute - 30 * minute;
    const seeded = ordinaryCalls(100, (place) => ({
      at: start + (place % 10) * minute + (place % 3) * 29_999,
    })).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    await using home = await createHomeWithCalls(seeded, { servers });
    await using hub = await startHub({ home: home.home, config: { activity: { max_calls: 60 } } });
    const part = (from: number, to: number) => `/activity?span=1h&from=${from}&to=${to - 1}`;
    await using opened = await openConsole(hub, browser, {
      path: part(start + 8 * minute, start + 10 * minute),
    });
    const { page } = opened;
    await page.getByText('20 calls', { exact: true }).waitFor();
    await expect.poll(() => countInCharts(page)).toBe('20');
    await expect.poll(() => countInRanks(page)).toBe('20');
    expect(await page.getByText('not kept one by one').count()).toBe(0);
    // In the middle of a minute.
    const half = start + 9 * minute + minute / 2;
    await page.goto(new URL(part(half, start + 10 * minute), page.url()).href);
    await page.getByText('3 calls', { exact: true }).waitFor();
    await expect.poll(() => countInCharts(page)).toBe('3');
    // The settings let the first ones go; the charts go on counting them.
    await page.goto(new URL(part(start, start + 10 * minute), page.url()).href);
    await page.getByText('60 calls', { exact: true }).waitFor();
    await expect.poll(() => countInCharts(page)).toBe('100');
    await page.getByText('40 more calls of this time are counted in the charts').waitFor();
    await page.goto(new URL(part(start, start + minute), page.url()).href);
    await page.getByText('No call fits the filters in this time.').waitFor();
    await page.getByText('10 more calls of this time are counted in the charts').waitFor();
  });

  test('asks little while somebody types, and shows what was typed last', async () => {
    const calls = ordinaryCalls(3_000, (place) => ({
      args: JSON.stringify({ word: `w${place}` }),
    }));
    await using home = await createHomeWithCalls(calls, { servers });
    await using hub = await startHub({ home: home.home });
    await using opened = await openConsole(hub, browser, { path: '/activity?span=1h' });
    const { page } = opened;
    // Time passes in the page as it is told to, and too little of it for another reason to ask.
    const start = Math.floor(Date.now() / minute) * minute;
    await page.clock.install({ time: start });
    await page.clock.pauseAt(start + minute);
    await page.reload();
    const later = (look: () => Promise<string>) =>
      expect.poll(async () => {
        await page.clock.runFor(10);
        return await look();
      });
    await page.getByText('3,000 calls', { exact: true }).waitFor();
    await later(() => countInCharts(page)).toBe('3,000');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const count = (name: string) =>
      asked.filter((path) => path.endsWith(`/activity/${name}`)).length;
    const search = page.getByLabel('Search calls');
    for (const letter of 'w2987') {
      await search.press(letter);
      await page.clock.runFor(100);
    }
    expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
    await page.clock.runFor(50);
    await page.getByText('1 call', { exact: true }).waitFor();
    await later(() => countInCharts(page)).toBe('1');
    await search.fill('nothing');
    await page.clock.runFor(100);
    await search.fill('w11');
    await page.clock.runFor(150);
    // w11, w110 to w119, w1100 to w1199.
    await page.getByText('111 calls', { exact: true }).waitFor();
    await later(() => countInCharts(page)).toBe('111');
    expect(count('list')).toBe(2);
    // Once for each text, and where the list has changed.
    expect(count('stats')).toBeLessThanOrEqual(4);
  });

  test('exports exactly the calls that fit the filters', async () => {
    const calls = ordinaryCalls(900, (place) => ({
      server: place % 2 ? 'echo' : 'modern',
      outcome: place % 9 ? 'ok' : 'tool-error',
      args: JSON.stringify({ word: place % 5 ? 'common' : 'rare' }),
    }));
    await using home = await createHomeWithCalls(calls, { servers });
    await using hub = await startHub({ home: home.home });
    const path = '/activity?q=rare&server=echo&outcome=tool-error&span=24h';
    await using opened = await openConsole(hub, browser, { path });
    const { page } = opened;
    // Odd ones among the multiples of 45.
    await page.getByText('10 calls', { exact: true }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Export these calls as JSON lines' }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
    const filter = { text: 'rare', server: 'echo', outcome: ['tool-error' as const] };
    const { calls: listed } = await hub.api.activity.list({ filter });
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(listed.map(({ id }) => id).reverse());
    expect(lines.map((line) => JSON.parse(JSON.parse(line).arguments))).toEqual(
      lines.map(() => ({ word: 'rare' })),
    );
  });

  test('leads to the playground, where the call is run again and comes back as a new one', async () => {
    await using hub = await startHub({ servers });
    await using client = await connectSocket(hub, named('cursor'));
    await client.callTool('echo__echo', { text: 'once more' });
    await using opened = await openConsole(hub, browser, { path: '/activity' });
    const { page } = opened;
    await page.getByRole('row').filter({ hasText: 'OK' }).click();
    await page.getByRole('link', { name: 'Replay in the playground' }).click();
    await page.waitForURL(/\/playground\?/);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('region', { name: 'Outcome' }).getByText('Done').waitFor();
    expect(await argumentsOfAll(hub)).toEqual(['{"text":"once more"}', '{"text":"once more"}']);
    await page.goto(new URL('/activity', page.url()).href);
    await expect.poll(() => shown(page)).toEqual(['echo echo', 'echo echo']);
  });
});

/** What the charts say of all that they show. */
async function countInCharts(page: Page): Promise<string> {
  const text = await page.getByRole('region', { name: 'Over time' }).innerText();
  return /^Calls\s+([\d,]+)/.exec(text)?.[1] ?? '';
}

async function countInRanks(page: Page): Promise<string> {
  const texts = await page
    .getByRole('list', { name: 'Ranks' })
    .getByRole('listitem')
    .allInnerTexts();
  return String(texts.reduce((sum, text) => sum + Number(/^\S+\s+(\d+)/.exec(text)?.[1]), 0));
}

/** Without its place in the window: what says that the hub is away moves it for a while. */
async function rowAtTop(page: Page): Promise<string> {
  return (await placeOfFirst(page)).replace(/ \d+$/, '');
}

async function scrollToPlace(page: Page, place: number): Promise<void> {
  await expect
    .poll(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      return Math.max(...(await placesShown(page)));
    })
    .toBe(place);
}

async function argumentsOfAll(hub: TestHub): Promise<(string | undefined)[]> {
  const { calls } = await hub.api.activity.list({ filter: {} });
  const details = await Promise.all(calls.map(({ id }) => hub.api.activity.get({ id })));
  return details.map(({ arguments: text }) => text);
}
