import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientFiles, startHubWithClients, textOf, writeClientFile } from './client-files.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

let browser: Browser;

describe.skipIf(!chromiumPath)('the page of clients', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('lists what is here with its state, and finds what is not', async () => {
    await using hub = await startHubWithClients();
    await using opened = await openConsole(hub, browser, { path: '/clients' });
    const { page, errors } = opened;
    await row(page, 'Cursor').getByText('Not connected').waitFor();
    await row(page, 'Codex').getByText('Not connected').waitFor();
    await row(page, 'Gemini CLI').getByText('Unreadable').waitFor();
    await page.getByText('.gemini/settings.json:2:1').waitFor();
    expect(await page.getByRole('link', { name: 'Zed', exact: true }).count()).toBe(0);

    await page.getByRole('link', { name: '1 needs you' }).click();
    await expect.poll(() => row(page, 'Cursor').count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('state')).toBe('attention');
    await page.getByRole('link', { name: 'Show all' }).click();
    await row(page, 'Cursor').waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('zed');
    await page.getByRole('link', { name: 'Zed', exact: true }).click();
    await page.getByRole('heading', { name: 'Zed', exact: true }).waitFor();
    expect(errors).toEqual([]);
  });

  test('connects with the seen change only, says that it works, and undoes it to the byte', async () => {
    await using hub = await startHubWithClients();
    await using opened = await openConsole(hub, browser, { path: '/clients' });
    const { page, errors } = opened;
    await page.getByRole('button', { name: 'Connect Cursor' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('columnheader', { name: 'After' }).waitFor();
    await dialog.getByText('"--client", "cursor"').waitFor();
    // The file has the server by itself, too: out with it.
    await dialog.getByLabel('Take out what Loom serves as well: echo').check();
    await dialog.locator('[data-kind="removed"]').first().waitFor();
    expect(textOf(hub, 'cursor')).toBe(clientFiles.cursor.text);

    await dialog.getByRole('button', { name: 'Write 1 file' }).click();
    await dialog.getByText(/It works: \d+ tools, answered in/).waitFor();
    await dialog.getByText('Developer: Reload Window').waitFor();
    const written = JSON.parse(textOf(hub, 'cursor'));
    expect(Object.keys(written.mcpServers)).toEqual(['loom']);
    expect(written.mine).toBe(1);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await row(page, 'Cursor').getByText('Synced').waitFor();
    await row(page, 'Cursor').getByText('No call yet').waitFor();

    await page.getByRole('link', { name: 'Cursor', exact: true }).click();
    await page.getByRole('button', { name: 'Undo to before this #1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back 1 change' }).click();
    await page.getByText('Took back 1 change').waitFor();
    expect(textOf(hub, 'cursor')).toBe(clientFiles.cursor.text);
    // The undo can be undone.
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('#3').waitFor();
    await expect.poll(() => JSON.parse(textOf(hub, 'cursor'))).toEqual(written);
    expect(errors).toEqual([]);
  });

  test('writes nothing that was not seen: what has changed since is shown anew', async () => {
    await using hub = await startHubWithClients();
    await using opened = await openConsole(hub, browser, { path: '/clients?connect=codex' });
    const dialog = opened.page.getByRole('dialog');
    await dialog.getByText('[mcp_servers.loom]').waitFor();
    const theirs = clientFiles.codex.text.replace('o5', 'o6');
    writeClientFile(hub, 'codex', theirs);
    await dialog.getByRole('button', { name: 'Write 1 file' }).click();
    await dialog.getByText('Some files were not written.').waitFor();
    expect(textOf(hub, 'codex')).toBe(theirs);
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await dialog.getByRole('button', { name: 'Write 1 file' }).click();
    await dialog.getByText('It works').waitFor();
    expect(textOf(hub, 'codex')).toMatch(/^# my codex\nmodel = "o6"[\s\S]*\[mcp_servers\.loom\]/);
  });

  test('connects all at once; what cannot be written says why', async () => {
    await using hub = await startHubWithClients();
    await using opened = await openConsole(hub, browser, { path: '/clients' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Connect all…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Write 2 files' }).click();
    await dialog
      .getByText(/It works/)
      .nth(1)
      .waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: '2 connected' }).waitFor();
    expect(await page.getByRole('button', { name: 'Connect all…' }).count()).toBe(0);

    await page.goto(new URL('/clients?connect=gemini-cli', page.url()).href);
    await dialog.getByText('Left alone').waitFor();
    await dialog.getByText('.gemini/settings.json:2:1').waitFor();
    expect(await dialog.getByRole('button', { name: /^Write/ }).count()).toBe(0);
    expect(textOf(hub, 'gemini')).toBe(clientFiles.gemini.text);
  });

  test('disconnects at once, and the toast takes that back', async () => {
    await using hub = await startHubWithClients();
    await connect(hub, 'codex');
    const synced = textOf(hub, 'codex');
    await using opened = await openConsole(hub, browser, { path: '/clients' });
    const { page } = opened;
    await row(page, 'Codex').hover();
    await page.getByRole('button', { name: 'Disconnect Codex' }).click();
    // It stays as long as somebody points at it.
    await page.getByText('Disconnected Codex').hover();
    expect(textOf(hub, 'codex')).toBe(clientFiles.codex.text);
    await row(page, 'Codex').getByText('Not connected').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await row(page, 'Codex').getByText('Synced').waitFor();
    expect(textOf(hub, 'codex')).toBe(synced);
  });

  test('shows drift as it happens, and heals it on a click', async () => {
    await using hub = await startHubWithClients();
    await connect(hub, 'cursor');
    const synced = textOf(hub, 'cursor');
    await using opened = await openConsole(hub, browser, { path: '/clients' });
    const { page } = opened;
    await row(page, 'Cursor').getByText('Synced').waitFor();
    writeClientFile(hub, 'cursor');
    await row(page, 'Cursor').getByText('Drifted').waitFor();
    await page.getByText(/Loom’s entry is gone from .*mcp\.json/).waitFor();
    await page.getByRole('button', { name: 'Put it back' }).click();
    await row(page, 'Cursor').getByText('Synced').waitFor();
    expect(JSON.parse(textOf(hub, 'cursor'))).toEqual(JSON.parse(synced));

    await page.getByRole('link', { name: 'Cursor', exact: true }).click();
    const drift = page.getByRole('region', { name: 'Drift' });
    await drift.getByText('Put back').click();
    await drift.getByText('"--client"').first().waitFor();
    await page.getByRole('button', { name: 'Put it back' }).click();
    await expect.poll(() => healOf(hub, 'cursor')).toBe('auto');
    await page.getByText('Loom writes its entry again at once').waitFor();
  });

  test('tries what a client runs, and says what is wrong with it', async () => {
    await using hub = await startHubWithClients();
    await connect(hub, 'cursor');
    await using opened = await openConsole(hub, browser, { path: '/clients/cursor' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText(/It works: \d+ tools/).waitFor();
    writeClientFile(hub, 'cursor', textOf(hub, 'cursor').replaceAll('/bin/loom', '/bin/gone'));
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('It does not work').waitFor();
    await page.getByText('is not what Loom wrote, and was not run').first().waitFor();
  });

  test('says how to connect clients that have no file', async () => {
    await using hub = await startHubWithClients();
    await using opened = await openConsole(hub, browser, { path: '/clients/cherry-studio' });
    const { page } = opened;
    const link = page.getByRole('link', { name: 'Open install link' });
    expect(await link.getAttribute('href')).toMatch(/^cherrystudio:\/\/mcp\/install\?/);
    await page.getByText('"--client", "cherry-studio"').waitFor();
    await page.goto(new URL('/clients/nonsense', page.url()).href);
    await page.getByText('Loom knows no client called nonsense.').waitFor();
  });

  test('needs no mouse', async () => {
    await using hub = await startHubWithClients();
    await using opened = await openConsole(hub, browser, { path: '/clients' });
    const { page } = opened;
    await row(page, 'Codex').focus();
    await page.keyboard.press('j');
    await expect.poll(() => row(page, 'Cursor').evaluate(isFocused)).toBe(true);
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cursor', exact: true }).waitFor();
    await pressTabUntil(page, 'Connect…');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('"--client", "cursor"').waitFor();
    await pressTabUntil(page, 'Write 1 file');
    await page.keyboard.press('Enter');
    await dialog.getByText('It works').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(textOf(hub, 'cursor')).toContain('"loom"');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [900, 1600]) {
      test(`has no accessibility violation in ${colorScheme} at ${width} px`, async () => {
        await using hub = await startHubWithClients();
        await connect(hub, 'cursor');
        writeClientFile(hub, 'cursor');
        const viewport = { width, height: 900 };
        const look = { colorScheme, viewport, path: '/clients' };
        await using opened = await openConsole(hub, browser, look);
        const { page, errors } = opened;
        await row(page, 'Cursor').getByText('Drifted').waitFor();
        await checkAccess(page, 'list');
        await page.getByText('more clients that Loom knows').click();
        await page.getByRole('link', { name: 'Zed', exact: true }).waitFor();
        await checkAccess(page, 'all clients');
        await page.getByRole('button', { name: 'Connect Codex' }).click();
        await page.getByText('[mcp_servers.loom]').waitFor();
        await checkAccess(page, 'dialog');
        await page.getByRole('button', { name: 'Write 1 file' }).click();
        await page.getByText('It works').waitFor();
        await checkAccess(page, 'result');
        await page.keyboard.press('Escape');
        await page.getByRole('link', { name: 'Cursor', exact: true }).click();
        await page.getByRole('region', { name: 'Drift' }).getByText('Waiting').click();
        await checkAccess(page, 'one');
        await page.getByRole('button', { name: 'Undo to before this #1' }).click();
        await page.getByRole('dialog').getByText('The file becomes').waitFor();
        await checkAccess(page, 'undo');
        expect(errors).toEqual([]);
      });
    }
  }
});

type Hub = Awaited<ReturnType<typeof startHubWithClients>>;

/** The row of a client; its name stands in bold, and as a link. */
function row(page: Page, label: string) {
  const link = page.getByRole('link', { name: label, exact: true });
  return page.getByRole('table', { name: 'Clients' }).getByRole('row').filter({ has: link });
}

async function connect({ api }: Hub, target: string): Promise<void> {
  const request = { targets: [target] };
  const { changes } = await api.clients.preview(request);
  const { written } = await api.clients.apply({ request, seen: changes });
  expect(written).toHaveLength(1);
}

async function healOf({ api }: Hub, target: string): Promise<string | undefined> {
  const [view] = await api.clients.list({ targets: [target] });
  return view?.heal;
}

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}
