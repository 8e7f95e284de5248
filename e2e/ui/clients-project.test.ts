import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestHub } from '../harness/hub.ts';
import { connectSocket } from '../harness/raw-client.ts';
import { startHubWithClients } from './client-files.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

let browser: Browser;

describe.skipIf(!chromiumPath)('the files of a project', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('are connected with the seen changes only, and undone to the byte', async () => {
    await using hub = await startHubWithClients();
    const project = makeProject(hub.home, 'shop');
    await workIn(hub, project);
    await using opened = await openConsole(hub, browser, { path: '/clients' });
    const { page, errors } = opened;
    await page.getByRole('button', { name: 'Connect a project…' }).click();
    const dialog = page.getByRole('dialog');
    // It was worked in: no path has to be typed.
    await dialog.getByRole('button', { name: project }).click();
    const cursor = dialog.getByRole('checkbox', { name: /Cursor/ });
    await expect.poll(() => cursor.isChecked()).toBe(true);
    await checkAccess(page, 'files of a project');
    const others = dialog
      .getByRole('listitem')
      .filter({ hasNotText: 'Cursor' })
      .getByRole('checkbox', { checked: true });
    while ((await others.count()) > 0) await others.first().uncheck();
    await dialog.getByRole('button', { name: 'Preview 1 file…' }).click();
    await dialog.getByRole('columnheader', { name: 'After' }).waitFor();
    await dialog.getByText('think of that before you commit').waitFor();
    expect(() => textIn(project)).toThrow();
    await dialog.getByRole('button', { name: 'Write 1 file' }).click();
    await dialog.getByText(/It works: \d+ tools, answered in/).waitFor();
    expect(Object.keys(JSON.parse(textIn(project)).mcpServers)).toEqual(['loom']);
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Took back 1 change').waitFor();
    expect(() => textIn(project)).toThrow();
    expect(errors).toEqual([]);
  });

  test('of a folder that is typed; what is no folder says so', async () => {
    await using hub = await startHubWithClients();
    const project = makeProject(hub.home, 'typed here');
    await using opened = await openConsole(hub, browser, { path: '/clients' });
    const { page, errors } = opened;
    await page.getByRole('button', { name: 'Connect a project…' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('textbox', { name: 'Project folder' });
    await field.fill('shop');
    await page.keyboard.press('Enter');
    await dialog.getByText('is not given by its full path').waitFor();
    await field.fill(`${project}/none`);
    await page.keyboard.press('Enter');
    await dialog.getByText('is no folder').waitFor();
    await field.fill(project);
    await page.keyboard.press('Enter');
    await dialog.getByRole('checkbox', { name: /Cursor/ }).waitFor();
    // The address leads there, too.
    await page.reload();
    await dialog.getByRole('checkbox', { name: /Cursor/ }).waitFor();
    await pressTabUntil(page, 'Cancel');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    // The browser says of every refused request that it was; nothing else may be wrong.
    expect(errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([]);
  });
});

/** A call from there; the session is over when it is connected. */
async function workIn(hub: TestHub, project: string): Promise<void> {
  await using session = await connectSocket(hub, { client: 'cursor', project });
  await session.callTool('echo__echo', { text: 'hello' });
}

/** A project, and what says that Cursor is installed. */
function makeProject(home: string, name: string): string {
  const folder = join(home, 'work', name);
  for (const made of [folder, join(home, '.config/Cursor')]) mkdirSync(made, { recursive: true });
  return folder;
}

function textIn(project: string): string {
  return readFileSync(join(project, '.cursor/mcp.json'), 'utf8');
}
