import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

let browser: Browser;

/** Two servers whose tools are known, and a profile with what people write beside it. */
async function startHubWithProfiles(many = 3): Promise<TestHub> {
  const servers = {
    echo: serverEntry('echo'),
    many: serverEntry('many-tools', [String(many)]),
  };
  const registry = `servers: ${JSON.stringify(servers)}
profiles:
  # what reviewers get
  review: { servers: [echo], tools: { deny: ["*announce"] } } # mine
`;
  const hub = await startHub({ registry });
  for (const id of Object.keys(servers)) await hub.api.servers.start({ id });
  return hub;
}

describe.skipIf(!chromiumPath)('the page of profiles', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('lists what each shows and costs, and who has it', async () => {
    await using hub = await startHubWithProfiles();
    await using opened = await openConsole(hub, browser, { path: '/profiles' });
    const { page, errors } = opened;
    const shown = await hub.api.profiles.list();
    const count = shown.find(({ name }) => name === 'review')?.tools;
    await expect
      .poll(() => row(page, 'review').getByRole('cell').allInnerTexts())
      .toEqual([
        'review',
        '1',
        String(count),
        expect.stringMatching(/^≈ .*tokens$/),
        '',
        '',
        expect.any(String),
      ]);
    await page.getByRole('button', { name: 'New profile…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('review');
    await page.getByText('There is a profile of this name.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('writing');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'writing', exact: true }).waitFor();
    await page.getByText('Made writing').waitFor();
    expect(registryOf(hub)).toContain('writing');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => registryOf(hub)).not.toContain('writing');
    expect(errors).toEqual([]);
  });

  test('switches tools, shows what that changes, and saves only then', async () => {
    await using hub = await startHubWithProfiles();
    await using opened = await openConsole(hub, browser, { path: '/profiles/review' });
    const { page, errors } = opened;
    const before = registryOf(hub);
    await page.getByLabel('Tool echo__add', { exact: true }).uncheck();
    await page.getByText(/Not saved: −1 · −.* tokens/).waitFor();
    expect(await page.getByLabel('Tool echo__announce').isDisabled()).toBe(true);
    await page.getByText('hidden by *announce').waitFor();
    await page.getByLabel('Server many').check();
    await page.getByText(/Not saved: \+3 · −1/).waitFor();
    expect(await page.getByRole('textbox', { name: 'Hide' }).inputValue()).toBe(
      '*announce\necho__add',
    );
    expect(registryOf(hub)).toBe(before);

    // Another page and back: the draft is still there.
    await page.getByRole('link', { name: 'Clients' }).click();
    await page.getByRole('link', { name: 'Profiles' }).click();
    await row(page, 'review').getByText('Not saved').waitFor();
    await row(page, 'review').getByRole('link', { name: 'review' }).click();

    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved review').waitFor();
    const { tools } = await hub.api.profiles.view({ name: 'review' });
    const visible = (name: string) => tools.find((tool) => tool.name === name)?.isVisible;
    expect(visible('echo__add')).toBe(false);
    expect(tools.filter(({ server, isVisible }) => server === 'many' && isVisible)).toHaveLength(3);
    expect(registryOf(hub)).toContain('# what reviewers get');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => registryOf(hub)).toContain('[echo]');
    await page.getByText('Not saved').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  test('hides all that a search found, and follows patterns as they are typed', async () => {
    await using hub = await startHubWithProfiles();
    await using opened = await openConsole(hub, browser, { path: '/profiles/default' });
    const { page } = opened;
    await page.getByLabel('Tool many__', { exact: false }).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('many__');
    await page.getByRole('button', { name: 'Hide these 3 tools' }).click();
    await page.getByText(/Not saved: −3/).waitFor();
    await page.getByRole('button', { name: 'Show these 3 tools' }).click();
    await page.getByText('Not saved').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Hide' }).fill('many__*');
    await page.getByText(/Not saved: −3/).waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Not saved').waitFor({ state: 'detached' });
    expect(registryOf(hub)).not.toContain('default');
  });

  test('warns at the limits of a client, and shows the list as that client sees it', async () => {
    await using hub = await startHubWithProfiles(130);
    await using opened = await openConsole(hub, browser, { path: '/profiles/default?as=windsurf' });
    const { page } = opened;
    await page.getByText(/takes 100 tools; \d+ are too many/).waitFor();
    await page.getByRole('button', { name: 'What is seen' }).click();
    await page.getByText('In the order and under the names').waitFor();
    expect(new URL(page.url()).searchParams.get('show')).toBe('shown');
    await page.mouse.wheel(0, 5000);
    await page.getByText('beyond the 100 that').first().waitFor();
    const { tools } = await hub.api.profiles.view({ name: 'default' });
    const table = page.getByRole('table', { name: 'Tools' });
    expect(await table.getAttribute('aria-rowcount')).toBe(String(tools.length + 1));
  });

  test('renames, duplicates and deletes; a toast takes each back', async () => {
    await using hub = await startHubWithProfiles();
    await using opened = await openConsole(hub, browser, { path: '/profiles/review' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Rename…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('reading');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('heading', { name: 'reading', exact: true }).waitFor();
    expect(await names(hub)).toEqual(['default', 'reading']);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('heading', { name: 'review', exact: true }).waitFor();
    expect(await names(hub)).toEqual(['default', 'review']);

    await page.getByRole('button', { name: 'Duplicate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Duplicate' }).click();
    await page.getByRole('heading', { name: 'review-2', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Deleted review-2').waitFor();
    expect(await names(hub)).toEqual(['default', 'review']);
    const undo = page.getByRole('alert').filter({ hasText: 'Deleted review-2' });
    await undo.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'review-2').waitFor();
  });

  test('needs no mouse', async () => {
    await using hub = await startHubWithProfiles();
    await using opened = await openConsole(hub, browser, { path: '/profiles/default' });
    const { page } = opened;
    const first = page.getByRole('table', { name: 'Tools' }).getByRole('row').nth(2);
    await first.focus();
    await page.keyboard.press('Space');
    await page.getByText(/Not saved: −1/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Not saved').waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+s');
    await page.getByText('Saved default').waitFor();
    expect(registryOf(hub)).toContain('default');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [900, 1600]) {
      test(`has no accessibility violation in ${colorScheme} at ${width} px`, async () => {
        await using hub = await startHubWithProfiles(130);
        const look = { colorScheme, viewport: { width, height: 900 } };
        await using opened = await openConsole(hub, browser, { ...look, path: '/profiles' });
        const { page, errors } = opened;
        await row(page, 'review').waitFor();
        await checkAccess(page, 'list');
        await page.getByRole('button', { name: 'New profile…' }).click();
        await page.getByRole('textbox', { name: 'Name' }).waitFor();
        await checkAccess(page, 'name');
        await page.keyboard.press('Escape');
        await page.goto(new URL('/profiles/default?as=windsurf', page.url()).href);
        await page.getByText('are too many').waitFor();
        await page.getByLabel('Tool echo__add', { exact: true }).uncheck();
        await page.getByText('Not saved').waitFor();
        await checkAccess(page, 'editor');
        await page.getByRole('button', { name: 'What is seen' }).click();
        await page.getByText('In the order and under the names').waitFor();
        await checkAccess(page, 'seen');
        expect(errors).toEqual([]);
      });
    }
  }
});

function row(page: Page, name: string) {
  const link = page.getByRole('link', { name, exact: true });
  return page.getByRole('table', { name: 'Profiles' }).getByRole('row').filter({ has: link });
}

function registryOf({ registryPath }: TestHub): string {
  return readFileSync(registryPath, 'utf8');
}

async function names({ api }: TestHub): Promise<string[]> {
  return (await api.profiles.list()).map(({ name }) => name);
}
