/** Signing in to a server in a real browser, whose redirects are followed as people's are. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browseElsewhere } from '../harness/browse.ts';
import { startHub } from '../harness/hub.ts';
import { startOauthServer } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil, untilFocused } from './real-console.ts';

let browser: Browser;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Presses the link, and answers the authorization server's question. */
async function decide(page: Page, decision: 'Allow' | 'Deny'): Promise<string> {
  const opening = page.waitForEvent('popup');
  await page.getByRole('link', { name: /^Continue at 127/ }).click();
  const popup = await opening;
  await popup.getByRole('link', { name: decision }).click();
  await popup.waitForURL('**/callback?**');
  const said = await popup.getByRole('heading').innerText();
  await popup.close();
  return said;
}

describe.skipIf(!chromiumPath)('signing in', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('begins where a server is added by its URL, and ends with its tools', async () => {
    await using remote = await startOauthServer(['--consent']);
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/servers?add=url' });
    const { page } = opened;
    await page.getByRole('textbox', { name: 'URL' }).fill(remote.url);
    await page.getByLabel('Name', { exact: true }).fill('docs');
    await button(page, 'Add').click();
    await page.waitForURL('**/servers/docs');
    await page.getByText('docs wants you to sign in.').waitFor();
    await checkAccess(page, 'needed');
    await button(page, 'Sign in').click();
    await page.getByText('A browser is awaited.').waitFor();
    await checkAccess(page, 'waiting');
    expect(await decide(page, 'Allow')).toBe('Signed in');
    await page.getByText('Signed in by').waitFor();
    await page.getByText('2 of 2 tools on').waitFor();
    await checkAccess(page, 'signed in');

    await button(page, 'Sign out').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Loom forgets its tokens').waitFor();
    await checkAccess(page, 'signing out');
    await button(page, 'Cancel').click();
    await page.getByText('Signed in by').waitFor();
    await button(page, 'Sign out').click();
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('docs wants you to sign in.').waitFor();
    // It is signed out here at once; there it is told then.
    await expect.poll(() => remote.admin('state')).toMatchObject({ revocations: 2 });
  });

  test('tells why it failed, and can be given up', async () => {
    await using remote = await startOauthServer(['--consent']);
    await using hub = await startHub({ servers: { docs: { transport: 'http', url: remote.url } } });
    await hub.api.servers.start({ id: 'docs' }).catch(() => {});
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/servers/docs');
    await button(page, 'Sign in').click();
    expect(await decide(page, 'Deny')).toBe('Not signed in');
    await page.getByText('access_denied: the owner said no').waitFor();
    await checkAccess(page, 'failed');
    await button(page, 'Sign in again').click();
    await page.getByRole('link', { name: /^Continue at/ }).waitFor();
    await button(page, 'Cancel').click();
    await page.getByText('docs wants you to sign in.').waitFor();
  });

  test('is completed for a browser on another machine by the address that it ended at', async () => {
    await using remote = await startOauthServer();
    await using hub = await startHub({ servers: { docs: { transport: 'http', url: remote.url } } });
    await hub.api.servers.start({ id: 'docs' }).catch(() => {});
    await using opened = await openConsole(hub, browser, { path: '/servers/docs' });
    const { page } = opened;
    await button(page, 'Sign in').click();
    const link = page.getByRole('link', { name: /^Continue at/ });
    const address = await browseElsewhere((await link.getAttribute('href')) ?? '');
    await page.getByText('The browser is on another machine').click();
    const field = page.getByLabel('Address of its last page');
    await field.fill(address.replace('state=', 'state=x'));
    await button(page, 'Finish').click();
    await page.getByText('This is not the address that the sign-in waits for.').waitFor();
    await checkAccess(page, 'another address');
    await field.fill(address);
    await field.press('Enter');
    await page.getByText('Signed in by').waitFor();
  });

  test('needs no mouse', async () => {
    await using remote = await startOauthServer();
    await using hub = await startHub({ servers: { docs: { transport: 'http', url: remote.url } } });
    await hub.api.servers.start({ id: 'docs' }).catch(() => {});
    await using opened = await openConsole(hub, browser, { path: '/servers/docs' });
    const { page } = opened;
    await button(page, 'Sign in').waitFor();
    await pressTabUntil(page, 'Sign in');
    await page.keyboard.press('Enter');
    const link = page.getByRole('link', { name: /^Continue at/ });
    await untilFocused(link);
    const opening = page.waitForEvent('popup');
    await page.keyboard.press('Enter');
    await (await opening).getByText('You can close this page').waitFor();
    await page.getByText('Signed in by').waitFor();
  });
});
