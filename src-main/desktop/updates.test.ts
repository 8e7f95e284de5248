import { EventEmitter, once } from 'node:events';
import type { AppUpdater } from 'electron-updater';
import { describe, expect, test } from 'vitest';
import {
  keepPreferences,
  type ShellPreferences,
} from '../../src-shared/domain/desktop/shell-preferences.ts';
import type { NotUpdated } from '../../src-shared/domain/desktop/tray-menu.ts';
import { openShell } from '../shell/testing/open-shell.ts';
import { createUpdates, whyNotUpdated } from './updates.ts';

describe('updates', () => {
  test('are fetched when they are found, and installed when the hub is closed', async () => {
    const updater = new StandInUpdater();
    // As the stand-in's program is called.
    const env = { APPIMAGE: '/opt/Loom/loom' };
    const loadUpdater = async () => updater.as;
    await using shell = await openShell({ env, loadUpdater }, ({ app }) => {
      app.isPackaged = true;
    });
    const label = () => shell.trays[0]?.menu.find((item) => item.label === 'Updates');
    const first = () => (Array.isArray(label()?.submenu) ? label()?.submenu : []);
    shell.trays[0]?.choose('Updates', updateLabel(first()));
    await expect.poll(() => updateLabel(first())).toBe('Up to date – check again');
    expect(updater.asked).toEqual(['check']);
    updater.emit('update-available', { version: '2.0.0' });
    expect(updateLabel(first())).toBe('Downloading 2.0.0…');
    updater.emit('update-downloaded', { version: '2.0.0' });
    const quit = once(updater, 'installed');
    shell.trays[0]?.choose('Updates', 'Restart to install 2.0.0');
    await quit;
    expect(shell.closed).toBe(1);
    expect(shell.app.exitCode).toBeUndefined();
    shell.app.quit();
  });

  test('that nobody wants automatically are fetched when a person says so', async () => {
    const { updates, updater } = create({ autoUpdate: false, channel: 'beta' });
    await updates.check();
    expect(updater).toMatchObject({ autoDownload: false, allowPrerelease: true, channel: 'beta' });
    expect(updater.allowDowngrade).toBe(false);
    updater.emit('update-available', { version: '2.0.0-beta.1' });
    expect(updates.state).toEqual({ phase: 'available', version: '2.0.0-beta.1' });
    await updates.download();
    expect(updater.asked).toEqual(['check', 'download']);
  });

  test('follow what is preferred from now on', async () => {
    const { updates, updater } = create({});
    await updates.check();
    updates.prefer({ channel: 'beta', autoUpdate: false });
    await expect.poll(() => [updater.channel, updater.autoDownload]).toEqual(['beta', false]);
    expect(updates.finish()).toBe(false);
  });

  test('that fail say why, and can be tried again', async () => {
    const { updates, updater } = create({});
    updater.failure = new Error('there is no network');
    await updates.check();
    expect(updates.state).toEqual({ phase: 'failed', why: 'there is no network' });
    updater.failure = undefined;
    await updates.check();
    expect(updates.state).toEqual({ phase: 'idle', checked: true });
  });

  test('are never looked for where somebody else replaces the app', async () => {
    const { updates, updater } = create({}, 'package-manager');
    await updates.check();
    expect(updater.asked).toEqual([]);
    expect(updates.state).toEqual({ phase: 'elsewhere', why: 'package-manager' });
    const on = (platform: string, env: Record<string, string> = {}) => {
      return whyNotUpdated(true, { platform, env, program: '/home/ada/Loom.AppImage' });
    };
    expect(on('linux')).toBe('unpacked');
    expect(on('linux', { APPIMAGE: '/home/ada/Loom.AppImage' })).toBeUndefined();
    expect(on('win32', { PORTABLE_EXECUTABLE_FILE: 'loom.exe' })).toBe('portable');
    expect(on('darwin')).toBeUndefined();
    const none = { platform: 'darwin', env: {}, program: '' };
    expect(whyNotUpdated(false, none)).toBe('no-source');
  });

  test('of an unpacked archive are not said to be a package manager’s', () => {
    const host = { platform: 'linux', env: {}, program: '/home/ada/Loom/loom' };
    expect(whyNotUpdated(true, host)).toBe('unpacked');
    expect(whyNotUpdated(true, { ...host, program: '/opt/Loom/loom' })).toBe('package-manager');
  });

  test("never replace somebody else's AppImage, in whose terminal the app was started", () => {
    const env = { APPIMAGE: '/home/ada/Other.AppImage', APPDIR: '/tmp/.mount_Other' };
    const host = { platform: 'linux', env, program: '/opt/Loom/loom' };
    expect(whyNotUpdated(true, host)).toBe('package-manager');
  });
});

function updateLabel(items: unknown): string {
  return Array.isArray(items) ? String(items[0]?.label) : '';
}

function create(kept: Partial<ShellPreferences>, elsewhere?: NotUpdated) {
  const updater = new StandInUpdater();
  const preferences = keepPreferences({ store: kept, set: () => {} });
  const updates = createUpdates({
    elsewhere,
    load: async () => updater.as,
    preferences,
    changed: () => {},
    quit: () => {},
    signal: new AbortController().signal,
  });
  return { updates, updater };
}

/** Finds nothing new, unless a test says otherwise. */
class StandInUpdater
  extends EventEmitter
  implements Pick<AppUpdater, 'autoDownload' | 'allowDowngrade' | 'channel' | 'quitAndInstall'>
{
  autoDownload = true;
  allowPrerelease = false;
  allowDowngrade = false;
  failure: Error | undefined;
  readonly asked: string[] = [];
  #channel: string | null = null;

  get as(): AppUpdater {
    return this as unknown as AppUpdater;
  }
  get channel(): string | null {
    return this.#channel;
  }
  set channel(name: string | null) {
    this.#channel = name;
    this.allowDowngrade = true;
  }
  async checkForUpdates(): Promise<null> {
    this.asked.push('check');
    if (this.failure) throw this.failure;
    this.emit('update-not-available', {});
    return null;
  }
  async downloadUpdate(): Promise<string[]> {
    this.asked.push('download');
    return [];
  }
  quitAndInstall(): void {
    this.emit('installed');
  }
}
