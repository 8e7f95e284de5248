/** The console as the desktop app shows it: over the port that the real preload hands over. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeBundle } from '../../harness/bundles.ts';
import { serverEntry, serverFolder } from '../../harness/servers.ts';
import { chromiumPath, launchBrowser, untilLive } from '../../ui/open-console.ts';
import { commandOf, row } from '../../ui/servers-help.ts';
import { openApp } from '../start-app.ts';
import { openWindow } from './open-window.ts';

if (!chromiumPath) console.warn('SKIPPED: the desktop page needs Chromium, which is not installed');

let browser: Browser;

describe.skipIf(!chromiumPath)('the console in its window', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('shows the hub, and the browser has nothing to complain of', async () => {
    await using app = await openApp({ servers: { echo: serverEntry('echo') } });
    await using window = await openWindow(app, browser);
    await untilLive(window.page);
    expect(window.ports()).toBe(1);
    expect(window.errors).toEqual([]);
  });

  test('is under the content security policy, and sees nothing of the preload or of Node', async () => {
    await using app = await openApp();
    await using window = await openWindow(app, browser);
    const { page, errors } = window;
    await untilLive(page);
    const names = ['require', 'process', 'module', 'toMain', 'fromMain', 'ipcRenderer', 'electron'];
    const seen = (all: string[]) => all.filter((name) => name in globalThis);
    expect(await page.evaluate(seen, names)).toEqual([]);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.head.append(script);
      return fetch('https://example.com/').catch(() => {});
    });
    expect(await page.title()).not.toBe('run');
    for (const rule of ["script-src 'self'", "connect-src 'self'"]) {
      await expect.poll(() => errors.join('\n')).toContain(rule);
    }
  });

  test('adds a server, calls it, and follows what others do to it', async () => {
    await using app = await openApp();
    await using window = await openWindow(app, browser);
    const { page } = window;
    await untilLive(page);
    await window.goTo('/servers?add=command');
    await page.getByLabel('Command', { exact: true }).last().fill(commandOf('echo'));
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByRole('heading', { level: 1, name: 'echo' }).waitFor();
    await app.waitForState(({ servers }) => servers.some(({ id }) => id === 'echo'));

    await window.goTo('/playground?tool=echo__add');
    await page.locator('#argument_a').fill('19');
    await page.locator('#argument_b').fill('23');
    await run(page);
    await page.getByRole('region', { name: 'Outcome' }).getByText('42').first().waitFor();

    await window.goTo('/servers');
    await app.api.servers.setEnabled({ id: 'echo', enabled: false });
    await row(page, 'echo').getByText('Disabled').waitFor();
    expect(window.ports()).toBe(1);
    expect(window.errors).toEqual([]);
  });

  test('follows a long call, cancels it, and leaves nothing behind when it is reloaded', async () => {
    await using app = await openApp({ servers: { slow: serverEntry('slow') } });
    await using window = await openWindow(app, browser);
    const { page } = window;
    await untilLive(page);
    const args = encodeURIComponent(JSON.stringify({ ms: 600_000, every: 20 }));
    await window.goTo(`/playground?tool=slow__sleep&args=${args}`);
    await run(page);
    await page.getByRole('progressbar', { name: 'Progress' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    await app.waitForState(({ sessions }) => sessions.length === 0);
    await run(page);
    await app.waitForState(({ sessions }) => sessions.length === 1);
    await page.reload();
    await untilLive(page);
    expect(window.ports()).toBe(2);
    await app.waitForState(({ sessions }) => sessions.length === 0);
  });

  test('finds the hub again over a new port when it has lost the old one', async () => {
    await using app = await openApp();
    await using window = await openWindow(app, browser);
    const { page } = window;
    await untilLive(page);
    await window.goTo('/servers');
    await page.getByRole('heading', { level: 1, name: 'Servers' }).waitFor();
    window.losePort();
    await expect.poll(() => window.ports()).toBe(2);
    await app.api.servers.add({ id: 'later', entry: serverEntry('slow') });
    await row(page, 'later').waitFor();
    expect(window.errors).toEqual([]);
  });

  test('is made anew after its page died, and is live again', async () => {
    await using app = await openApp();
    {
      await using window = await openWindow(app, browser);
      await untilLive(window.page);
    }
    await app.desktop.emitOfPage('render-process-gone', { reason: 'oom', exitCode: 5 });
    await using window = await openWindow(app, browser);
    await untilLive(window.page);
  });

  test('shows all of what a link would run, and runs it only when a person says so', async () => {
    const server = { command: process.execPath, args: [`${serverFolder}/echo.ts`, '--name=x'] };
    const config = encodeURIComponent(JSON.stringify(server));
    await using app = await openApp({ args: [`loom://install?name=linked&config=${config}`] });
    await expect.poll(async () => (await app.desktop.look()).windows).toHaveLength(1);
    await using window = await openWindow(app, browser);
    const { page } = window;
    const runs = page.getByRole('region', { name: 'This is what will run' });
    for (const part of [server.command, ...server.args])
      await runs.getByText(part).first().waitFor();
    expect((await app.api.hub.state()).servers).toEqual([]);
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('linked is added.').waitFor();
    expect(page.url()).not.toContain('config');
    await app.waitForState(({ servers }) => servers.some(({ id }) => id === 'linked'));
    expect(window.errors).toEqual([]);
  });

  test('shows what a bundle would run that the system opens, and adds it when told to', async () => {
    await using app = await openApp({ args: ['--hidden'] });
    const bundle = join(app.home, 'echo.mcpb');
    await writeBundle(bundle);
    await app.desktop.emit('open-file', bundle);
    await expect.poll(async () => (await app.desktop.look()).windows).toHaveLength(1);
    await using window = await openWindow(app, browser);
    const { page } = window;
    const runs = page.getByRole('region', { name: 'This is what will run' });
    await runs.getByText(/server\/echo\.js/).waitFor();
    expect(page.url()).not.toContain('echo.mcpb');
    await page.locator('input[name="token"]').fill('tell-nobody');
    expect((await app.api.hub.state()).servers).toEqual([]);
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('echo-bundle is added.').waitFor();
    await app.waitForState(({ servers }) => servers.some(({ id }) => id === 'echo-bundle'));
  });

  test('says why it does not follow a malformed link', async () => {
    await using app = await openApp({ args: ['loom://run?command=evil'] });
    await using window = await openWindow(app, browser);
    await window.page.getByText('It asks for something that links may not ask for.').waitFor();
  });
});

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}
