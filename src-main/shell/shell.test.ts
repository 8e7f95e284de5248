import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, test, vi } from 'vitest';
import type { contract } from '../../src-shared/contract/index.ts';
import { emptyState, idleServer } from '../../src-shared/domain/testing/sample-state.ts';
import { LoomError } from '../../src-shared/errors.ts';
import { createFakeService } from '../hub/api/testing/fake-service.ts';
import { consoleOrigin } from './renderer-protocol.ts';
import { type ShellDeps, startShell } from './shell.ts';
import { createStandIn } from './testing/stand-in.ts';

const icons = join(import.meta.dirname, '../../resources/icons');
const mainFrame = { parent: null, origin: consoleOrigin };

describe('the desktop app', () => {
  test('shows the console in a sandboxed window of its own origin', async () => {
    await using shell = await openShell();
    const [window] = shell.windows;
    expect(window).toMatchObject({ visible: true, url: 'loom-app://console/' });
    expect(window?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
    const page = await shell.fetch('loom-app://console/');
    expect(await page?.text()).toBe('<p>console</p>');
    expect(page?.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await shell.fetch('loom-app://console/../../etc/passwd'))?.status).toBe(404);
    expect((await shell.fetch('loom-app://elsewhere/'))?.status).toBe(404);
  });

  test('hides the window on close and brings the same one back', async () => {
    await using shell = await openShell();
    expect(shell.windows[0]?.close()).toBe(false);
    expect(shell.windows[0]?.visible).toBe(false);
    shell.trays[0]?.choose('Open Loom');
    expect(shell.windows).toHaveLength(1);
    expect(shell.windows[0]?.visible).toBe(true);
  });

  test('opens a window only when asked to, where it was started hidden', async () => {
    await using shell = await openShell({ hidden: true });
    expect(shell.windows).toEqual([]);
    shell.app.emit('second-instance');
    expect(shell.windows).toHaveLength(1);
  });

  test('makes a new window after the page died', async () => {
    await using shell = await openShell();
    shell.windows[0]?.webContents.emit('render-process-gone');
    shell.trays[0]?.choose('Open Loom');
    expect(shell.windows).toHaveLength(2);
  });

  test('leaves the lock to the instance that has it', async () => {
    await using shell = await openShell({}, (standIn) => {
      standIn.app.locked = false;
    });
    expect(shell.hubs).toBe(0);
    expect(shell.app.exitCode).toBe(0);
  });

  test('says why the hub cannot start, and ends', async () => {
    const refused = async () => {
      throw new LoomError('hub-already-running', 'A hub runs already (pid 7).');
    };
    await using shell = await openShell({ openHub: refused });
    expect(shell.errors).toEqual([
      'Loom cannot start: A hub runs already (pid 7).\n\nUse it, or end it first: `loom stop`.',
    ]);
    expect(shell.app.exitCode).toBe(1);
    expect(shell.windows).toEqual([]);
  });
});

describe('quitting', () => {
  test('closes the hub first, once, and then ends', async () => {
    await using shell = await openShell();
    const exit = once(shell.app, 'exit');
    shell.trays[0]?.choose('Quit Loom');
    shell.app.quit();
    expect(shell.app.exitCode).toBeUndefined();
    await exit;
    expect(shell.app.exitCode).toBe(0);
    expect(shell.closed).toBe(1);
    expect(shell.trays[0]?.destroyed).toBe(true);
    expect(shell.windows[0]?.close()).toBe(true);
    await expect.poll(() => shell.service.listeners()).toBe(0);
  });

  test('follows a hub that was told to stop', async () => {
    await using shell = await openShell();
    const exit = once(shell.app, 'exit');
    shell.stopHub();
    await exit;
    expect(shell.closed).toBe(1);
  });
});

