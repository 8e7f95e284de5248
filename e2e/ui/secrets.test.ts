/** Secrets, secrets in plain text, and tokens, in a real browser against the built hub. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeUp } from '../../src-main/hub/secret-scan/testing/made-up.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil, untilFocused } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

const canary = 'canary-3f9a7c21e8b04d56';
/** Looks like one, and is put together so that no scanner takes this file for a leak. */
const found = `gh${'p_'}${madeUp(36)}`;
const waiting = serverEntry('echo', [], { env: { TOKEN: '${secret:DOCS_TOKEN}' } });

let browser: Browser;

describe.skipIf(!chromiumPath)('secrets', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('that are missing come first; once set, what waited for them starts', async () => {
    await using hub = await startHub({ servers: { docs: waiting, echo: serverEntry('echo') } });
    await hub.api.secrets.set({ name: 'ALPHA', secret: 'spare' });
    await expect(hub.api.servers.start({ id: 'docs' })).rejects.toThrow('DOCS_TOKEN');
    await using opened = await openConsole(hub, browser, { path: '/secrets' });
    const { page, errors } = opened;
    await page.getByRole('link', { name: '1 is not set' }).waitFor();
    const first = page.getByRole('table').getByRole('row').nth(1);
    await first.getByText('DOCS_TOKEN').waitFor();
    await first.getByText('Not set').waitFor();
    await first.getByRole('link', { name: 'docs', exact: true }).waitFor();

    await page.getByRole('button', { name: 'Set DOCS_TOKEN' }).click();
    await page.getByText('docs can start then.').waitFor();
    await untilFocused(page.getByLabel('Value', { exact: true }));
    await page.keyboard.type(canary);
    await page.keyboard.press('Enter');
    await toast(page, 'Set DOCS_TOKEN').waitFor();
    await row(page, 'DOCS_TOKEN').getByText('Encrypted file').waitFor();
    expect(await everythingIn(page)).not.toContain(canary);
    // It had been tried before, so that it goes on by itself.
    await hub.waitForState(({ servers }) =>
      servers.some(({ id, health }) => id === 'docs' && health.phase === 'ready'),
    );
    expect(errors).toEqual([]);
  });

  test('are added, shown on demand for a while, replaced and removed, by keys alone', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/secrets' });
    const { page, errors } = opened;
    await page.getByText('Passwords, keys and tokens that your servers need').waitFor();
    await pressTabUntil(page, 'Add secret');
    await page.keyboard.press('Enter');
    await untilFocused(page.getByRole('dialog').getByLabel('Name', { exact: true }));
    await page.keyboard.type('9 lives');
    await page.keyboard.press('Enter');
    await page.getByText('1 to 128 letters, digits').waitFor();
    await page.getByText('Give it a value.').waitFor();
    await untilFocused(page.getByRole('dialog').getByLabel('Name', { exact: true }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('API_KEY');
    await page.keyboard.press('Tab');
    await page.keyboard.type(canary);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await row(page, 'API_KEY').waitFor();
    expect(await everythingIn(page)).not.toContain(canary);

    await row(page, 'API_KEY').focus();
    await page.keyboard.press('Enter');
    await untilFocused(page.getByRole('dialog', { name: 'API_KEY', exact: true }));
    expect(new URL(page.url()).searchParams.get('secret')).toBe('API_KEY');
    expect(await page.content()).not.toContain(canary);
    await pressTabUntil(page, 'Reveal');
    await page.keyboard.press('Enter');
    await page.getByText(canary).waitFor();
    await page.getByText(/Hides in/).waitFor();
    await pressTabUntil(page, 'Hide');
    await page.keyboard.press('Enter');
    await page.getByText(canary).waitFor({ state: 'detached' });
    expect(await everythingIn(page)).not.toContain(canary);

    await pressTabUntil(page, 'Replace');
    await page.keyboard.press('Enter');
    await untilFocused(page.getByLabel('New value'));
    await page.keyboard.type('another');
    await page.keyboard.press('Enter');
    await page.getByText('Replaced API_KEY').waitFor();
    expect((await hub.api.secrets.reveal({ name: 'API_KEY' })).secret).toBe('another');

    await untilFocused(page.getByRole('dialog', { name: 'API_KEY', exact: true }));
    await pressTabUntil(page, 'Remove');
    await page.keyboard.press('Enter');
    await page.getByText('No server refers to it.').waitFor();
    await untilFocused(page.getByRole('dialog').getByRole('button', { name: 'Keep', exact: true }));
    await pressTabUntil(page, 'Remove API_KEY');
    await page.keyboard.press('Enter');
    await page.getByText('Removed API_KEY').waitFor();
    expect(await hub.api.secrets.list()).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('are encrypted anew, with a passphrase or a key, and stay what they are', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await hub.api.secrets.set({ name: 'ALPHA', secret: canary });
    const file = join(hub.home, 'vault.json');
    const before = await readFile(file, 'utf8');
    await using opened = await openConsole(hub, browser, { path: '/secrets' });
    const { page, errors } = opened;
    await row(page, 'ALPHA').waitFor();
    await pressTabUntil(page, 'Change key…');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Passphrase', exact: true }).click();
    await dialog.getByLabel('New passphrase', { exact: true }).fill('short');
    await dialog.getByRole('button', { name: 'Encrypt anew' }).click();
    await dialog.getByText('It has at least 12 characters.').waitFor();
    await dialog.getByLabel('New passphrase', { exact: true }).fill('correct horse battery');
    await dialog.getByText('The two are not the same.').waitFor();
    await checkAccess(page, 'change of the key');
    await dialog.getByLabel('Once more').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await page.getByText('is encrypted anew').waitFor();
    const between = await readFile(file, 'utf8');
    expect(between).toContain('scrypt');
    expect(between).not.toBe(before);
    await page.getByRole('button', { name: 'Change key…' }).click();
    await dialog.getByRole('button', { name: 'Encrypt anew' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await readFile(file, 'utf8')).not.toContain('scrypt');
    expect(await hub.api.secrets.reveal({ name: 'ALPHA' })).toEqual({ secret: canary });
    expect(await everythingIn(page)).not.toContain('correct horse');
    expect(errors).toEqual([]);
  });

  test('a key of several lines is kept as it was pasted', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/secrets?set=DEPLOY_KEY' });
    const { page } = opened;
    const key = `-----BEGIN KEY-----\n${canary}\n-----END KEY-----\n`;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByLabel('Value', { exact: true }).focus();
    await page.evaluate((text) => navigator.clipboard.writeText(text), key);
    await page.keyboard.press('Control+V');
    await page.getByText('3 lines were pasted').waitFor();
    expect(await page.content()).not.toContain(canary);
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await row(page, 'DEPLOY_KEY').waitFor();
    const { secret } = await hub.api.secrets.reveal({ name: 'DEPLOY_KEY' });
    expect(secret).toBe(key.trimEnd());
  });

  test('removing one says who will miss it, and keeping it is the answer at hand', async () => {
    await using hub = await startHub({ servers: { docs: waiting } });
    await hub.api.secrets.set({ name: 'DOCS_TOKEN', secret: canary });
    await using opened = await openConsole(hub, browser, { path: '/secrets?secret=DOCS_TOKEN' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove DOCS_TOKEN' });
    await dialog.getByText('1 server refers to it').waitFor();
    await dialog.getByRole('link', { name: 'docs', exact: true }).waitFor();
    await untilFocused(dialog.getByRole('button', { name: 'Keep', exact: true }));
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await hub.api.secrets.list()).toHaveLength(1);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove DOCS_TOKEN' }).click();
    await row(page, 'DOCS_TOKEN').getByText('Not set').waitFor();
  });

  test('in plain text are moved into the vault; those of clients are only told', async () => {
    const entry = serverEntry('echo', [], { env: { GITHUB_TOKEN: found } });
    await using hub = await startHub({ servers: { github: entry } });
    await mkdir(join(hub.home, '.cursor'));
    const client = { mcpServers: { mine: { command: 'x', env: { API_TOKEN: found } } } };
    await writeFile(join(hub.home, '.cursor/mcp.json'), JSON.stringify(client));
    await using opened = await openConsole(hub, browser, { path: '/secrets' });
    const { page, errors } = opened;
    const plain = page.getByRole('region', { name: 'In plain text' });
    await plain.getByText('github.env.GITHUB_TOKEN').waitFor();
    await plain.getByText('mcpServers.mine.env.API_TOKEN').waitFor();
    await plain.getByText('Cursor', { exact: true }).waitFor();
    expect(await everythingIn(page)).not.toContain(found.slice(6));

    await plain.getByLabel('Move github.env.GITHUB_TOKEN').uncheck();
    expect(await plain.getByRole('button', { name: /^Move/ }).count()).toBe(0);
    await plain.getByLabel('Move github.env.GITHUB_TOKEN').check();
    await plain.getByRole('button', { name: 'Move 1 secret into the vault' }).click();
    await page.getByText('Moved 1 secret into the vault').waitFor();
    await row(page, 'GITHUB_TOKEN').getByRole('link', { name: 'github', exact: true }).waitFor();
    const text = await readFile(hub.registryPath, 'utf8');
    expect(text).toContain('${secret:GITHUB_TOKEN}');
    expect(text).not.toContain(found);
    expect((await hub.api.secrets.reveal({ name: 'GITHUB_TOKEN' })).secret).toBe(found);
    await plain.getByText('github.env.GITHUB_TOKEN').waitFor({ state: 'detached' });
    await plain.getByRole('link', { name: 'Import from clients' }).click();
    await page.waitForURL('**/servers?add=import');
    expect(errors).toEqual([]);
  });

  test('a file that cannot be looked through is no good news', async () => {
    await using hub = await startHub();
    await mkdir(join(hub.home, '.cursor'));
    await writeFile(join(hub.home, '.cursor/mcp.json'), '{ "mcpServers": {');
    await using opened = await openConsole(hub, browser, { path: '/secrets' });
    const { page } = opened;
    await page.getByText('Could not be looked through').waitFor();
    await page.getByText('it is not valid JSON').waitFor();
  });
});

describe.skipIf(!chromiumPath)('tokens', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('are made, shown once, let a client in, and when revoked do not', async () => {
    await using hub = await startHub({
      servers: { echo: serverEntry('echo'), other: serverEntry('echo') },
      config: { http: { auth: { type: 'token' } } },
    });
    await using opened = await openConsole(hub, browser, { path: '/secrets?tab=tokens' });
    const { page, errors } = opened;
    await page.getByText('A token lets a client in that reaches Loom over HTTP.').waitFor();
    await page.getByRole('button', { name: 'Create token' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('laptop');
    await dialog.getByLabel('Servers').selectOption({ label: 'Only these' });
    await dialog.getByRole('button', { name: 'Create token' }).click();
    await dialog.getByText('Choose at least one.').waitFor();
    await dialog.getByLabel('echo').check();
    await dialog.getByLabel('Expires').selectOption({ label: 'In a week' });
    await dialog.getByRole('button', { name: 'Create token' }).click();

    await dialog.getByText('Copy it now: it is not shown again.').waitFor();
    const text = (await dialog.locator('pre').first().innerText()).trim();
    expect(text).toMatch(/^loom_[0-9A-Za-z]{49}$/);
    const snippet = JSON.parse(await dialog.locator('pre').nth(1).innerText());
    expect(snippet.mcpServers.loom).toMatchObject({
      url: hub.url,
      headers: { Authorization: `Bearer ${text}` },
    });
    await page.keyboard.press('Escape');
    await dialog.getByText('the token would be lost').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await everythingIn(page)).not.toContain(text);

    expect((await initialize(hub, undefined)).status).toBe(401);
    expect((await initialize(hub, text)).status).toBe(200);
    const line = row(page, 'laptop');
    await line.getByRole('link', { name: 'echo', exact: true }).waitFor();
    await line.getByText('in 7 days').waitFor();

    await page.getByRole('button', { name: 'Revoke laptop' }).click();
    await dialog.getByText('is refused from then on').waitFor();
    await dialog.getByRole('button', { name: 'Revoke laptop' }).click();
    await page.getByText('Revoked laptop').waitFor();
    expect((await initialize(hub, text)).status).toBe(401);
    expect(errors).toEqual([]);
  });

  test('whose text was kept are shown again, for a while', async () => {
    await using hub = await startHub({ config: { http: { auth: { type: 'token' } } } });
    await using opened = await openConsole(hub, browser, {
      path: '/secrets?tab=tokens&add=token',
    });
    const { page } = opened;
    await untilFocused(page.getByRole('dialog').getByLabel('Name', { exact: true }));
    await page.keyboard.type('desk');
    await page.getByLabel('Keep its text in the vault').focus();
    await page.keyboard.press('Space');
    await page.getByPlaceholder('LOOM_TOKEN_DESK').focus();
    await page.keyboard.press('Enter');
    await page.getByText('The vault keeps it as LOOM_TOKEN_DESK').waitFor();
    const text = (await page.getByRole('dialog').locator('pre').first().innerText()).trim();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await pressTabUntil(page, 'Show desk');
    await page.keyboard.press('Enter');
    await untilFocused(page.getByRole('dialog'));
    expect(await page.content()).not.toContain(text);
    await pressTabUntil(page, 'Reveal');
    await page.keyboard.press('Enter');
    await page.getByText(text, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await everythingIn(page)).not.toContain(text);
  });

  test('say so where nobody is asked for one', async () => {
    await using hub = await startHub({ config: { http: { auth: undefined } } });
    await using opened = await openConsole(hub, browser, { path: '/secrets?tab=tokens' });
    await opened.page.getByText('This hub asks for no token').waitFor();
  });
});

describe.skipIf(!chromiumPath)('the page of secrets and tokens', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test.each([
    ['light', 900],
    ['dark', 900],
    ['light', 1600],
    ['dark', 1600],
  ] as const)('has no violation of accessibility rules: %s, %i px', async (colorScheme, width) => {
    const github = serverEntry('echo', ['--token', found], { env: { GITHUB_TOKEN: found } });
    await using hub = await startHub({ servers: { docs: waiting, github } });
    await mkdir(join(hub.home, '.cursor'));
    await writeFile(join(hub.home, '.cursor/mcp.json'), '{ "mcpServers": {');
    await hub.api.secrets.set({ name: 'API_KEY', secret: canary });
    await hub.api.auth.generate({ name: 'laptop', servers: ['docs'], key: 'LOOM_TOKEN_LAPTOP' });
    const viewport = { width, height: 900 };
    const path = '/secrets';
    await using opened = await openConsole(hub, browser, { path, colorScheme, viewport });
    const { page } = opened;
    const visit = async (query: string, text: string) => {
      await page.goto(new URL(`/secrets${query}`, page.url()).href);
      await page.getByText(text).first().waitFor();
      await checkAccess(page, query || 'the list');
    };
    await visit('', 'Could not be looked through');
    await visit('?secret=API_KEY', 'Reveal');
    await visit('?add=secret', 'Paste it.');
    await visit('?tab=tokens', 'laptop');
    await visit('?tab=tokens&add=token', 'Keep its text in the vault');
    await page.getByRole('dialog').getByLabel('Servers').selectOption({ label: 'Only these' });
    await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
    await page.getByText('Choose at least one.').waitFor();
    await checkAccess(page, 'a form with a problem');
    await page.getByLabel('docs').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
    await page.getByText('Copy it now').waitFor();
    await checkAccess(page, 'a new token');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Revoke laptop' }).click();
    await page.getByText('is refused from then on').waitFor();
    await checkAccess(page, 'a question before revoking');
  });
});

function row(page: Page, name: string) {
  return page.getByRole('table').getByRole('row').filter({ hasText: name });
}

/** A dialog's title may say the same. */
function toast(page: Page, text: string) {
  return page.getByRole('alert').filter({ hasText: text });
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

/** As an HTTP client introduces itself. */
function initialize({ url }: TestHub, token: string | undefined): Promise<Response> {
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  };
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
  });
}
