/** The built desktop app from its start to its end. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createHome, runLoom } from '../harness/home.ts';
import { startHub } from '../harness/hub.ts';
import { childrenOf, processesOf, waitUntilGone } from '../harness/processes.ts';
import { connectSocket } from '../harness/raw-client.ts';
import { textOf } from '../harness/rpc-session.ts';
import { serverEntry } from '../harness/servers.ts';
import { runsCalls } from '../scenarios/faults/state.ts';
import { openApp, startApp } from './start-app.ts';

const slow = serverEntry('slow');

describe('the desktop app', () => {
  test('hosts a hub that others reach, and shows the console', async () => {
    await using app = await openApp({ servers: { slow } });
    const { windows, trays } = await app.desktop.look();
    expect(windows).toMatchObject([{ visible: true, url: 'loom-app://console/' }]);
    expect(windows[0]?.preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
    expect(trays).toMatchObject([
      { destroyed: false, toolTip: expect.stringContaining('1 server') },
    ]);
    const { code, stdout } = await runLoom(app.home, ['status']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`${app.pid}`)]);
    await using client = await connectSocket(app.hubFile());
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  });

  test('starts hidden when asked to, and shows its window when it is wanted', async () => {
    await using app = await openApp({ args: ['--hidden'] });
    expect((await app.desktop.look()).windows).toEqual([]);
    await app.desktop.clickTray();
    expect((await app.desktop.look()).windows).toMatchObject([{ visible: true }]);
    expect(await app.desktop.closeWindow()).toBe(false);
    expect((await app.desktop.look()).windows).toMatchObject([{ visible: false }]);
    await app.desktop.choose('Open Loom');
    expect((await app.desktop.look()).windows).toMatchObject([{ visible: true, destroyed: false }]);
  });

  test('remembers where its window was', async () => {
    await using home = await createHome();
    const bounds = { x: 120, y: 80, width: 1000, height: 700 };
    const before = await openApp(home);
    await before.desktop.moveWindow(bounds);
    await before.desktop.closeWindow();
    await before.desktop.choose('Quit Loom');
    expect(await before.ended).toBe(0);
    await using after = await openApp(home);
    expect((await after.desktop.look()).windows).toMatchObject([{ bounds }]);
  });

  test('makes a new window where its page died, and goes on', async () => {
    await using app = await openApp();
    await app.desktop.emitOfPage('render-process-gone', { reason: 'crashed', exitCode: 5 });
    expect((await app.desktop.look()).windows).toMatchObject([
      { destroyed: true },
      { destroyed: false, visible: true },
    ]);
    expect((await app.api.hub.state()).servers).toEqual([]);
  });

  test.each([
    ['another hub runs', {}, 'already running'],
    ['its files cannot be read', { address: 'nowhere' }, 'config.yaml'],
  ])('says why its hub cannot start and ends, where %s', async (_why, http, text) => {
    await using home = await createHome({ config: { http } });
    const other = 'address' in http ? undefined : await startHub(home);
    await using _other = other;
    const app = await startApp(home);
    const asked = async () => (await app.desktop.look()).questions;
    await expect.poll(asked).toMatchObject([{ message: 'Loom cannot start' }]);
    expect(JSON.stringify(await asked())).toContain(text);
    await app.desktop.answer(0);
    expect(await app.ended).toBe(1);
    expect(processesOf(home)).toEqual(other ? [other.pid] : []);
  });

  test('is broken by a bug: it says so, ends in order, and starts anew by itself', async () => {
    await using home = await createHome({ servers: { slow } });
    const app = await openApp(home);
    await app.api.tools.call({ name: 'slow__ok', arguments: {} });
    await app.desktop.breakMain('nobody caught this');
    const asked = async () => (await app.desktop.look()).questions;
    await expect.poll(asked).toMatchObject([{ detail: expect.stringContaining('nobody caught') }]);
    await app.desktop.answer(0);
    expect(await app.ended).toBe(0);
    await expect.poll(() => app.hubFile().pid).not.toBe(app.pid);
    expect((await app.api.hub.state()).servers).toHaveLength(1);
  });
});

describe('a second start', () => {
  test('shows the window of the first, and ends', async () => {
    await using app = await openApp({ args: ['--hidden'] });
    const second = await startApp({ home: app.home });
    expect(await second.ended).toBe(0);
    await expect
      .poll(async () => (await app.desktop.look()).windows)
      .toMatchObject([{ visible: true }]);
    expect(app.hubFile().pid).toBe(app.pid);
  });

  test('takes over from one that was killed, and ends what that left behind', async () => {
    await using home = await createHome({ servers: { slow } });
    const first = await openApp(home);
    await first.api.tools.call({ name: 'slow__ok', arguments: {} });
    const children = childrenOf(first.pid);
    expect(children.length).toBeGreaterThan(0);
    expect(await first.kill('SIGKILL')).toBe('SIGKILL');
    await using second = await openApp(home);
    for (const child of children) await waitUntilGone(child);
    expect(second.hubFile().pid).toBe(second.pid);
    await second.api.tools.call({ name: 'slow__ok', arguments: {} });
  });

  test('of the headless hub beside the app is refused', async () => {
    await using app = await openApp();
    await expect(startHub({ home: app.home })).rejects.toThrow('already running');
  });
});

describe('the end', () => {
  test('waits for calls that run, and leaves neither process nor socket', async () => {
    await using home = await createHome({
      servers: { slow },
      config: { limits: { drain: '30s' } },
    });
    const app = await openApp(home);
    const { socket } = app.hubFile();
    await using client = await connectSocket({ socket });
    const call = client.callTool('slow__sleep', { ms: 2_000 });
    await app.waitForState((state) => runsCalls(state, 'slow') === 1);
    await app.desktop.choose('Quit Loom');
    expect(textOf(await call)).toBe('slept 2000 ms');
    expect(await app.ended).toBe(0);
    await client.closed;
    expect(existsSync(socket)).toBe(false);
    expect(processesOf(home)).toEqual([]);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('comes in order by %s', async (signal) => {
    await using home = await createHome({ servers: { slow } });
    const app = await openApp(home);
    await app.api.tools.call({ name: 'slow__ok', arguments: {} });
    expect(await app.kill(signal)).toBe(0);
    expect(processesOf(home)).toEqual([]);
  });

  test('comes by `loom stop`, too', async () => {
    await using home = await createHome({ servers: { slow } });
    const app = await openApp(home);
    await app.api.tools.call({ name: 'slow__ok', arguments: {} });
    expect(await runLoom(app.home, ['stop'])).toMatchObject({ code: 0 });
    expect(await app.ended).toBe(0);
    expect(processesOf(home)).toEqual([]);
  });

  test('comes while the app still starts, without a trace', async () => {
    await using home = await createHome();
    mkdirSync(join(home.home, 'desktop'), { recursive: true });
    const app = await startApp(home);
    await app.desktop.look();
    expect(await app.kill('SIGTERM')).toBe(0);
    expect(processesOf(home)).toEqual([]);
  });
});
