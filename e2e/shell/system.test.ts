/** What reaches the built app from outside: pages that ask for the API, links, sleep, notices. */
import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { describe, expect, test } from 'vitest';
import type { HubClient } from '../../src-cli/hub-client.ts';
import { consoleOrigin } from '../../src-main/shell/renderer-protocol.ts';
import { echoManifest, packBundle } from '../harness/bundles.ts';
import { createHome } from '../harness/home.ts';
import { serverEntry } from '../harness/servers.ts';
import type { Frame } from './messages.ts';
import { openApp, startApp, type TestApp } from './start-app.ts';

const mainFrame: Frame = { parent: null, origin: consoleOrigin };

describe('the port of a page', () => {
  test('leads its own window to the whole API, live', async () => {
    await using app = await openApp();
    const hub = clientOver(app, { id: await pageOf(app) }, mainFrame);
    expect(await hub.servers.list()).toEqual([]);
    const changes = await hub.hub.changes();
    expect((await changes.next()).value).toMatchObject({ servers: [] });
    await app.api.servers.add({ id: 'slow', entry: serverEntry('slow') });
    expect((await changes.next()).value).toMatchObject({ servers: [{ id: 'slow' }] });
    await changes.return?.();
  });

  test('carries files as bytes', async () => {
    await using app = await openApp();
    const hub = clientOver(app, { id: await pageOf(app) }, mainFrame);
    const file = new File([packBundle(echoManifest())], 'echo.mcpb');
    expect(await hub.bundles.inspect({ file })).toMatchObject({ name: 'echo-bundle' });
  });

  test('is closed in the face of everybody else', async () => {
    await using app = await openApp();
    const own = await pageOf(app);
    const others: [id: number, frame: Frame][] = [
      [own + 99, mainFrame],
      [own, { ...mainFrame, parent: {} }],
      [own, { parent: null, origin: 'https://evil.example' }],
      [own, { parent: null, origin: 'null' }],
      [own, { parent: null, origin: `${consoleOrigin}.evil.example` }],
    ];
    for (const [id, frame] of others) await once(app.connect({ id }, frame), 'close');
    const hub = clientOver(app, { id: own }, mainFrame);
    expect(await hub.servers.list()).toEqual([]);
  });

  test('of a window that is gone is not taken for that of the next', async () => {
    await using app = await openApp();
    const before = await pageOf(app);
    await app.desktop.emitOfPage('render-process-gone', { reason: 'crashed', exitCode: 5 });
    await expect.poll(() => pageOf(app)).not.toBe(before);
    await once(app.connect({ id: before }, mainFrame), 'close');
    const hub = clientOver(app, { id: await pageOf(app) }, mainFrame);
    expect(await hub.servers.list()).toEqual([]);
  });
});

describe('the page', () => {
  test('cannot leave, open windows, embed pages or use devices', async () => {
    await using app = await openApp();
    const { desktop } = app;
    const url = 'https://example.com/';
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      expect(await desktop.emitOfPage(name), `${name} ${url}`).toBe(true);
    }
    expect(await desktop.emitOfPage('will-attach-webview')).toBe(true);
    for (const address of [url, 'file:///etc/passwd', 'loom://install', 'javascript:1', 'x']) {
      expect(await desktop.openFromPage(address)).toBe('deny');
    }
    expect((await desktop.look()).opened).toEqual([]);
    for (const name of ['media', 'geolocation', 'notifications', 'usb', 'openExternal']) {
      expect(await desktop.mayUse(name), name).toBe(false);
    }
    expect(await desktop.mayUse('clipboard-sanitized-write')).toBe(true);
  });

  test('opens links of the web in the browser, one for each click of a person', async () => {
    await using app = await openApp();
    const { desktop } = app;
    for (const url of ['https://example.com/docs', 'file:///etc/passwd', 'smb://host/x']) {
      await desktop.emitOfPage('input-event', { type: 'mouseDown' });
      expect(await desktop.openFromPage(url)).toBe('deny');
      expect(await desktop.openFromPage('https://example.com/second')).toBe('deny');
    }
    expect((await desktop.look()).opened).toEqual(['https://example.com/docs']);
  });

  test('is served with its policy, and nothing outside its folder', async () => {
    await using app = await openApp();
    const { desktop } = app;
    for (const path of ['/', '/servers', '/install?link=x']) {
      const { status, headers } = (await desktop.fetch(consoleOrigin + path)) ?? {};
      expect(status, path).toBe(200);
      expect(headers?.['content-security-policy']).toContain("default-src 'self'");
    }
    for (const url of [
      `${consoleOrigin}/../main/shell.cjs`,
      `${consoleOrigin}/%2e%2e/main/shell.cjs`,
      `${consoleOrigin}/..%2fmain%2fshell.cjs`,
      'loom-app://elsewhere/index.html',
    ]) {
      expect((await desktop.fetch(url))?.status, url).toBe(404);
    }
  });
});

