/** The page that `loom://` links lead to, in a real browser against the built hub. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';

const echo = serverEntry('echo') as { command: string; args: string[] };
const token = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const local = { command: echo.command, args: [...echo.args, 'a "b" c'], env: { LEVEL: 'debug' } };

let browser: Browser;

describe.skipIf(!chromiumPath)('a link', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('shows all that would run, adds nothing by itself, and adds what was shown', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: pathOf(local, 'My tools') });
    const { page, errors } = opened;
    const runs = page.getByRole('region', { name: 'This is what will run' });
    for (const text of [echo.command, ...echo.args, 'a "b" c', 'LEVEL=debug']) {
      await runs.getByText(text, { exact: true }).waitFor();
    }
    expect((await hub.api.hub.state()).servers).toEqual([]);
    await pressTabUntil(page, 'Add and allow it to run');
    await page.keyboard.press('Enter');
    await page.getByText('is added.').waitFor();
    const { servers } = await hub.api.hub.state();
    expect(servers.map(({ id }) => id)).toEqual(['My-tools']);
    const { entry } = await hub.api.servers.get({ id: 'My-tools' });
    expect(entry).toMatchObject(local);
    await page.getByRole('link', { name: 'Show the server' }).click();
    await page.waitForURL('**/servers/My-tools');
    expect(errors).toEqual([]);
  });

  test('to a server that is there already leads to it', async () => {
    await using hub = await startHub({ servers: { echo } });
    const same = { command: echo.command, args: echo.args };
    await using opened = await openConsole(hub, browser, { path: pathOf(same, 'other') });
    await opened.page.getByText('You have this server already, as echo.').waitFor();
  });

  test('may have a name that the hub refuses, and says so', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: pathOf(local, 'tools') });
    const { page } = opened;
    await page.getByLabel('Name').fill('no good name');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect((await hub.api.hub.state()).servers).toEqual([]);
  });

  test('with a secret in it never shows that, and moves it into the vault', async () => {
    await using hub = await startHub();
    const secret = { ...local, env: { GITHUB_TOKEN: token } };
    await using opened = await openConsole(hub, browser, { path: pathOf(secret, 'tools') });
    const { page } = opened;
    await page.getByText('GITHUB_TOKEN moves into the vault').waitFor();
    expect(await page.locator('body').innerText()).not.toContain(token);
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('tools is added.').waitFor();
    const { entry } = await hub.api.servers.get({ id: 'tools' });
    expect(JSON.stringify(entry)).not.toContain(token);
  });

  test.each([
    ['/install?link=loom%3A%2F%2Frun%3Fcommand%3Dsh', 'may not ask for'],
    ['/install?refused=hidden-characters', 'cannot be seen'],
    ['/install?refused=__proto__', 'no complete loom:// link'],
    [pathOf({ url: 'https://a.example/${secret:GITHUB_TOKEN}' }), 'refers to secrets'],
  ])('that is not followed says why: %.40s', async (path, why) => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path });
    const alert = opened.page.getByRole('alert');
    await alert.getByText('Loom does not follow this link.').waitFor();
    await alert.getByText(why).waitFor();
  });

  test('to a preset fills its fields, but never a secret', async () => {
    await using hub = await startHub();
    const link = 'loom://preset/filesystem?folders=%2Ftmp&unknown=x';
    const path = `/install?link=${encodeURIComponent(link)}`;
    await using opened = await openConsole(hub, browser, { path });
    const { page } = opened;
    await page.waitForURL('**/presets/filesystem?link=*');
    await page.getByText('Filled in by a link').waitFor();
    const runs = page.getByRole('region', { name: 'This is what will run' });
    await runs.getByText('/tmp').waitFor();
  });

  test('to a preset marks what it brought, and takes no kept secret along unasked', async () => {
    await using hub = await startHub();
    const name = 'GRAFANA_SERVICE_ACCOUNT_TOKEN';
    await hub.api.secrets.set({ name, secret: 'c4nary-of-a-t0ken' });
    const link = 'loom://preset/grafana?url=https%3A%2F%2Fevil.example';
    const path = `/presets/grafana?link=${encodeURIComponent(link)}`;
    await using opened = await openConsole(hub, browser, { path });
    const { page } = opened;
    const runs = page.getByRole('region', { name: 'This is what will run' });
    await runs.getByText('https://evil.example').waitFor();
    const address = page.getByLabel('Your Grafana from the link');
    expect(await address.inputValue()).toBe('https://evil.example');
    expect(await page.getByText('from the link').count()).toBe(1);
    await checkAccess(page, 'a preset filled in by a link');
    const source = page.getByLabel('Where Service account token comes from');
    await source.getByText(name).waitFor({ state: 'attached' });
    expect(await source.inputValue()).toBe('');
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('this is needed').waitFor();
    expect((await hub.api.hub.state()).servers).toEqual([]);
    await source.selectOption({ label: `${name}, from the vault` });
    await runs.getByTitle(`Secret ${name}`).waitFor();
    await address.fill('https://mine.example');
    await page.getByText('from the link').waitFor({ state: 'detached' });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is asked about without an accessibility violation in ${colorScheme}`, async () => {
      await using hub = await startHub();
      await using opened = await openConsole(hub, browser, { path: '/install', colorScheme });
      const { page } = opened;
      await page.getByText('Links that begin with loom://').waitFor();
      await checkAccess(page, 'nothing asked');
      await visit(page, '/install?refused=too-long');
      await page.getByText('It is too long.').waitFor();
      await checkAccess(page, 'refused');
      await visit(page, pathOf({ ...local, env: { GITHUB_TOKEN: token } }, 'tools'));
      await page.getByLabel('Name').waitFor();
      await checkAccess(page, 'a command');
      await page.setViewportSize({ width: 720, height: 600 });
      await checkAccess(page, 'a command in a small window');
      await visit(page, pathOf({ url: 'https://mcp.example.com/mcp', headers: { 'X-Team': 'a' } }));
      await page.getByRole('region', { name: 'This is what Loom will connect to' }).waitFor();
      await checkAccess(page, 'an address');
    });
  }
});

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
}

function pathOf(server: object, name?: string): string {
  const config = Buffer.from(JSON.stringify(server)).toString('base64url');
  const named = name === undefined ? '' : `name=${encodeURIComponent(name)}&`;
  return `/install?link=${encodeURIComponent(`loom://install?${named}config=${config}`)}`;
}
