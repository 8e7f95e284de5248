/** The gallery of presets and a preset's page, in a real browser against the built hub. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { startHubWithNpx } from './local-npx.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

const password = 'canary-3f9a7c21e8b04d56';
const dsn = `postgres://ada:${password}@127.0.0.1:5432/loom`;

let browser: Browser;

describe.skipIf(!chromiumPath)('presets', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('lead from the first page to a working tool call in five clicks', async () => {
    await using hub = await startHubWithNpx();
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page, errors } = opened;
    await page.getByRole('link', { name: 'Choose a preset' }).click();
    await page.getByRole('link', { name: 'Everything', exact: true }).click();
    const runs = page.getByRole('region', { name: 'This is what will run' });
    await runs.getByText('npx -y @modelcontextprotocol/server-everything@').waitFor();
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByRole('link', { name: 'everything__get-tiny-image' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('img', { name: /Image/ }).waitFor();
    const { servers } = await hub.waitForState(({ servers: [server] }) => server?.calls === 1);
    expect(servers.map(({ id }) => id)).toEqual(['everything']);
    expect(errors).toEqual([]);
  });

  test('are found by words and category, and the address keeps what was chosen', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/presets' });
    const { page, errors } = opened;
    await page.getByRole('link', { name: /^Databases/ }).click();
    await page.getByRole('heading', { name: 'Databases' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).count()).toBe(1);
    await page.keyboard.press('/');
    await page.keyboard.type('mongo');
    await expect.poll(() => items(page)).toEqual(['MongoDB']);
    await page.reload();
    await expect.poll(() => items(page)).toEqual(['MongoDB']);
    expect(new URL(page.url()).search).toBe('?category=databases&q=mongo');

    await page.getByLabel('Search presets').fill('there is no such thing');
    await page.getByText('No preset matches.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => (await items(page)).length).toBeGreaterThan(40);
    expect(errors).toEqual([]);
  });

  test('are walked through by keys, filled in, tried and added without a mouse', async () => {
    await using hub = await startHubWithNpx();
    await using opened = await openConsole(hub, browser, { path: '/presets?category=files' });
    const { page } = opened;
    await page.getByRole('heading', { name: 'Files' }).waitFor();
    await pressTabUntil(page, 'Filesystem');
    await page.keyboard.press('j');
    expect(await focused(page)).toBe('MarkItDown');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe('Filesystem');
    await page.keyboard.press('Enter');
    const runs = page.getByRole('region', { name: 'This is what will run' });
    await runs.getByText('${project}').waitFor();

    await page.getByLabel('Folders').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(`${hub.home}\n/no such place`);
    await runs.getByText(`${hub.home} '/no such place'`).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(hub.home);
    await expect.poll(() => runs.innerText()).toMatch(new RegExp(`${hub.home}\n`));
    await pressTabUntil(page, 'Try');
    await page.keyboard.press('Enter');
    await page.getByText(/answered in/).waitFor();
    await page.getByText('read_text_file', { exact: true }).waitFor();
    expect(await entries(hub)).toEqual({});

    await pressTabUntil(page, 'Add and allow it to run');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'filesystem is added' }).waitFor();
    await page.getByRole('link', { name: 'filesystem__read_text_file' }).waitFor();
    expect(await entries(hub)).toMatchObject({ filesystem: { command: 'npx' } });
  });

  test('say why one does not start, with what it wrote, and add nothing', async () => {
    await using hub = await startHubWithNpx();
    await using opened = await openConsole(hub, browser, { path: '/presets/weather' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('It does not work like this.').waitFor();
    await page
      .getByText(/npm error 404 @dangahagan\/weather-mcp/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByLabel('Name').fill('other');
    // What was tried was something else.
    await page.getByText('It does not work like this.').waitFor({ state: 'detached' });
    expect(await entries(hub)).toEqual({});
  });

  test('say what is wrong, field by field, and go to the first', async () => {
    await using hub = await startHub({ servers: { slack: serverEntry('echo') } });
    await using opened = await openConsole(hub, browser, { path: '/presets/slack' });
    const { page } = opened;
    const name = page.getByLabel('Name');
    await expect.poll(() => name.inputValue()).toBe('slack-2');
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('this is needed').waitFor();
    expect(await entries(hub)).not.toHaveProperty('slack-2');
    const token = page.getByLabel('User OAuth token', { exact: true });
    await expect.poll(() => token.evaluate((field) => field === document.activeElement)).toBe(true);
    await token.fill('wrong');
    await page.getByText('expected a user token, which begins with xoxp-').waitFor();
    await token.fill('xoxp-right');
    await page.getByText('Goes into the vault as SLACK_USER_TOKEN').waitFor();
    await name.fill('no name');
    await page.getByText('1 to 32 letters').waitFor();
    await name.fill('slack');
    await page.getByText('there is already a server named “slack”').waitFor();
  });

  test('keep a secret out of everything but the vault, and offer it again', async () => {
    await using hub = await startHubWithNpx();
    await using opened = await openConsole(hub, browser, { path: '/presets/database' });
    const { page } = opened;
    await page.getByLabel('Connection string', { exact: true }).fill(dsn);
    const runs = page.getByRole('region', { name: 'This is what will run' });
    await runs.getByTitle('Secret DATABASE_DSN').waitFor();
    expect(await page.content()).not.toContain(password);
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByRole('heading', { name: 'database is added' }).waitFor();
    // The package is not there; why, its own words say.
    await page.getByText('npm error 404').first().waitFor();
    expect(await entries(hub)).toMatchObject({
      database: { env: { DSN: '${secret:DATABASE_DSN}' } },
    });
    expect((await hub.api.secrets.reveal({ name: 'DATABASE_DSN' })).secret).toBe(dsn);
    expect(await everythingIn(page)).not.toContain(password);

    await page.getByRole('button', { name: 'Add once more' }).click();
    const source = page.getByLabel('Where Connection string comes from');
    await expect.poll(() => source.inputValue()).toBe('DATABASE_DSN');
    await page.getByText('The vault has DATABASE_DSN; its value stays there.').waitFor();
    await source.selectOption({ label: 'A new value' });
    await page.getByLabel('Connection string', { exact: true }).fill('mysql://another@host/db');
    await page.getByText('Goes into the vault as DATABASE_DSN_DATABASE_2').waitFor();
  });

  test('an addition is taken back by its toast', async () => {
    await using hub = await startHubWithNpx();
    await using opened = await openConsole(hub, browser, { path: '/presets/memory' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('Added memory').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Add and allow it to run' }).waitFor();
    await expect.poll(() => entries(hub)).toEqual({});
  });

  test('an addition that is taken back offers to remove the secrets that it brought', async () => {
    await using hub = await startHubWithNpx();
    await hub.api.secrets.set({ name: 'MINE', secret: 'stays' });
    await using opened = await openConsole(hub, browser, { path: '/presets/slack' });
    const { page } = opened;
    await page.getByLabel('User OAuth token', { exact: true }).fill('xoxp-right');
    await page.getByText('Goes into the vault as SLACK_USER_TOKEN').waitFor();
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('Added slack').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('SLACK_USER_TOKEN came with it and stays in the vault').waitFor();
    await checkAccess(page, 'offer');
    await page.getByRole('button', { name: 'Remove the secret' }).click();
    await page.getByText('Removed SLACK_USER_TOKEN').waitFor();
    expect((await hub.api.secrets.list()).map(({ name }) => name)).toEqual(['MINE']);
    expect(await entries(hub)).toEqual({});
  });

  test('what is in use says as what, and leads there', async () => {
    await using hub = await startHub({
      servers: {
        mine: { transport: 'stdio', command: 'npx', args: ['@modelcontextprotocol/server-memory'] },
      },
    });
    await using opened = await openConsole(hub, browser, { path: '/presets' });
    const { page } = opened;
    await page.getByRole('link', { name: '1 in use' }).click();
    await expect.poll(() => items(page)).toEqual(['Memory']);
    await page.getByRole('main').getByRole('link', { name: 'mine' }).click();
    await page.waitForURL('**/servers/mine');
    await page.goto(new URL('/presets/no-such-one', page.url()).href);
    await page.getByText('There is no preset named no-such-one.').waitFor();
  });

  test.each([
    ['light', 900],
    ['dark', 900],
    ['light', 1600],
    ['dark', 1600],
  ] as const)('have no violation of accessibility rules: %s, %i px', async (colorScheme, width) => {
    await using hub = await startHubWithNpx();
    await using opened = await openConsole(hub, browser, {
      path: '/presets',
      colorScheme,
      viewport: { width, height: 900 },
    });
    const { page } = opened;
    await page.getByRole('heading', { name: 'Databases' }).waitFor();
    await checkAccess(page, 'gallery');
    await goTo(page, '/presets/github-docker');
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('this is needed').waitFor();
    await checkAccess(page, 'a form with a problem');
    await goTo(page, '/presets/memory');
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText(/answered in/).waitFor();
    await checkAccess(page, 'a try that worked');
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByRole('link', { name: 'memory__create_entities' }).waitFor();
    await checkAccess(page, 'what was added');
    await goTo(page, '/presets/weather');
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('It does not work like this.').waitFor();
    await checkAccess(page, 'a try that failed');
  });
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
}

/** The titles that the gallery shows. */
function items(page: Page): Promise<string[]> {
  return page.locator('a[data-item]').allInnerTexts();
}

function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.textContent);
}

/** All that the page and its browser hold as text. */
function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      document.cookie,
      location.href,
      ...[...document.querySelectorAll('input, textarea')].map(
        (field) => (field as HTMLInputElement).value,
      ),
    ].join('\n'),
  );
}

async function entries(hub: TestHub): Promise<Record<string, unknown>> {
  const text = await readFile(hub.registryPath, 'utf8').catch(() => '');
  return (parse(text) as { servers?: Record<string, unknown> } | null)?.servers ?? {};
}
