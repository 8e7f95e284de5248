/** The pages of servers for everybody: without a mouse, with a screen reader, with very many servers. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil, untilFocused } from './real-console.ts';
import { commandOf, exposed, row } from './servers-help.ts';

let browser: Browser;

/** The narrowest that has to do. */
const viewport = { width: 900, height: 900 };

describe.skipIf(!chromiumPath)('the pages of servers', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('are usable with the keyboard only', async () => {
    await using hub = await startHub({
      servers: { echo: serverEntry('echo'), slow: serverEntry('slow') },
    });
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    const { keyboard } = page;
    await keyboard.press('g');
    await keyboard.press('s');
    await row(page, 'echo').waitFor();
    await keyboard.press('/');
    await keyboard.type('s');
    await keyboard.press('Escape');
    await pressTabUntilRow(page);
    await keyboard.press('j');
    await expect.poll(() => focusedRow(page)).toContain('slow');
    await keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await keyboard.press('k');
    await expect.poll(() => focusedRow(page)).toContain('echo');
    await keyboard.press('Enter');
    await page.waitForURL('**/servers/echo');
    await page.getByRole('button', { name: 'Start it' }).waitFor();
    await pressTabUntil(page, 'Start it');
    await keyboard.press('Enter');
    await page.getByText('11 of 11 tools on').waitFor();
    await pressTabUntil(page, 'Offer echo');
    await keyboard.press('Space');
    await expect.poll(() => exposed(hub)).not.toContain('echo__echo');

    await keyboard.press('g');
    await keyboard.press('s');
    await row(page, 'slow').waitFor();
    await pressTabUntil(page, 'Add server');
    await keyboard.press('Enter');
    await untilFocused(page.getByRole('textbox', { name: 'Command', exact: true }));
    await keyboard.type(commandOf('many-tools'));
    await pressTabUntil(page, 'Add and allow it to run');
    await keyboard.press('Enter');
    await page.waitForURL('**/servers/many-tools');
    await page.getByText('50 of 50 tools on').waitFor();
  });

  test('scroll through 200 servers as through ten', async () => {
    const servers = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`server-${index}`, serverEntry('echo')]),
    );
    await using hub = await startHub({ servers });
    await using opened = await openConsole(hub, browser, { path: '/servers' });
    const { page } = opened;
    await row(page, 'server-0').waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(80);
    await page.getByRole('row').nth(1).focus();
    await page.keyboard.press('End');
    await expect.poll(() => focusedRow(page)).toContain('server-199');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/servers/server-199');
    await page.goBack();
    await page.getByText('200 servers', { exact: true }).waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`have no accessibility violation in ${colorScheme}: the list`, async () => {
      await using hub = await startHub({ servers: ofEveryState });
      await startAll(hub);
      await using opened = await openConsole(hub, browser, {
        path: '/servers',
        colorScheme,
        viewport,
      });
      const { page } = opened;
      await lookAt(page, '/servers', 'exited with code 1');
      await page.getByRole('checkbox', { name: 'echo' }).check();
      await checkAccess(page, 'selected');
      await page.getByRole('button', { name: 'Set secret github' }).click();
      await page.getByRole('dialog').waitFor();
      await checkAccess(page, 'set secret');
    });

    test(`have no accessibility violation in ${colorScheme}: adding`, async () => {
      await using hub = await startHub({ servers: ofEveryState });
      await using opened = await openConsole(hub, browser, {
        path: '/servers',
        colorScheme,
        viewport,
      });
      const { page } = opened;
      await lookAt(page, '/servers?add=command', 'This is what will run');
      await page.getByRole('button', { name: 'Add variable' }).click();
      await page.getByLabel('Name 1').fill('API_KEY');
      await page.getByRole('button', { name: 'Add and allow it to run' }).click();
      await page.getByText('Say what is to be run.').waitFor();
      await checkAccess(page, 'problems');
      await lookAt(page, '/servers?add=url', 'This is what it connects to');
      await lookAt(page, '/servers?add=paste', 'Snippet');
      await page.getByLabel('Snippet').fill('claude mcp add x -e API_KEY=abc123 -- npx -y y');
      await page.getByText('Exactly this will run').waitFor();
      await checkAccess(page, 'candidates');
      await lookAt(page, '/servers?add=import', 'No client has a server');
    });

    test(`have no accessibility violation in ${colorScheme}: what a server offers`, async () => {
      await using hub = await startUsed();
      await using opened = await openConsole(hub, browser, {
        path: '/servers/echo',
        colorScheme,
        viewport,
      });
      const { page } = opened;
      await lookAt(page, '/servers/echo?tool=add', 'Input schema');
      await lookAt(page, '/servers/echo?tab=resources', 'Choose a resource');
      await lookAt(page, '/servers/echo?tab=prompts', 'Try in the playground');
      await lookAt(page, '/servers/noisy?tab=log', 'polling the queue');
      await lookAt(page, '/servers/broken', 'GITHUB_TOKEN is not set');
      await lookAt(page, '/servers/nobody', 'There is no server');
    });

    test(`have no accessibility violation in ${colorScheme}: how a server is run`, async () => {
      await using hub = await startUsed();
      await using opened = await openConsole(hub, browser, {
        path: '/servers/echo',
        colorScheme,
        viewport,
      });
      const { page } = opened;
      await lookAt(page, '/servers/github?tab=environment', 'TOKEN');
      await page.getByRole('button', { name: 'Edit' }).click();
      await checkAccess(page, 'edit');
      await lookAt(page, '/servers/echo?tab=settings', 'Entry in registry.yaml');
      await lookAt(page, '/servers/echo?tab=processes', 'Calls in flight');
      await lookAt(page, '/servers/echo?tab=history', 'Last calls');
      await lookAt(page, '/servers/echo?tab=raw', 'protocolVersion');
    });
  }
});

const ofEveryState = {
  echo: serverEntry('echo', [], { tools: { deny: ['add_*'] } }),
  noisy: serverEntry('noisy', ['--total-mb', '0.1']),
  broken: serverEntry('exit-at-start'),
  github: serverEntry('echo', [], { env: { TOKEN: '${secret:TOKEN}' } }),
  off: serverEntry('slow', [], { enabled: false }),
};

async function startAll(hub: TestHub): Promise<void> {
  for (const id of ['echo', 'noisy', 'broken', 'github']) {
    await hub.api.servers.start({ id }).catch(() => undefined);
  }
}

/** A hub with servers in every state, one of which was called. */
async function startUsed(): Promise<TestHub> {
  const hub = await startHub({ servers: ofEveryState });
  await startAll(hub);
  await hub.api.tools.call({ name: 'echo__add', arguments: { a: 1, b: 2 } });
  return hub;
}

async function lookAt(page: Page, path: string, text: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await page.locator('main, [role=dialog]').getByText(text).first().waitFor();
  await checkAccess(page, path);
}

function focusedRow(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.closest('[role=row]')?.textContent ?? '');
}

async function pressTabUntilRow(page: Page): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const role = await page.evaluate(() => document.activeElement?.getAttribute('role'));
    if (role === 'row') return;
  }
  throw new Error('no amount of Tab reaches a row');
}
