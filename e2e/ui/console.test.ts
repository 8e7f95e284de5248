/** What surrounds every page: getting in, losing the hub and finding it again, keys, the palette. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome } from '../harness/home.ts';
import { startHub } from '../harness/hub.ts';
import { connectSocket } from '../harness/raw-client.ts';
import { serverEntry } from '../harness/servers.ts';
import { openLine } from './line-to-hub.ts';
import { chromiumPath, launchBrowser, openPage, untilLive } from './open-console.ts';
import { letIn, openConsole } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

let browser: Browser;

const servers = { echo: serverEntry('echo'), slow: serverEntry('slow') };

describe.skipIf(!chromiumPath)('getting in', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('takes a link, which works once', async () => {
    await using hub = await startHub({ servers });
    await using first = await openPage(browser);
    await using second = await openPage(browser);
    const { url } = await hub.api.hub.consoleLink();
    await first.page.goto(url);
    await untilLive(first.page);
    expect(new URL(first.page.url()).pathname).toBe('/');
    expect(first.page.url()).not.toContain('code');
    await second.page.goto(url);
    await second.page.getByRole('heading', { name: 'This link was used already' }).waitFor();
    expect(first.errors).toEqual([]);
  });

  test('without a link is explained, and goes on by itself once there is one', async () => {
    await using hub = await startHub({ servers });
    await using opened = await openPage(browser);
    const { page } = opened;
    await page.goto(new URL('/servers', hub.url).href);
    await page.getByRole('heading', { name: 'Open the console with a link' }).waitFor();
    await page.getByText('loom console').waitFor();
    await letIn(hub, page);
    await page.getByRole('link', { name: 'slow' }).waitFor();
  });

  test('shows an outline while the hub keeps it waiting', async () => {
    await using hub = await startHub({ servers });
    await using opened = await openPage(browser);
    const { page } = opened;
    await page.route('**/api/**', () => {});
    await page.goto((await hub.api.hub.consoleLink()).url);
    await page.getByRole('region', { name: 'Connecting to the hub' }).waitFor();
    await page.getByText('Waiting for the hub for').waitFor();
  });
});

describe.skipIf(!chromiumPath)('an open page', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('keeps its last state while the hub is away, and shows the new one afterwards', async () => {
    await using home = await createHome({ servers, config: {} });
    const before = await startHub({ home: home.home });
    const address = new URL(before.url).host;
    await using opened = await openConsole(before, browser, { path: '/servers' });
    const { page } = opened;
    await page.getByRole('link', { name: 'slow' }).waitFor();
    await before.stop();
    await page.getByText('The hub does not answer.').waitFor();
    await page.getByText('Below is the last known state.').waitFor();
    expect(await page.getByRole('link', { name: 'slow' }).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Add server' }).isVisible()).toBe(false);

    const after = await startHub({
      home: home.home,
      servers: { echo: servers.echo, later: servers.slow },
      config: { http: { address } },
    });
    await using _after = after;
    // Sessions end with their hub.
    await page.getByRole('heading', { name: 'Open the console with a link' }).waitFor();
    await letIn(after, page);
    await page.getByRole('link', { name: 'later' }).waitFor();
    expect(await page.getByRole('link', { name: 'slow' }).count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/servers');
    await page.getByText('The hub does not answer.').waitFor({ state: 'detached' });
  });

  test('reconnects by itself after it was cut off', async () => {
    await using hub = await startHub({ servers });
    await using line = await openLine();
    const { server } = line;
    await using opened = await openConsole(hub, browser, { path: '/servers', proxy: { server } });
    const { page } = opened;
    line.cut();
    await page.getByText('The hub does not answer.').waitFor();
    await hub.writeRegistry('servers: {}\n');
    await hub.waitForState(({ servers: all }) => all.length === 0);
    line.mend();
    await untilLive(page);
    await page.getByText('The hub does not answer.').waitFor({ state: 'detached' });
    await page.getByText('0 servers', { exact: true }).waitFor();
  });

  test('changes in place in every window when the hub changes', async () => {
    await using hub = await startHub({ servers });
    await using first = await openConsole(hub, browser, { path: '/servers' });
    await using second = await openConsole(hub, browser, { path: '/servers' });
    await hub.api.servers.setEnabled({ id: 'slow', enabled: false });
    for (const { page } of [first, second]) {
      await page.getByRole('row').filter({ hasText: 'slow' }).getByText('Disabled').waitFor();
    }
  });

  test('renders what servers and clients send as text', async () => {
    const hostile = '<img src=x onerror="document.title=1"><b>bold</b>';
    await using hub = await startHub({ servers: { echo: { ...servers.echo, title: hostile } } });
    const clientInfo = { name: hostile, version: hostile };
    await using client = await connectSocket(hub, {
      initialize: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo },
    });
    await client.callTool('echo__echo', { text: hostile });
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    for (const path of ['/', '/servers', '/activity', '/activity/1']) {
      await page.goto(new URL(path, page.url()).href);
      await expect.poll(() => page.innerText('main'), { message: path }).toContain('<b>bold</b>');
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('b').filter({ hasText: 'bold' }).count()).toBe(0);
    }
    expect(opened.errors).toEqual([]);
  });
});

describe.skipIf(!chromiumPath)('every page', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('is reached from the sidebar and by keys, and the browser has nothing to complain of', async () => {
    await using hub = await startHub({ servers });
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
    const names = await links.evaluateAll((all) =>
      all.map((one) => one.getAttribute('aria-label')),
    );
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) {
      await links.filter({ hasText: name ?? '' }).click();
      await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
      await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
    }
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.waitFor();
    const keys = await list.locator('kbd').allInnerTexts();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    const goTo = keys.filter((key) => /^g /.test(key)).map((key) => key.at(-1) ?? '');
    expect(goTo).toHaveLength(names.length);
    for (const [index, key] of goTo.entries()) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.getByRole('heading', { level: 1, name: names[index] ?? '' }).waitFor();
    }
    expect(opened.errors).toEqual([]);
  });

  test('leaves letters to the fields that they are typed in', async () => {
    await using hub = await startHub({ servers });
    await using opened = await openConsole(hub, browser, { path: '/servers' });
    const { page } = opened;
    const search = page.getByLabel('Search servers');
    await search.waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('g a?');
    expect(await search.inputValue()).toBe('g a?');
    expect(new URL(page.url()).pathname).toBe('/servers');
  });

  test('has the palette: pages, servers, clients and commands by their first letters', async () => {
    await using hub = await startHub({ servers });
    const clientInfo = { name: 'cursor', version: '1.2' };
    await using _client = await connectSocket(hub, {
      initialize: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo },
    });
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    await choose(page, 'activ');
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
    await choose(page, 'slow');
    await page.waitForURL('**/servers/slow');
    await choose(page, 'cursor');
    await page.waitForURL('**/clients/cursor');
    await choose(page, 'between light and dark');
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    await expect.poll(scheme).toBe('dark');
    await choose(page, 'between light and dark');
    await expect.poll(scheme).toBe('light');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await choose(page, 'endpoint’s');
    await page.getByText('Copied the endpoint').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${hub.url}`);
    await choose(page, 'Restart slow');
    await hub.waitForState(({ servers: all }) =>
      all.some(({ id, health }) => id === 'slow' && health.phase === 'ready'),
    );
    expect(opened.errors).toEqual([]);
  });

  test('that is none says so, and leads back', async () => {
    await using hub = await startHub({ servers });
    await using opened = await openConsole(hub, browser, { path: '/nothing/here' });
    const { page } = opened;
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.getByRole('link', { name: 'Go to Overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });
});

async function choose(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('textbox').fill(text);
  await page.getByRole('dialog').getByRole('button').first().waitFor();
  await page.keyboard.press('Enter');
}
