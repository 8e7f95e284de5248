/** Settings, Doctor and About in a real browser, against the built hub. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../package.json' with { type: 'json' };
import { de } from '../../src-renderer/messages/de/index.ts';
import { en } from '../../src-renderer/messages/en/index.ts';
import { createHome } from '../harness/home.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';

const canary = 'canary-5f3a1c9e7b2d4088';

let browser: Browser;

describe.skipIf(!chromiumPath)('the settings', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('write config.yaml, keep its comments, and can be taken back', async () => {
    await using own = await createHome();
    const text = `# mine\nhttp:\n  address: 127.0.0.1:0 # any\nlog: # l\n  level: "info" # quiet\n`;
    await writeFile(join(own.home, 'config.yaml'), text);
    await using hub = await startHub({ home: own.home });
    await using opened = await openConsole(hub, browser, { path: '/settings' });
    const { page, errors } = opened;
    const path = join(hub.home, 'config.yaml');
    await page.getByText(path, { exact: true }).waitFor();

    await page.getByLabel('log.level', { exact: true }).selectOption('warn');
    await page.getByRole('button', { name: 'Save log.level' }).click();
    await page.getByText('Wrote log.level into config.yaml').waitFor();
    expect(await readFile(path, 'utf8')).toBe(text.replace('"info"', '"warn"'));
    await page.getByText('Until the next start: info').waitFor();

    await page.getByRole('link', { name: '1 takes effect at the next start' }).click();
    await page.getByLabel('http.address', { exact: true }).waitFor({ state: 'detached' });
    expect(await page.getByLabel('log.level', { exact: true }).inputValue()).toBe('warn');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('No setting matches.').waitFor();
    expect(await readFile(path, 'utf8')).toBe(text);

    await page.getByRole('link', { name: 'Show all settings' }).click();
    await page.getByRole('button', { name: 'Use the default of log.level' }).click();
    await page.getByText('Took log.level out of config.yaml').waitFor();
    expect(await readFile(path, 'utf8')).not.toMatch(/^ +level/m);
    expect(await readFile(path, 'utf8')).toContain('address: 127.0.0.1:0 # any');
    expect(errors).toEqual([]);
  });

  test('say where they stand why a value was refused, and write nothing', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/settings?q=drain' });
    const { page } = opened;
    const before = await readFile(join(hub.home, 'config.yaml'), 'utf8');
    const field = page.getByLabel('limits.drain', { exact: true });
    await field.fill('soon');
    await field.press('Enter');
    const refusal = page.getByRole('alert').filter({ hasText: 'expected a duration' });
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain('nothing was written');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await readFile(join(hub.home, 'config.yaml'), 'utf8')).toBe(before);
    await checkAccess(page, 'a refused value');

    await page.getByRole('button', { name: 'Cancel limits.drain' }).click();
    await refusal.waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('');
  });

  test('name what decides over the file, and warn of what has consequences', async () => {
    await using hub = await startHub({
      env: { LOOM_LOG_LEVEL: 'debug' },
      config: { http: { auth: { type: 'token' } } },
    });
    await using opened = await openConsole(hub, browser, { path: '/settings' });
    const { page } = opened;
    await page.getByText('LOOM_LOG_LEVEL decides over the file: debug').waitFor();
    await page.getByRole('button', { name: 'Use the default of http.auth.type' }).click();
    await page.getByText('every program on this machine can call').waitFor();
    expect(await readFile(join(hub.home, 'config.yaml'), 'utf8')).toContain('type: token');
    await page.getByRole('button', { name: 'Cancel http.auth.type' }).click();
    expect(await page.getByLabel('http.auth.type', { exact: true }).inputValue()).toBe('token');
  });

  test('that hold only together are saved together', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/settings?q=tls' });
    const { page } = opened;
    await page.getByLabel('http.tls_cert_file', { exact: true }).fill('none.pem');
    await page.getByRole('button', { name: 'Save http.tls_cert_file' }).click();
    await page.getByRole('alert').filter({ hasText: 'http.tls_key_file' }).waitFor();
    await page.getByLabel('http.tls_key_file', { exact: true }).fill('none.pem');
    await page.getByRole('button', { name: 'Save http.tls_cert_file' }).click();
    await page.getByRole('alert').filter({ hasText: 'cannot be read' }).waitFor();
  });

  test('of this browser hold at once and stay', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/settings' });
    const { page } = opened;
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    await page.getByRole('button', { name: 'Dark', exact: true }).click();
    await expect.poll(scheme).toBe('dark');
    await page.getByRole('button', { name: 'Compact' }).click();
    await page.getByLabel('Language').selectOption('de');
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('de');
    await page.reload();
    await expect.poll(scheme).toBe('dark');
    await page.getByRole('heading', { level: 1, name: de.frame.pages.settings }).waitFor();
    const compact = page.getByRole('button', { name: de.settings.browser.densities.compact });
    expect(await compact.getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Einstellungen');
    expect(await page.content()).not.toContain(en.settings.browser.aside);
  });

  test('can be used with the keyboard alone', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    await page.keyboard.press('g');
    await page.keyboard.press(',');
    await page.getByLabel('limits.idle_stop', { exact: true }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('idle_stop');
    await page.getByLabel('log.level', { exact: true }).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.keyboard.type('7m');
    await pressTabUntil(page, 'Save limits.idle_stop');
    await page.keyboard.press('Enter');
    await page.getByText('Wrote limits.idle_stop into config.yaml').waitFor();
    expect(await readFile(join(hub.home, 'config.yaml'), 'utf8')).toContain('idle_stop: 7m');
  });
});

describe.skipIf(!chromiumPath)('the doctor', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('shows what it found, and mends what it can', async () => {
    await using hub = await startHub({ servers: { broken: serverEntry('exit-at-start') } });
    await hub.api.servers.start({ id: 'broken' }).catch(() => undefined);
    await using opened = await openConsole(hub, browser, { path: '/doctor' });
    const { page, errors } = opened;
    await page.getByRole('heading', { name: 'Fine' }).waitFor();
    await chmod(hub.home, 0o755);
    await chmod(hub.registryPath, 0o644);
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByText(hub.registryPath).first().waitFor();
    await page.getByRole('button', { name: 'Make them private: File permissions' }).click();
    await page.getByText('Done: File permissions').waitFor();
    await page.getByText('only you can read and change them').waitFor();
    expect(errors).toEqual([]);
  });

  test('gives facts for a bug report without a secret', async () => {
    await using hub = await startHub({
      servers: {
        broken: serverEntry('exit-at-start', [canary], { env: { API_TOKEN: '${secret:T}' } }),
      },
    });
    await hub.api.secrets.set({ name: 'T', secret: `${canary}-vault` });
    await hub.api.servers.start({ id: 'broken' }).catch(() => undefined);
    await using opened = await openConsole(hub, browser, { path: '/doctor' });
    const { page } = opened;
    await page.getByText('Not in it: secrets of the vault').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download diagnostics' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^loom-diagnostics-.*\.json$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(JSON.parse(text).servers[0].id).toBe('broken');
    expect(text).not.toContain(canary);

    await page.getByRole('button', { name: 'Show it' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('"checks"').waitFor();
    expect(await dialog.innerText()).not.toContain(canary);
    await checkAccess(page, 'the diagnostics');
  });
});

describe.skipIf(!chromiumPath)('about', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('says which Loom this is and where its things lie', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/about' });
    const { page } = opened;
    await page.getByText(version, { exact: true }).waitFor();
    await page.getByText(hub.registryPath, { exact: true }).waitFor();
    await page.getByText(`${process.versions.node} (`).waitFor();
    await page.getByText('docs/openapi.json').waitFor();
  });

  test.each(['light', 'dark'] as const)(
    'and its neighbours are accessible in %s',
    async (scheme) => {
      await using hub = await startHub({ env: { LOOM_LOG_LEVEL: 'debug' } });
      await waitingSetting(hub);
      await using opened = await openConsole(hub, browser, { path: '/about', colorScheme: scheme });
      const { page, errors } = opened;
      await page.getByText(hub.registryPath, { exact: true }).waitFor();
      await checkAccess(page, 'about');
      await show(page, hub, '/settings');
      await page.getByLabel('naming', { exact: true }).waitFor();
      await checkAccess(page, 'settings');
      await page.setViewportSize({ width: 900, height: 900 });
      await checkAccess(page, 'settings in a narrow window');
      await show(page, hub, '/doctor');
      await page.getByRole('heading', { name: 'Fine' }).waitFor();
      await checkAccess(page, 'doctor');
      expect(errors).toEqual([]);
    },
  );
});

async function waitingSetting(hub: TestHub): Promise<void> {
  await hub.api.settings.set({ key: 'limits.drain', value: '1s' });
}

async function show(page: Page, hub: TestHub, path: string): Promise<void> {
  await page.goto(new URL(path, hub.url).href);
}