const link = `${installLink({ command: 'node', args: ['server.js', '--all'] })}&name=linked`;

describe('a loom:// link', () => {
  test('of a start opens the page that asks, and installs nothing by itself', async () => {
    await using app = await openApp({ args: [link] });
    await untilPage(app, '/install?link=');
    expect((await app.api.hub.state()).servers).toEqual([]);
  });

  test('of a second start reaches the first, and takes no switches along', async () => {
    await using app = await openApp({ args: ['--hidden'] });
    const second = await startApp({ home: app.home, args: [link, '--registry=/tmp/evil.yaml'] });
    expect(await second.ended).toBe(0);
    await untilPage(app, '/install?link=');
    expect((await app.desktop.look()).windows).toMatchObject([{ visible: true }]);
    expect((await app.api.hub.state()).servers).toEqual([]);
  });

  test('of a second start is not lost while the first still starts', async () => {
    await using home = await createHome();
    const first = await startApp(home);
    await using _first = first;
    // It has the lock from here on, and its hub is not up yet.
    await first.desktop.look();
    const second = await startApp({ home: home.home, args: [link] });
    expect(await second.ended).toBe(0);
    await untilPage(first, '/install?link=');
  });

  test('comes by an event on macOS', async () => {
    await using app = await openApp();
    expect(await app.desktop.emit('open-url', link)).toBe(true);
    await untilPage(app, '/install?link=');
  });

  test('that is malformed is refused, whatever is wrong with it', async () => {
    await using app = await openApp();
    const malformed = [
      'loom://',
      'loom:install',
      'loom://install',
      'loom://install?config=%',
      'loom://install?config={}',
      'loom://install?config=\u202e',
      `loom://install?config=${'x'.repeat(9000)}`,
      `${link}&config=${encodeURIComponent('{"command":"other"}')}`,
      installLink({ command: 'x', env: { A: '${secret:TOKEN}' } }),
      'loom://run?command=evil',
    ];
    const page = async () => (await app.desktop.look()).windows.at(-1);
    for (const [count, one] of malformed.entries()) {
      await app.desktop.emit('open-url', one);
      // The first load was that of the start.
      await expect.poll(page, { message: one }).toMatchObject({ loads: count + 2 });
      expect((await page())?.url, one).toContain(`${consoleOrigin}/install?refused=`);
    }
    expect((await app.api.hub.state()).servers).toEqual([]);
  });
});

describe('the system', () => {
  test('is told once of all that newly needs attention, and shows it at a click', async () => {
    await using app = await openApp({ servers: {} });
    await app.desktop.closeWindow();
    for (const id of ['first', 'second']) {
      const env = { TOKEN: '${secret:NOT_THERE}' };
      const entry = serverEntry('echo', [], { env, start: 'eager' });
      await app.api.servers.add({ id, entry });
    }
    const notices = async () => (await app.desktop.look()).notifications;
    await expect.poll(notices).toMatchObject([{ shown: true, title: '2 things need attention' }]);
    await app.desktop.clickNotification();
    const { windows } = await app.desktop.look();
    expect(windows).toMatchObject([{ visible: true, url: `${consoleOrigin}/` }]);
  });

  test('wakes, and the hub still answers; shuts down, and the app ends', async () => {
    await using home = await createHome();
    const app = await openApp(home);
    await app.desktop.emitPower('suspend');
    await app.desktop.emitPower('resume');
    expect((await app.api.hub.state()).servers).toEqual([]);
    await app.desktop.emitPower('shutdown');
    expect(await app.ended).toBe(0);
  });

  test.each([true, false])(
    'gets the scheme registered by what is installed (%s)',
    async (packaged) => {
      await using app = await openApp({ packaged });
      expect((await app.desktop.look()).protocols).toEqual(packaged ? ['loom'] : []);
    },
  );
});

function clientOver(app: TestApp, sender: { id: number }, frame: Frame): HubClient {
  const port = app.connect(sender, frame);
  // Node's port and a page's differ in their types only.
  return createORPCClient(new RPCLink({ port: port as never }));
}

async function pageOf(app: TestApp): Promise<number> {
  const { windows } = await app.desktop.look();
  return windows.findLast(({ destroyed }) => !destroyed)?.page ?? 0;
}

async function untilPage(app: TestApp, path: string): Promise<void> {
  const shown = async () => (await app.desktop.look()).windows.at(-1)?.url;
  await expect.poll(shown).toContain(consoleOrigin + path);
}

function installLink(server: object): string {
  return `loom://install?config=${encodeURIComponent(JSON.stringify(server))}`;
}
