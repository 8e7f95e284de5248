/** One server's page in a real browser, against the built hub with real servers. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { openConsole } from './real-console.ts';
import { entries, exposed, secret } from './servers-help.ts';

let browser: Browser;

describe.skipIf(!chromiumPath)('one server', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('has its tools switched and renamed, for every client at once', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await hub.api.servers.start({ id: 'echo' });
    await using opened = await openConsole(hub, browser, { path: '/servers/echo' });
    const { page } = opened;
    // Two at once: neither undoes the other.
    await page.getByRole('switch', { name: 'Offer add_tool' }).click(onTrack);
    await page.getByRole('switch', { name: 'Offer whoami' }).click(onTrack);
    await expect.poll(() => exposed(hub)).not.toContain('echo__add_tool');
    await expect.poll(() => exposed(hub)).not.toContain('echo__whoami');
    await page.getByRole('switch', { name: 'Offer whoami', checked: false }).click(onTrack);
    await expect.poll(() => exposed(hub)).toContain('echo__whoami');

    await page.getByText('whoami', { exact: true }).click();
    await page.getByText('Input schema').waitFor();
    await page.getByRole('button', { name: 'Rename whoami' }).click();
    await page.getByLabel('New name').fill('not a name');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/expected 1 to 50 letters/).waitFor();
    await page.getByLabel('New name').fill('who');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => exposed(hub)).toContain('echo__who');
    await page.getByText('echo__who', { exact: true }).waitFor();
    expect((await entries(hub)).echo).toMatchObject({
      tools: { deny: ['add_tool'], rename: { whoami: 'who' } },
    });
  });

  test('gets another environment, which it runs with from then on', async () => {
    const env = { COLOR: 'red', OLD: 'x' };
    await using hub = await startHub({
      servers: { echo: serverEntry('echo', [], { env, idle_stop: '5m' }) },
    });
    await using opened = await openConsole(hub, browser, {
      path: '/servers/echo?tab=environment',
    });
    const { page } = opened;
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Value of COLOR').fill('blue');
    await page.getByRole('button', { name: 'Remove OLD' }).click();
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page.getByLabel('Name 2').fill('API_KEY');
    await page.getByLabel('Value of API_KEY').fill(secret);
    await page.getByRole('button', { name: 'Save and restart' }).click();
    await page.getByText('Saved echo').waitFor();
    expect((await entries(hub)).echo).toEqual(
      serverEntry('echo', [], {
        env: { COLOR: 'blue', API_KEY: '${secret:API_KEY}' },
        idle_stop: '5m',
      }),
    );
    const { result } = await hub.api.tools.call({
      name: 'echo__whoami',
      arguments: { env: 'COLOR' },
    });
    expect(JSON.stringify(result)).toContain('blue');
  });

  test('keeps what is wrong with its settings from the file', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await using opened = await openConsole(hub, browser, { path: '/servers/echo?tab=settings' });
    const { page } = opened;
    await page.getByLabel('Stop when idle for').fill('soon');
    await page.getByText('A time such as 30s, 10m or 2h.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await entries(hub)).echo).toEqual(serverEntry('echo'));
    await page.getByLabel('Stop when idle for').fill('30s');
    await page
      .getByLabel('Scope')
      .selectOption({ label: 'session: one process for each connection' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('idle_stop: "30s"').waitFor();
    expect((await entries(hub)).echo).toEqual({
      ...serverEntry('echo'),
      scope: 'session',
      idle_stop: '30s',
    });
  });

  test('keeps the last lines of a log that floods, stands still on demand, and goes on', async () => {
    await using hub = await startHub({
      servers: { noisy: serverEntry('noisy', ['--mb-per-second', '4']) },
    });
    await hub.api.servers.start({ id: 'noisy' });
    await using opened = await openConsole(hub, browser, { path: '/servers/noisy?tab=log' });
    const { page } = opened;
    await page.getByText('5,000 lines').waitFor();
    expect(await page.getByRole('log').locator('> div > div').count()).toBeLessThan(120);

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/Paused; [1-9][\d,]* new lines/).waitFor();
    const before = await page.getByRole('log').innerText();
    await page.getByText(/Paused; \d+,\d+ new lines/).waitFor();
    expect(await page.getByRole('log').innerText()).toBe(before);
    await page.getByLabel('Search the log').fill('nowhere to be found');
    await page.getByText('No line matches.').waitFor();
    await page.getByLabel('Search the log').fill('POLLING');
    await page.locator('mark').first().waitFor();
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('Following').waitFor();
    // Whoever scrolls back wants to read.
    await page.getByRole('log').focus();
    await page.keyboard.press('Home');
    await page.getByText(/Paused/).waitFor();
    await page.keyboard.press('End');
    await page.getByText('Following').waitFor();
  });

  test('is restarted, stopped and switched off', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await hub.api.servers.start({ id: 'echo' });
    const pid = await pidOf(hub);
    await using opened = await openConsole(hub, browser, { path: '/servers/echo?tab=processes' });
    const { page } = opened;
    await page.getByRole('cell', { name: String(pid) }).waitFor();
    await page.getByRole('cell', { name: /^in \d+ min/ }).waitFor();
    await page.getByRole('button', { name: 'Restart' }).click();
    await expect.poll(() => pidOf(hub)).not.toBe(pid);
    await hub.waitForState(({ servers }) => servers[0]?.health.phase === 'ready');
    await page.getByRole('cell', { name: String(await pidOf(hub)) }).waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Stop' }).click();
    await page.getByText('No process runs. One starts on first use.').waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Start' }).click();
    await hub.waitForState(({ servers }) => servers[0]?.health.phase === 'ready');
  });

  test('shows resources, prompts, history and its own words', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await hub.api.servers.start({ id: 'echo' });
    await hub.api.tools.call({ name: 'echo__add', arguments: { a: 1, b: 2 } });
    await using opened = await openConsole(hub, browser, { path: '/servers/echo?tab=resources' });
    const { page, errors } = opened;
    const list = page.getByRole('list', { name: 'Resources' });
    await list.getByRole('button').first().click();
    await page.getByRole('region', { name: 'Content' }).locator('pre').waitFor();
    await tab(page, 'Prompts');
    await page.getByRole('link', { name: 'Try in the playground' }).waitFor();
    await tab(page, 'History');
    await page.getByRole('table', { name: 'Last calls' }).getByText('add').waitFor();
    await tab(page, 'Raw');
    await page.getByText('"protocolVersion"').waitFor();
    expect(errors).toEqual([]);
  });

  test('that is not there says so', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/servers/nobody' });
    await opened.page.getByText('There is no server named nobody.').waitFor();
    await opened.page.getByRole('link', { name: 'Go to Servers' }).click();
    await opened.page.getByText('Servers that you add appear here.').waitFor();
  });
});

/** What is seen of a switch lies over what it is. */
const onTrack = { force: true };

async function pidOf(hub: TestHub): Promise<number> {
  const [server] = await hub.api.servers.list();
  return server?.instances[0]?.pid ?? 0;
}

async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name }).click();
}
