/** The tray of the built app follows its hub, and its menu acts on it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { desktopFileValidate } from '../../scripts/lib/desktop-tools.js';
import { connectSocket } from '../harness/raw-client.ts';
import { serverEntry } from '../harness/servers.ts';
import { healthOf } from '../scenarios/faults/state.ts';
import type { MenuRow } from './controls.ts';
import { openApp, type TestApp } from './start-app.ts';

const slow = serverEntry('slow');

describe('the tray', () => {
  test('follows servers and clients as they come, run and go', async () => {
    await using app = await openApp({ servers: {} });
    await untilRow(app, 'No servers yet');
    await app.api.servers.add({ id: 'slow', entry: slow });
    await untilRow(app, 'slow – idle', { checked: true });
    {
      await using client = await connectSocket(app.hubFile(), { client: 'cursor' });
      await client.callTool('slow__ok');
      await untilRow(app, 'slow – running', { checked: true });
      await untilRow(app, '1 client connected');
      const { rows = [] } = (await rowOf(app, '1 client connected')) ?? {};
      expect(rows).toMatchObject([{ label: 'Cursor – 1 session' }, { label: 'Connect a client…' }]);
    }
    await untilRow(app, '0 clients connected');
  });

  test('asks for attention while a server fails, and where one waits for a secret', async () => {
    await using app = await openApp({ servers: {} });
    await expect.poll(() => icon(app)).toMatch(/^tray-ok-/);
    const broken = serverEntry('exit-at-start', [], { start: 'eager' });
    await app.api.servers.add({ id: 'broken', entry: broken });
    // After the fifth attempt.
    await app.waitForState((state) => healthOf(state, 'broken').phase === 'failed');
    await untilRow(app, 'broken – failed', { checked: true });
    const { image, toolTip } = await trayOf(app);
    expect(basename(image)).toMatch(/^tray-attention-/);
    expect(existsSync(image)).toBe(true);
    expect(toolTip).toContain('1 server failed');
    await app.api.servers.remove({ id: 'broken' });
    await expect.poll(() => icon(app)).toMatch(/^tray-ok-/);
    const env = { TOKEN: '${secret:NOT_THERE}' };
    const entry = serverEntry('echo', [], { env, start: 'eager' });
    await app.api.servers.add({ id: 'needy', entry });
    await untilRow(app, 'needy – waiting');
    expect(await icon(app)).toMatch(/^tray-attention-/);
    await app.api.secrets.set({ name: 'NOT_THERE', secret: 'there' });
    await expect.poll(() => icon(app)).toMatch(/^tray-ok-/);
  });

  test('switches a server off and on', async () => {
    await using app = await openApp({ servers: { slow } });
    await untilRow(app, 'slow – idle');
    await app.desktop.choose('slow – idle');
    await untilRow(app, 'slow – off', { checked: false });
    expect(await readFile(join(app.home, 'registry.yaml'), 'utf8')).toContain('enabled: false');
    await app.desktop.choose('slow – off');
    await untilRow(app, 'slow – idle', { checked: true });
  });

  test('pauses everything, and goes on', async () => {
    await using app = await openApp({ servers: { slow } });
    await using client = await connectSocket(app.hubFile());
    await client.callTool('slow__ok');
    await app.desktop.choose('Pause all');
    await untilRow(app, 'Resume');
    await app.waitForState(({ pausedSince }) => pausedSince !== undefined);
    await app.desktop.choose('Resume');
    await untilRow(app, 'Pause all');
    expect(await client.callTool('slow__ok')).toMatchObject({
      result: { content: [{ text: 'ok' }] },
    });
  });

  test('copies what clients need: the command, and the address', async () => {
    await using app = await openApp();
    await app.desktop.choose('Copy endpoint', 'Command for clients');
    const copied = async () => (await app.desktop.look()).copied;
    await expect.poll(copied).toMatch(/loom"? proxy$/);
    await app.desktop.choose('Copy endpoint', 'HTTP address');
    await expect.poll(copied).toBe(app.hubFile().http);
  });

  test('shows how updates stand, and offers none to what was not installed', async () => {
    await using app = await openApp();
    const updates = await rowOf(app, 'Updates');
    expect(updates?.rows).toMatchObject([{ enabled: false }]);
  });
});

describe("the user's language", () => {
  test('is that of the tray and of its notices', async () => {
    await using app = await openApp({ servers: {}, languages: ['nl-NL', 'de-AT', 'en-US'] });
    await untilRow(app, 'Noch keine Server');
    const env = { TOKEN: '${secret:NOT_THERE}' };
    const entry = serverEntry('echo', [], { env, start: 'eager' });
    await app.api.servers.add({ id: 'needy', entry });
    await untilRow(app, 'needy – wartet', { checked: true });
    expect((await trayOf(app)).toolTip).toBe('Loom: 1 Server wartet');
    const title = 'needy wartet auf das Geheimnis NOT_THERE';
    const notices = async () => (await app.desktop.look()).notifications;
    await expect.poll(notices).toMatchObject([{ shown: true, title }]);
  });
});

describe('starting at login', () => {
  test('is off, is switched on and off, and shows what the system has', async () => {
    await using app = await openApp({ packaged: true });
    const file = join(app.home, '.config/autostart/loom.desktop');
    await untilRow(app, 'Start at login', { checked: false, enabled: true });
    expect(existsSync(file)).toBe(false);
    await app.desktop.choose('Start at login');
    await untilRow(app, 'Start at login', { checked: true });
    expect(await readFile(file, 'utf8')).toContain('--hidden');
    if (existsSync(desktopFileValidate)) {
      // It prints what it has to say.
      expect(spawnSync(desktopFileValidate, [file], { encoding: 'utf8' })).toMatchObject({
        status: 0,
        stdout: '',
      });
    }
    await app.desktop.choose('Start at login');
    await untilRow(app, 'Start at login', { checked: false });
  });

  test('cannot be chosen where the app runs from its sources', async () => {
    await using app = await openApp();
    await untilRow(app, 'Start at login', { checked: false, enabled: false });
  });
});

async function trayOf(app: TestApp) {
  const tray = (await app.desktop.look()).trays.at(-1);
  if (!tray) throw new Error('the app has no tray');
  return tray;
}

async function icon(app: TestApp): Promise<string> {
  return basename((await trayOf(app)).image);
}

async function rowOf(app: TestApp, label: string): Promise<MenuRow | undefined> {
  return (await trayOf(app)).menu.find((row) => row.label === label);
}

async function untilRow(app: TestApp, label: string, looks: Partial<MenuRow> = {}): Promise<void> {
  await expect.poll(() => rowOf(app, label), { message: label }).toMatchObject({ label, ...looks });
}
