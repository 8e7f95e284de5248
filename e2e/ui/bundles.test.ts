/** Servers out of `.mcpb` files, in a real browser against the built hub. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundleManifest, echoManifest, packBundle, text } from '../harness/bundles.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil, untilFocused } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

const canary = 'c4nary-of-a-t0ken';
const path = '/servers?add=bundle';

let browser: Browser;

describe.skipIf(!chromiumPath)('bundles', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('lead from a chosen file to a tool that answers', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path });
    const { page, errors } = opened;
    await choose(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Echo in a bundle 1.0.0' }).waitFor();
    await dialog.getByText('Not signed').waitFor();
    const runs = dialog.getByRole('region', { name: 'This is what will run' });
    await runs.getByText(/server\/echo\.js/).waitFor();
    await checkAccess(page, 'a bundle filled in');

    await dialog.getByRole('button', { name: 'Add and allow it to run' }).click();
    await dialog.getByText('this is needed').waitFor();
    await untilFocused(dialog.locator('input[type=password]'));
    await page.keyboard.type(canary);
    await dialog.getByText('Goes into the vault as ECHO_BUNDLE_TOKEN').waitFor();
    await dialog.getByLabel('Its name').fill('from the console');
    await runs.getByText("--name 'from the console'").waitFor();
    await dialog.getByText(/It is unpacked into .*\/echo-bundle\/1\.0\.0-/).waitFor();
    expect(unpacked(hub)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('Added echo-bundle').waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(unpacked(hub)).toHaveLength(1);
    expect(readFileSync(hub.registryPath, 'utf8')).not.toContain(canary);

    const { result } = await hub.api.tools.call({ name: 'echo-bundle__whoami', arguments: {} });
    expect(JSON.stringify(result)).toContain('from the console');
    expect(errors).toEqual([]);
  });

  test('are tried without adding, by keys alone', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path });
    const { page } = opened;
    await choose(page, { user_config: {} });
    await page
      .getByRole('region', { name: 'This is what will run' })
      .getByText('echo.js')
      .waitFor();
    await pressTabUntil(page, 'Try');
    await page.keyboard.press('Enter');
    await page.getByText(/echo .*answered in/).waitFor();
    expect(await hub.api.servers.list()).toEqual([]);
    expect(unpacked(hub)).toEqual([]);
  });

  test('of a newer version take the place of the older, with what was filled in', async () => {
    await using hub = await startHub({ servers: { other: serverEntry('echo') } });
    await add(hub, '1.0.0');
    const dark = { colorScheme: 'dark', viewport: { width: 900, height: 800 } } as const;
    await using opened = await openConsole(hub, browser, { path, ...dark });
    const { page } = opened;
    await choose(page, { version: '1.1.0' });
    const target = page.getByLabel('What to do with it');
    await target.waitFor();
    expect(await target.locator('option').allInnerTexts()).toEqual([
      'Take the place of echo-bundle (version 1.0.0)',
      'Add another server',
    ]);
    expect(await page.getByLabel('Its name').inputValue()).toBe('mine');
    await page.getByText('It takes the place of version 1.0.0').waitFor();
    await page.getByText('The vault has ECHO_BUNDLE_TOKEN').waitFor();
    await checkAccess(page, 'a newer bundle, dark, 900 px');
    await page.getByRole('button', { name: 'Replace and allow it to run' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { entry } = await hub.api.servers.get({ id: 'echo-bundle' });
    expect(JSON.stringify(entry)).toMatch(/1\.1\.0-\w+\/server\/echo\.js","--name","mine"/);
  });

  test('of the same name by somebody else get nothing of the other unasked', async () => {
    await using hub = await startHub();
    await add(hub, '1.0.0');
    await using opened = await openConsole(hub, browser, { path });
    const { page } = opened;
    await choose(page, { version: '2.0.0', author: { name: 'Eve' } });
    const warning = page.getByText('says it is by Ada; this one says Eve');
    await warning.waitFor();
    const target = page.getByLabel('What to do with it');
    expect(await target.inputValue()).toBe('');
    expect(await page.getByLabel('Its name').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('this is needed').waitFor();
    expect(await page.getByText('The vault has ECHO_BUNDLE_TOKEN').count()).toBe(0);
    await checkAccess(page, 'a bundle by another author');
    await target.selectOption({ label: 'Take the place of echo-bundle (version 1.0.0)' });
    await page.getByText('The vault has ECHO_BUNDLE_TOKEN').waitFor();
  });

  test('that cannot be taken say why, and nothing of them is there', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path });
    const { page } = opened;
    const alert = page.getByRole('alert');
    await give(page, 'notes.txt', text('x'));
    await alert.getByText('notes.txt is no bundle').waitFor();
    await give(page, 'slip.mcpb', packBundle(echoManifest(), { '../slip.txt': text('x') }));
    await alert.getByText(/leads out of the bundle/).waitFor();
    await checkAccess(page, 'a bundle refused');
    await drop(page, 'dropped.zip');
    await alert.getByText('dropped.zip is no bundle').waitFor();
    const elsewhere = { compatibility: { platforms: ['win32'] }, user_config: {} };
    await choose(page, elsewhere);
    await page.getByText(/runs on Windows\. This is Linux/).waitFor();
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await alert.getByText(/its maker says that it runs on win32/).waitFor();
    expect(existsSync(join(hub.home, 'bundles'))).toBe(false);
  });

  test('that are not open here any more are to be opened again', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/install?bundle=guess' });
    const { page } = opened;
    await page.getByText('this bundle is not open here, or not any more').waitFor();
    await page.getByText('Open the .mcpb file again.').waitFor();
    await checkAccess(page, 'a bundle that is gone');
  });
});

async function choose(page: Page, more: BundleManifest = {}): Promise<void> {
  await give(page, 'echo.mcpb', packBundle(echoManifest(more)));
}

async function give(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const buffer = Buffer.from(bytes);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

async function drop(page: Page, name: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle((file) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], file));
    return transfer;
  }, name);
  await page.getByRole('button', { name: /^Choose/ }).dispatchEvent('drop', { dataTransfer });
}

async function add({ api }: TestHub, version: string): Promise<void> {
  const file = new File([packBundle(echoManifest({ version }))], 'echo.mcpb');
  const { bundle } = await api.bundles.inspect({ file });
  const filled = { bundle, id: 'echo-bundle', values: { token: canary, name: 'mine' } };
  const { digest } = await api.bundles.fill(filled);
  await api.bundles.add({ ...filled, digest });
}

function unpacked({ home }: TestHub): string[] {
  const folder = join(home, 'bundles', 'echo-bundle');
  return existsSync(folder) ? readdirSync(folder) : [];
}
