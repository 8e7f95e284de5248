import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, test, vi } from 'vitest';
import type { contract } from '../../src-shared/contract/index.ts';
import { wordsFor } from '../../src-shared/domain/desktop/words/index.ts';
import { emptyState, idleServer } from '../../src-shared/domain/testing/sample-state.ts';
import { LoomError } from '../../src-shared/errors.ts';
import { consoleOrigin } from './renderer-protocol.ts';
import { icons, openShell } from './testing/open-shell.ts';

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
    const deep = await shell.fetch('loom-app://console/servers/github?tab=tools');
    expect(await deep?.text()).toBe('<p>console</p>');
    expect((await shell.fetch('loom-app://console/../../etc/passwd.txt'))?.status).toBe(404);
    expect((await shell.fetch('loom-app://console/assets/gone.js'))?.status).toBe(404);
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
    shell.app.emit('second-instance', {}, ['loom'], '/');
    expect(shell.windows).toHaveLength(1);
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
    expect(shell.questions).toEqual([
      expect.objectContaining({
        message: 'Loom cannot start',
        detail: 'A hub runs already (pid 7).\n\nUse it, or end it first: `loom stop`.',
        buttons: ['Quit', 'Open folder'],
      }),
    ]);
    expect(shell.app.exitCode).toBe(1);
    expect(shell.windows).toEqual([]);
  });

  test('shows the folder of the file that keeps the hub from starting', async () => {
    const broken = async () => {
      const place = { file: '/home/ada/.config/loom/config.yaml', line: 3 };
      throw new LoomError('invalid-config', 'config.yaml is broken', { place });
    };
    await using shell = await openShell({ openHub: broken }, ({ answer }) => {
      answer.response = 1;
    });
    expect(shell.opened).toEqual(['/home/ada/.config/loom']);
    expect(shell.app.exitCode).toBe(1);
  });

  test('has its own folder, runs every page in a sandbox, and takes over links once installed', async () => {
    await using shell = await openShell({}, ({ app }) => {
      app.isPackaged = true;
    });
    expect(shell.app.paths.get('userData')).toBe(join(shell.folder, 'desktop'));
    expect([...shell.app.protocols]).toEqual(['loom']);
    await using checkout = await openShell();
    expect([...checkout.app.protocols]).toEqual([]);
  });

  test('has the hub look after its connections when the machine wakes', async () => {
    await using shell = await openShell();
    shell.powerMonitor.emit('resume');
    expect(shell.woken).toBe(1);
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

describe('shutting the machine down', () => {
  test('ends the hub in order', async () => {
    await using shell = await openShell();
    const exit = once(shell.app, 'exit');
    shell.powerMonitor.emit('shutdown');
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
    const refused = [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
    ];
    for (const name of refused) {
      const event = { preventDefault: vi.fn() };
      contents?.emit(name, event);
      expect(event.preventDefault).toHaveBeenCalledOnce();
    }
  });
});

describe('a link in the page', () => {
  test('opens in the browser, where a person has clicked just now', async () => {
    await using shell = await openShell();
    const contents = shell.windows[0]?.webContents;
    contents?.emit('input-event', {}, { type: 'mouseDown' });
    expect(contents?.openHandler('https://example.com/a')).toEqual({ action: 'deny' });
    expect(contents?.openHandler('https://example.com/b')).toEqual({ action: 'deny' });
    expect(shell.opened).toEqual(['https://example.com/a']);
  });

  test.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'loom://install?config=e30',
    'smb://evil.example/share',
    'https://ada:pass@evil.example/',
    'not a link',
  ])('opens nothing that is not of the web: %s', async (url) => {
    await using shell = await openShell();
    const contents = shell.windows[0]?.webContents;
    contents?.emit('input-event', {}, { type: 'rawKeyDown' });
    expect(contents?.openHandler(url)).toEqual({ action: 'deny' });
    expect(shell.opened).toEqual([]);
  });

  test('opens nothing by itself, nor from a page that is not ours', async () => {
    await using shell = await openShell();
    const contents = shell.windows[0]?.webContents;
    contents?.emit('input-event', {}, { type: 'mouseMove' });
    contents?.openHandler('https://example.com/');
    contents?.emit('input-event', {}, { type: 'mouseDown' });
    void contents?.loadURL('https://evil.example/');
    contents?.openHandler('https://example.com/');
    expect(shell.opened).toEqual([]);
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
    await expect.poll(() => tray?.toolTip).toBe('Loom: 1 server waiting');
    expect(tray?.image).toBe(join(icons, 'tray-attention-on-dark.png'));

    shell.service.setServing({ ok: false, reason: 'stopping' });
    shell.service.setState(emptyState);
    await expect.poll(() => tray?.image).toBe(join(icons, 'tray-off-on-dark.png'));
  });

  test('keeps a menu that still says the same, for it might be open', async () => {
    await using shell = await openShell();
    const [tray] = shell.trays;
    const menu = tray?.menu;
    const looked = vi.spyOn(shell.service, 'state');
    shell.service.setState({ ...emptyState, startedAt: 5 });
    await expect.poll(() => looked.mock.calls.length).toBeGreaterThan(1);
    expect(tray?.menu).toBe(menu);
  });

  test('does what is chosen in it, and says why where that fails', async () => {
    await using shell = await openShell();
    const [tray] = shell.trays;
    tray?.choose('Pause all');
    await expect.poll(() => shell.service.calls).toEqual(['pause']);
    shell.service.setState({ ...emptyState, pausedSince: 1, servers: [idleServer('github')] });
    await expect.poll(() => tray?.toolTip).toBe('Loom: Paused');
    tray?.choose('Resume');
    tray?.choose('github – idle');
    await expect.poll(() => shell.service.calls).toEqual(['pause', 'resume', 'disable github']);
    tray?.choose('Copy endpoint', 'HTTP address');
    await expect.poll(() => shell.copied.text).toBe('http://127.0.0.1:8088/mcp');
    shell.service.servers.setEnabled = async () => {
      throw new LoomError('file-unwritable', 'registry.yaml cannot be written');
    };
    tray?.choose('github – idle');
    await expect
      .poll(() => shell.questions)
      .toMatchObject([
        {
          message: 'That did not work',
          detail: 'registry.yaml cannot be written\n\nCheck the disk space and the permissions.',
        },
      ]);
  });

  test('speaks German with who reads that, and lets the hub say its own below', async () => {
    await using shell = await openShell({ words: wordsFor('de-AT') });
    const [tray] = shell.trays;
    expect(tray?.toolTip).toBe('Loom: Hub läuft · 0 Server · 0 Sitzungen');
    expect(shell.applicationMenu.menu?.map(({ label }) => label)).toEqual([
      'Bearbeiten',
      'Ansicht',
    ]);
    shell.service.pause = async () => {
      throw new LoomError('hub-stopping', 'The hub is stopping.');
    };
    tray?.choose('Alle anhalten');
    await expect
      .poll(() => shell.questions)
      .toMatchObject([
        {
          message: 'Das hat nicht geklappt',
          detail: 'The hub is stopping.\n\nTry again in a moment.',
        },
      ]);
    shell.windows[0]?.emit('unresponsive');
    await expect
      .poll(() => shell.questions[1])
      .toMatchObject({
        message: 'Das Fenster antwortet nicht.',
        buttons: ['Neu öffnen', 'So lassen'],
      });
  });

  test('starts the app at login where a person says so, and shows what is true', async () => {
    await using shell = await openShell({}, ({ app }) => {
      app.isPackaged = true;
    });
    const item = () => shell.trays[0]?.menu.find(({ label }) => label === 'Start at login');
    const file = join(shell.folder, 'config', 'autostart', 'loom.desktop');
    expect(item()).toMatchObject({ checked: false, enabled: true });
    shell.trays[0]?.choose('Start at login');
    await expect.poll(() => item()?.checked).toBe(true);
    expect(await readFile(file, 'utf8')).toContain('Exec="/opt/Loom/loom" --hidden');
    await rm(file);
    shell.service.setState({ ...emptyState });
    await expect.poll(() => item()?.checked).toBe(false);
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
