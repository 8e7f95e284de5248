/** All servers paused and resumed, as a person sees it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole } from './real-console.ts';

let browser: Browser;

describe.skipIf(!chromiumPath)('a paused hub', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('says so on every page, refuses calls with the way out, and is resumed there', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await hub.api.servers.start({ id: 'echo' });
    await using opened = await openConsole(hub, browser, { path: '/profiles' });
    const { page } = opened;
    const call = async () => {
      const wanted = { name: 'echo__echo', arguments: { text: 'hi' } };
      return JSON.stringify(await hub.api.tools.call(wanted).catch(String));
    };
    expect((await hub.api.hub.pause()).pausedSince).toBeTypeOf('number');
    await page.getByText('Paused', { exact: true }).waitFor();
    expect((await hub.api.hub.state()).servers[0]?.instances).toEqual([]);
    expect(await call()).toContain('all servers are paused');
    await checkAccess(page, 'paused');
    await page.setViewportSize({ width: 720, height: 600 });
    await checkAccess(page, 'paused, in a small window');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Hub running').waitFor({ state: 'attached' });
    expect(await call()).not.toContain('paused');
  });
});
