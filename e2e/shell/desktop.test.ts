/**
 * What only Electron itself can show. `npm run e2e:desktop` runs this with its runtime and a display;
 * everything else about the shell is tested without. A tray cannot be looked at from outside.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { electronProgram, hasDisplay } from '../../scripts/lib/electron.js';
import { createHome, runLoom } from '../harness/home.ts';
import { processesOf } from '../harness/processes.ts';
import { serverEntry } from '../harness/servers.ts';
import { desktopEnv, hubClientOf, launchDesktop } from './launch-desktop.ts';

const { DESKTOP_APP: packaged } = process.env;
const display = hasDisplay() ? undefined : 'a display';
const missing = electronProgram() ? display : "Electron's runtime";
if (missing) {
  console.warn(
    `SKIPPED: the desktop app was not started, ${missing} is missing (npm run e2e:desktop)`,
  );
}

describe.skipIf(missing)('the desktop app in Electron', () => {
  test('hosts a hub and shows it in a window that has nothing of Node', async () => {
    await using home = await createHome({ servers: { echo: serverEntry('echo') } });
    await using desktop = await launchDesktop(home.home);
    const page = await firstPage(desktop.app);
    expect(page.url()).toBe('loom-app://console/');
    for (const name of ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer']) {
      expect(await page.evaluate(`'${name}' in globalThis`), name).toBe(false);
    }
    expect((await runLoom(home.home, ['status'])).code).toBe(0);
  });

  test('keeps its page where it is, and runs no code that is not its own', async () => {
    await using home = await createHome();
    await using desktop = await launchDesktop(home.home);
    const page = await firstPage(desktop.app);
    await page.evaluate("void (location.href = 'https://example.com/')");
    await page.evaluate("window.open('https://example.com/')");
    await page.evaluate(
      "document.head.append(Object.assign(document.createElement('script'), " +
        "{ textContent: 'document.title = 1' }))",
    );
    expect(await page.evaluate("fetch('https://example.com/').catch(() => 'refused')")).toBe(
      'refused',
    );
    expect(await page.evaluate('Notification.requestPermission()')).toBe('denied');
    expect(page.url()).toBe('loom-app://console/');
    expect(await page.title()).not.toBe('1');
    expect(desktop.app.windows()).toHaveLength(1);
  });

  test('follows the hub live, and finds it again after a reload', async () => {
    await using home = await createHome();
    await using desktop = await launchDesktop(home.home);
    const page = await firstPage(desktop.app);
    await page.getByRole('navigation').getByRole('link', { name: 'Servers' }).click();
    await desktop.api.servers.add({ id: 'echo', entry: serverEntry('echo') });
    await page.getByRole('link', { name: 'echo' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'echo' }).waitFor();
  });

  test('has one instance: a second start hands its link over, which is shown and not run', async () => {
    await using home = await createHome();
    await using desktop = await launchDesktop(home.home, '--hidden');
    await expect.poll(() => desktop.api.hub.state().catch(() => undefined)).toBeDefined();
    expect(desktop.app.windows()).toEqual([]);
    const opened = desktop.app.waitForEvent('window');
    const config = encodeURIComponent(JSON.stringify({ command: 'node', args: ['linked.js'] }));
    expect(await desktop.again(`loom://install?name=linked&config=${config}`)).toBe(0);
    const page = await opened;
    await page.getByText('linked.js').first().waitFor();
    expect((await desktop.api.hub.state()).servers).toEqual([]);
  });

  test('hides its window instead of closing it, and makes a new one after its page died', async () => {
    await using home = await createHome();
    await using desktop = await launchDesktop(home.home);
    await firstPage(desktop.app);
    const visible = () =>
      desktop.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isVisible()),
      );
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(visible).toEqual([false]);
    expect(await desktop.again()).toBe(0);
    await expect.poll(visible).toEqual([true]);
    const renewed = desktop.app.waitForEvent('window');
    await desktop.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents()[0]?.forcefullyCrashRenderer(),
    );
    await (await renewed).getByText('Hub running').waitFor();
  });

  test('quits in order, and leaves nothing', async () => {
    await using home = await createHome({ servers: { slow: serverEntry('slow') } });
    await using desktop = await launchDesktop(home.home);
    await firstPage(desktop.app);
    await desktop.api.tools.call({ name: 'slow__ok', arguments: {} });
    const child = desktop.app.process();
    const ended = once(child, 'exit');
    await desktop.app.evaluate(({ app }) => app.quit()).catch(() => {});
    expect(await ended).toEqual([0, null]);
    await expect.poll(() => processesOf(home)).toEqual([]);
  });
});

// Its fuses keep Playwright out, as they should: it is tried from outside only.
describe.skipIf(!packaged || display)('the packaged app', () => {
  test('hosts a hub, and ends in order', async () => {
    await using home = await createHome({ servers: { slow: serverEntry('slow') } });
    const app = spawn(packaged ?? '', ['--hidden'], {
      env: desktopEnv(home.home),
      stdio: 'ignore',
    });
    const ended = once(app, 'exit');
    const api = hubClientOf(home.home);
    await expect.poll(() => api.hub.state().catch(() => undefined)).toBeDefined();
    await api.tools.call({ name: 'slow__ok', arguments: {} });
    app.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await expect.poll(() => processesOf(home)).toEqual([]);
  });

  test('takes neither a debugger nor options for Node', async () => {
    await using home = await createHome();
    const env = { ...desktopEnv(home.home), NODE_OPTIONS: '--require=/nonexistent.js' };
    const app = spawn(packaged ?? '', ['--hidden', '--inspect=0'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    app.stderr.on('data', (text) => {
      said += text;
    });
    const ended = once(app, 'exit');
    const api = hubClientOf(home.home);
    await expect.poll(() => api.hub.state().catch(() => undefined)).toBeDefined();
    app.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(said).not.toContain('Debugger listening');
  });
});

async function firstPage(app: { firstWindow(): Promise<Page> }): Promise<Page> {
  const page = await app.firstWindow();
  await page.getByText('Hub running').waitFor();
  return page;
}
