import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import {
  chromiumPath,
  launchBrowser,
  openPage,
  startTestHub,
  type TestHub,
  untilLive,
} from './open-console.ts';
import { busyState, quietState } from './sample-state.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

let browser: Browser;

describe.skipIf(!chromiumPath)('the console', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('shows what the hub is doing', async () => {
    await using hub = await startTestHub(busyState(Date.now()));
    await using opened = await openLive(hub);
    const { page, errors } = opened;
    expect(page.url()).toBe(`${hub.url}/`);

    const servers = page.getByRole('table', { name: 'Servers' });
    const row = servers.getByRole('row', { name: /filesystem/ });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      'Running',
      'npx -y @modelcontextprotocol/server-filesystem /home/ada/projects/loom/src',
      '14',
      '2,841',
      '3',
      '48301',
      expect.stringMatching(/just now|s ago/),
    ]);
    await page.getByText('Its last line: GITHUB_TOKEN is not set').waitFor();
    await page.getByText('Set GITHUB_TOKEN in its env in registry.yaml.').waitFor();
    await page.getByText('/home/ada/.config/loom/registry.yaml:41:5').waitFor();
    expect(await page.getByRole('table', { name: 'Sessions' }).getByRole('row').count()).toBe(9);
    expect(await page.title()).toBe('Loom (2)');
    expect(errors).toEqual([]);
  });

  test('changes in place when the hub changes', async () => {
    await using hub = await startTestHub(quietState(Date.now()));
    await using opened = await openLive(hub);
    const { page } = opened;
    await page.getByText('None yet.').waitFor();
    await page.getByText('loom servers add everything').waitFor();
    hub.service.setState(busyState(Date.now()));
    await page.getByRole('link', { name: '12 servers' }).waitFor();
    await page.getByRole('rowheader', { name: 'sequential-thinking' }).waitFor();
  });

  test('copies what a client needs', async () => {
    await using hub = await startTestHub(quietState(Date.now()));
    await using opened = await openLive(hub);
    const { page } = opened;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy URL' }).click();
    await page.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe('http://127.0.0.1:8088/mcp');
  });

  test('is usable without a mouse: evidence on focus, restart by Enter', async () => {
    await using hub = await startTestHub(busyState(Date.now()));
    await using opened = await openLive(hub);
    const { page } = opened;
    await pressTabUntil(page, 'Failed');
    await page.getByRole('tooltip').filter({ hasText: 'Given up since' }).waitFor();
    await pressTabUntil(page, 'Restart github');
    await page.keyboard.press('Enter');
    await expect.poll(() => hub.service.calls).toEqual(['restart github']);
  });

  test('says why an action failed, where it was started', async () => {
    const state = busyState(Date.now());
    await using hub = await startTestHub(state);
    await using opened = await openLive(hub);
    const { page } = opened;
    const button = page.getByRole('button', { name: 'Restart sentry' });
    await button.waitFor();
    hub.service.servers.restart = async () => {
      throw new Error('it does not want to');
    };
    await button.click();
    await page.getByRole('alert').filter({ hasText: 'it does not want to' }).waitFor();
  });

  test('without a session shows how to get one, and goes on by itself once there is one', async () => {
    await using hub = await startTestHub(quietState(Date.now()));
    await using opened = await openPage(browser);
    const { page } = opened;
    await page.goto(`${hub.url}/servers`);
    await page.getByText('loom console').waitFor();
    await page.getByRole('heading', { name: 'Open the console with a link' }).waitFor();
    const other = await page.context().newPage();
    await other.goto(hub.launchUrl());
    await untilLive(page);
  });

  test('says so when a link is used up', async () => {
    await using hub = await startTestHub(quietState(Date.now()));
    await using opened = await openPage(browser);
    await opened.page.goto(`${hub.url}/launch?code=old`);
    await opened.page.getByRole('heading', { name: 'This link was used already' }).waitFor();
  });

  test('keeps the last known state when the hub goes away, and reconnects by itself', async () => {
    await using hub = await startTestHub(busyState(Date.now()));
    await using opened = await openLive(hub);
    const { page } = opened;
    await hub.stop();
    await page.getByText('The hub does not answer.').waitFor();
    await page.getByText('Below is the last known state.').waitFor();
    expect(await page.getByRole('rowheader', { name: 'memory' }).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Restart github' }).isVisible()).toBe(false);
    await hub.start();
    await untilLive(page);
    await page.getByText('The hub does not answer.').waitFor({ state: 'detached' });
  });

  test('shows an outline while the hub keeps it waiting', async () => {
    await using hub = await startTestHub(quietState(Date.now()));
    await using opened = await openPage(browser);
    const { page } = opened;
    await page.route('**/api/**', () => {});
    await page.goto(hub.launchUrl());
    await page.getByRole('region', { name: 'Connecting to the hub' }).waitFor();
    await page.getByText('Waiting for the hub for').waitFor();
  });

  test('renders what servers and clients send as text', async () => {
    const hostile = '<img src=x onerror="document.title=1"><b>bold</b>';
    const state = busyState(Date.now());
    const [server] = state.servers;
    const [session] = state.sessions;
    if (!server || !session) throw new Error('the sample is empty');
    server.title = hostile;
    session.client = hostile;
    await using hub = await startTestHub(state);
    await using opened = await openLive(hub);
    await expect.poll(() => opened.page.getByText(hostile).count()).toBe(2);
    expect(await opened.page.locator('img, b').count()).toBe(0);
  });
});

/** States, each with a text by which to know that it is shown. */
const states: [string, (now: number) => HubState][] = [
  ['GITHUB_TOKEN is not set', busyState],
  ['No client is connected', quietState],
  ['did you mean', (now) => ({ ...quietState(now), problems: busyState(now).problems })],
];

describe.skipIf(!chromiumPath)('the console has no accessibility violation', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [900, 1600]) {
      test(`in ${colorScheme} at ${width} px`, async () => {
        await using hub = await startTestHub(quietState(Date.now()));
        await using opened = await openPage(browser, {
          colorScheme,
          viewport: { width, height: 1000 },
        });
        const { page } = opened;
        await page.goto(hub.url);
        await page.getByText('loom console').waitFor();
        await checkAccess(page, 'no session');
        await page.goto(hub.launchUrl());
        await untilLive(page);
        for (const [text, state] of states) {
          hub.service.setState(state(Date.now()));
          await page.getByText(text).waitFor();
          await checkAccess(page, text);
        }
        hub.service.setState(busyState(Date.now()));
        await page.getByText('GITHUB_TOKEN is not set').waitFor();
        await hub.stop();
        await page.getByText('The hub does not answer.').waitFor();
        await checkAccess(page, 'offline');
      });
    }
  }
});

async function openLive(hub: TestHub) {
  const opened = await openPage(browser);
  await opened.page.goto(hub.launchUrl());
  await untilLive(opened.page);
  return opened;
}

async function pressTabUntil(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    if (focused === text) return;
  }
  throw new Error(`no amount of Tab reaches "${text}"`);
}

async function checkAccess(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
  expect(found, state).toEqual([]);
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow, `${state}: wider than the window`).toBe(0);
}
