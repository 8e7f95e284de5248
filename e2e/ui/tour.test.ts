/** What a newcomer does on the first day, without the command line, from an empty hub. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientFiles, textOf, writeClientFile } from './client-files.ts';
import { startHubWithNpx } from './local-npx.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { openConsole } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

let browser: Browser;

describe.skipIf(!chromiumPath)('the whole tour', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('two presets, a client, a call that arrives, found again, and the client’s file as it was', {
    timeout: 120_000,
  }, async () => {
    await using hub = await startHubWithNpx();
    writeClientFile(hub, 'cursor');
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page, errors } = opened;
    const open = (name: string) =>
      page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();

    for (const preset of ['Everything', 'Memory']) {
      await open('Presets');
      await page.getByRole('link', { name: preset, exact: true }).click();
      await page.getByRole('button', { name: 'Add and allow it to run' }).click();
      await page.getByRole('heading', { name: `${preset.toLowerCase()} is added` }).waitFor();
    }

    await open('Clients');
    await page.getByRole('button', { name: 'Connect Cursor' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Write 1 file' }).click();
    await dialog.getByText(/It works: \d+ tools/).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();

    // What Cursor would do with what now stands in its file.
    const { command, args } = JSON.parse(textOf(hub, 'cursor')).mcpServers.loom;
    const env = { HOME: hub.home, PATH: '/usr/bin:/bin' };
    const client = new Client({ name: 'cursor', version: '9.9' });
    await client.connect(new StdioClientTransport({ command, args, env }));
    const call = { name: 'everything__echo', arguments: { message: 'hello from the tour' } };
    expect(JSON.stringify(await client.callTool(call))).toContain('hello from the tour');
    await client.close();
    await page.getByRole('row').filter({ hasText: 'Cursor' }).getByText('Verified').waitFor();

    await open('Activity');
    await page.getByLabel('Search calls').fill('hello from the tour');
    await page.getByRole('row').filter({ hasText: 'echo' }).first().click();
    await page.getByText('hello from the tour').first().waitFor();

    await open('Clients');
    await page.getByRole('link', { name: 'Cursor', exact: true }).click();
    await page.getByRole('button', { name: 'Undo to before this #1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back 1 change' }).click();
    await page.getByText('Took back 1 change').waitFor();
    expect(textOf(hub, 'cursor')).toBe(clientFiles.cursor.text);
    expect(errors).toEqual([]);
  });
});
