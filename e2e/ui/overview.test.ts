/** The overview against a real hub: whether all is well, what is to be done, the way to a first call. */
import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../harness/hub.ts';
import { connectSocket } from '../harness/raw-client.ts';
import { serverEntry } from '../harness/servers.ts';
import { shown } from './activity-help.ts';
import { writeClientFile } from './client-files.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';
import { createHomeWithCalls, ordinaryCalls } from './seed-calls.ts';

let browser: Browser;

const servers = { echo: serverEntry('echo'), slow: serverEntry('slow') };
/** Of every kind that needs a person. */
const troubled = {
  ...servers,
  broken: serverEntry('exit-at-start'),
  locked: { ...serverEntry('echo'), env: { TOKEN: '${secret:NOT_THERE}' } },
};

describe.skipIf(!chromiumPath)('the overview', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('leads to a working tool call in five clicks, and shows that it arrived', async () => {
    await using hub = await startHub({ servers: {} });
    writeClientFile(hub, 'cursor');
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    let clicks = 0;
    const click = async (target: Locator) => {
      clicks += 1;
      await target.click();
    };
    await click(page.getByRole('link', { name: 'Import from clients' }));
    await click(page.getByRole('button', { name: 'Add 1 server' }));
    await click(page.getByRole('link', { name: 'Playground' }));
    await click(page.getByRole('option').filter({ hasText: 'whoami' }));
    await click(page.getByRole('button', { name: 'Run', exact: true }));
    await page.getByText('Done').waitFor();
    expect(clicks).toBe(5);
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await expect.poll(() => figure(page, 'Calls')).toBe('1');
    const step = page.getByRole('listitem').filter({ hasText: 'See the first call arrive' });
    await step.getByLabel('done').waitFor();
    expect(opened.errors).toEqual([]);
  });

  test('has true numbers that lead to what they count', async () => {
    const calls = ordinaryCalls(60, (place) => ({
      outcome: place % 10 ? 'ok' : 'error',
      durationMs: place + 1,
    }));
    await using home = await createHomeWithCalls(calls, { servers });
    await using hub = await startHub({ home: home.home });
    // What both offer is known, so that no number is about to change.
    for (const id of Object.keys(servers)) await hub.api.servers.start({ id });
    await using client = await connectSocket(hub);
    await client.callTool('echo__echo');
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    await expect.poll(() => figure(page, 'Calls')).toBe('61');
    expect(await figure(page, 'Errors')).toBe('6');
    const { all } = await hub.api.activity.stats({ filter: {}, spanMs: 3_600_000, buckets: 60 });
    expect(await figure(page, 'Median')).toBe(`${Math.round(all.p50 ?? 0)} ms`);
    expect(await figure(page, 'p95')).toBe(`${Math.round(all.p95 ?? 0)} ms`);
    await page.getByRole('img', { name: 'Calls and errors per minute' }).waitFor();

    const { children, proxies } = await hub.api.hub.processes();
    expect(children.map(({ server }) => server)).toContain('echo');
    await expect
      .poll(() => figure(page, 'Processes'))
      .toBe(`${1 + children.length + proxies.processes}`);
    expect(await figure(page, 'Memory')).toMatch(/^\d+(\.\d)? MB$/);
    const profiles = await hub.api.profiles.list();
    const tokens = profiles.find(({ name }) => name === 'default')?.tokens ?? 0;
    expect(tokens).toBeGreaterThan(100);
    const counted = new Intl.NumberFormat('en', {
      notation: 'compact',
      maximumSignificantDigits: 3,
    });
    await expect.poll(() => figure(page, 'Context')).toBe(`≈ ${counted.format(tokens)} tokens`);

    await page.getByRole('link', { name: /^Errors/ }).click();
    await page.waitForURL('**/activity?**');
    await page.getByText('6 calls', { exact: true }).waitFor();
    await expect.poll(() => shown(page)).toHaveLength(6);

    await page.goto(new URL('/servers', page.url()).href);
    const row = page.getByRole('row').filter({ hasText: 'echo' });
    const lastHour = row.getByRole('link', { name: '1', exact: true });
    expect(await lastHour.getAttribute('href')).toBe('/activity?server=echo&span=1h');
  });

  test('names what needs a person, and does what is to be done', async () => {
    await using hub = await startHub({ servers: troubled });
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    await page.getByText('Everything is all right').waitFor();
    await fail(hub);
    await page.getByText('2 things need you').waitFor();
    const needs = page.getByRole('region', { name: 'Needs you' });
    await needs.getByText('exited with code 1', { exact: false }).waitFor();
    await needs.getByText('NOT_THERE', { exact: false }).first().waitFor();
    await expect.poll(() => page.title()).toBe('Overview – Loom (2)');
    await needs.getByRole('link', { name: 'Set secret' }).waitFor();

    await pressTabUntil(page, 'Restart broken');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'exited with code 1' }).waitFor();
    const good = await registryOf(hub);
    await hub.writeRegistry('servers: [');
    await needs.getByText(`${hub.registryPath}:1:`, { exact: false }).waitFor();
    await hub.writeRegistry(good.replace('exit-at-start', 'echo'));
    await needs.getByText(hub.registryPath, { exact: false }).waitFor({ state: 'detached' });
    await page.getByText('1 thing needs you').waitFor();
    await hub.api.secrets.set({ name: 'NOT_THERE', secret: 'there' });
    await page.getByText('Everything is all right').waitFor();
    await page
      .getByRole('region', { name: 'Recent changes' })
      .getByText('broken')
      .first()
      .waitFor();
  });

  test('shows who is connected now, and copies the endpoint', async () => {
    await using hub = await startHub({ servers: { ...servers, hang: serverEntry('hang-call') } });
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    const connected = page.getByRole('region', { name: 'Connected now' });
    await connected.getByText('No client is connected.').waitFor();
    const clientInfo = { name: 'cursor', version: '1.2' };
    const client = await connectSocket(hub, {
      initialize: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo },
    });
    await connected.getByRole('link', { name: 'cursor' }).waitFor();
    const profile = connected.getByRole('link', { name: 'default' });
    expect(await profile.getAttribute('href')).toBe('/profiles/default');
    // A call is seen while it runs, and only then.
    const call = client.callTool('hang__hang');
    await connected.getByText('1 call in flight').waitFor();
    client.cancel(call.id);
    await connected.getByText('1 call in flight').waitFor({ state: 'detached' });
    await client[Symbol.asyncDispose]();
    await connected.getByText('No client is connected.').waitFor();

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    // It is said for a moment only.
    const said = page.getByText('Copied').waitFor();
    await page.getByRole('button', { name: 'Copy URL' }).click();
    await said;
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(hub.url);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [900, 1600]) {
      test(`has no accessibility violation in ${colorScheme} at ${width} px`, async () => {
        const look = { colorScheme, viewport: { width, height: 1000 }, path: '/' };
        await using empty = await startHub({ servers: {} });
        await using first = await openConsole(empty, browser, look);
        await first.page.getByRole('region', { name: 'Three steps' }).waitFor();
        await checkAccess(first.page, 'a new hub');

        const calls = ordinaryCalls(60, (place) => ({ outcome: place % 9 ? 'ok' : 'error' }));
        await using home = await createHomeWithCalls(calls, { servers: troubled });
        await using hub = await startHub({ home: home.home });
        await fail(hub);
        await using client = await connectSocket(hub);
        await client.callTool('echo__echo');
        await using opened = await openConsole(hub, browser, look);
        const { page } = opened;
        await expect.poll(() => figure(page, 'Calls')).toBe('61');
        await expect.poll(() => figure(page, 'Context')).toContain('tokens');
        await page.getByRole('region', { name: 'Needs you' }).waitFor();
        await checkAccess(page, 'a busy hub');
      });
    }
  }
});

/** The value of a figure by its label. */
async function figure(page: Page, label: string): Promise<string | undefined> {
  const link = page.getByRole('main').getByRole('link', { name: new RegExp(`^${label}`) });
  return (await link.innerText()).split('\n')[1]?.trim();
}

/** Has the servers try what they cannot do. */
async function fail(hub: TestHub): Promise<void> {
  await Promise.allSettled(['broken', 'locked'].map((id) => hub.api.servers.start({ id })));
}

async function registryOf(hub: TestHub): Promise<string> {
  return await readFile(hub.registryPath, 'utf8');
}