describe('the page', () => {
  test('reaches the API over the port that the preload hands over', async () => {
    await using shell = await openShell();
    const port = shell.connect({ id: 1 }, mainFrame);
    const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port }));
    port.start();
    expect(await client.hub.state()).toEqual(emptyState);
    port.close();
  });

  test.each([
    ['a frame inside the page', { id: 1 }, { ...mainFrame, parent: mainFrame }],
    ['another origin', { id: 1 }, { parent: null, origin: 'https://evil.example' }],
    ['another window', { id: 2 }, mainFrame],
  ])('is alone in that: %s gets nothing', async (_name, sender, frame) => {
    await using shell = await openShell();
    const port = shell.connect(sender, frame);
    await once(port, 'close');
    expect(shell.logged).toEqual(['a frame that is not the console asked for the API']);
  });

  test('can copy, and may do nothing else', async () => {
    await using shell = await openShell();
    expect(shell.asks('clipboard-sanitized-write')).toBe(true);
    for (const name of ['media', 'geolocation', 'notifications', 'openExternal', 'fileSystem']) {
      expect(shell.asks(name)).toBe(false);
    }
    const contents = shell.windows[0]?.webContents;
    expect(contents?.openHandler?.()).toEqual({ action: 'deny' });
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      const event = { preventDefault: vi.fn() };
      contents?.emit(name, event);
      expect(event.preventDefault).toHaveBeenCalledOnce();
    }
  });
});

describe('the tray', () => {
  test('shows the state in its icon, its menu and its hint', async () => {
    await using shell = await openShell();
    const [tray] = shell.trays;
    expect(tray?.image).toBe(join(icons, 'tray-ok-on-dark.png'));
    expect(tray?.menu[0]).toEqual({
      label: 'Hub running · 0 servers · 0 sessions',
      enabled: false,
    });

    const health = { phase: 'failed', since: 1, error: 'it broke', remedy: 'mend it' } as const;
    const servers = [{ ...idleServer('github'), health }];
    shell.service.setState({ ...emptyState, servers });
    await expect.poll(() => tray?.image).toBe(join(icons, 'tray-attention-on-dark.png'));
    expect(tray?.toolTip).toBe('Loom: 1 server failed');

    const lack = { since: 1, awaits: 'secret TOKEN', error: 'no TOKEN', remedy: 'set it' } as const;
    const needy = { ...idleServer('needy'), health: { phase: 'waiting', ...lack } as const };
    shell.service.setState({ ...emptyState, servers: [needy] });
    await expect.poll(() => tray?.toolTip).toBe('Loom: 1 server waiting for secrets');
    expect(tray?.image).toBe(join(icons, 'tray-attention-on-dark.png'));

    shell.service.setServing({ ok: false, reason: 'stopping' });
    shell.service.setState(emptyState);
    await expect.poll(() => tray?.image).toBe(join(icons, 'tray-off-on-dark.png'));
  });

  test('suits the panel, and leaves the colour to macOS', async () => {
    await using shell = await openShell();
    shell.nativeTheme.shouldUseDarkColors = false;
    shell.nativeTheme.emit('updated');
    expect(shell.trays[0]?.image).toBe(join(icons, 'tray-ok-on-light.png'));
    await using mac = await openShell({ platform: 'darwin' });
    expect(mac.trays[0]?.image).toBe(join(icons, 'tray-okTemplate.png'));
  });

  test('has every icon it may ask for, in both sizes', () => {
    for (const mark of ['ok', 'attention', 'off']) {
      for (const kind of ['Template', '-on-light', '-on-dark']) {
        for (const size of ['', '@2x']) {
          expect(existsSync(join(icons, `tray-${mark}${kind}${size}.png`))).toBe(true);
        }
      }
    }
  });
});

async function openShell(
  changes: Partial<ShellDeps> = {},
  prepare: (standIn: ReturnType<typeof createStandIn>) => void = () => {},
) {
  const renderer = await mkdtemp(join(tmpdir(), 'loom-shell-'));
  await writeFile(join(renderer, 'index.html'), '<p>console</p>');
  const service = createFakeService(emptyState);
  const standIn = createStandIn();
  prepare(standIn);
  const logged: string[] = [];
  const log = { error: (_details: unknown, message: string) => void logged.push(message) };
  const seen = { hubs: 0, closed: 0, stopHub: () => {} };
  await startShell({
    electron: standIn.electron,
    async openHub(onStop) {
      seen.hubs += 1;
      seen.stopHub = onStop;
      const close = async () => {
        seen.closed += 1;
      };
      return { service, log, close };
    },
    platform: 'linux',
    hidden: false,
    paths: { renderer, preload: 'preload.cjs', icons, appIcon: join(icons, 'app.png') },
    ...changes,
  });
  return Object.assign(seen, standIn, {
    service,
    logged,
    async [Symbol.asyncDispose]() {
      if (standIn.app.exitCode === undefined) {
        const exit = once(standIn.app, 'exit');
        standIn.app.quit();
        await exit;
      }
      await rm(renderer, { recursive: true, force: true });
    },
  });
}
