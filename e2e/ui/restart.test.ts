/** Restarting the hub from the page that it serves. */
import { createServer } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { waitUntilGone } from '../harness/processes.ts';
import { connectProxy } from '../harness/raw-client.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

let browser: Browser;

describe.skipIf(!chromiumPath)('a restart of the hub', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('puts settings into force under an open page; clients go on, and nothing is left', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const servers = { echo: serverEntry('echo') };
    await using hub = await startHub({ servers, config: { http: { address } } });
    await using client = await connectProxy(hub);
    await client.callTool('echo__echo', { text: 'before' });
    const before = await hub.api.hub.state();
    const pid = before.servers[0]?.instances[0]?.pid ?? 0;
    await using opened = await openConsole(hub, browser, { path: '/settings' });
    const { page } = opened;
    await page.getByLabel('log.level', { exact: true }).selectOption('warn');
    await page.getByRole('button', { name: 'Save log.level' }).click();
    await page.getByRole('button', { name: 'Restart hub now…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('clients connect again by themselves').waitFor();
    await checkAccess(page, 'restart');
    await dialog.getByRole('button', { name: 'Restart', exact: true }).click();
    await page.getByText('The hub runs again').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await waitUntilGone(pid);
    const after = await hub.api.hub.state();
    expect(after.startedAt).toBeGreaterThan(before.startedAt);
    expect(after.endpoint.http).toBe(before.endpoint.http);
    const { settings } = await hub.api.settings.list();
    expect(settings.filter(({ needsRestart }) => needsRestart)).toEqual([]);
    expect(settings.find(({ key }) => key === 'log.level')?.value).toBe('warn');
    // The page shows the new hub: nothing waits any more.
    await page.getByText('Until the next start').waitFor({ state: 'detached' });
    await client.callTool('echo__echo', { text: 'after' });
    // It is the hub that `loom serve` runs, not one that a client started meanwhile.
    expect(hub.pid).toBe(before.pid);
    expect(await hub.stop()).toBe(0);
  });

  test('is offered by the line about the hub, and can be declined', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/servers' });
    const { page, errors } = opened;
    await pressTabUntil(page, 'Restart hub…');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Restart the hub' });
    await dialog.waitFor();
    await checkAccess(page, 'restart');
    await pressTabUntil(page, 'Cancel');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect((await hub.api.hub.state()).pid).toBe(hub.pid);
    expect(errors).toEqual([]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === 'object' && address) return address.port;
  throw new Error('there is no port');
}
