/**
 * The app's window, played by the system's Chromium. What is real: the built preload, run in a world
 * of its own beside the page's; the built console with the headers that the app's own protocol gives;
 * its MessagePort; at the other end the built main process, which gets a port of Node's.
 *
 * What is not Electron's, and how it is made good:
 * - Chromium knows no `loom-app:`. The page has an https origin here, the main process is told the one
 *   that it stands for, and the one place where the console looks at the scheme is changed in flight.
 * - Between the two processes a message travels as JSON instead of a structured clone. Nothing is lost:
 *   oRPC posts text, or bytes where a file is in it, and encodes cancelling and streams itself. Anything
 *   else would fail here rather than pass for what it is not.
 * - A port whose other end went away says `close` in Electron's pages, and not in Chromium's.
 */
import { readFile } from 'node:fs/promises';
import type { MessagePort as PortToMain } from 'node:worker_threads';
import type { Browser, BrowserContextOptions, CDPSession, Page, Route } from 'playwright-core';
import { consoleOrigin } from '../../../src-main/shell/renderer-protocol.ts';
import { openPage } from '../../ui/open-console.ts';
import type { TestApp } from '../start-app.ts';
import { preloadWorld } from './preload-world.ts';

const standingOrigin = 'https://console.loom-app.test';
const world = 'preload';

export interface OpenWindow extends AsyncDisposable {
  page: Page;
  /** What the browser complained of. */
  errors: string[];
  /** Ports that the page was given so far. */
  ports(): number;
  /** Goes to another page of the console without leaving the document. */
  goTo(path: string): Promise<void>;
  /** The main process's end of the last port goes away. */
  losePort(): void;
}

/** Opens what the app's last window would show. */
export async function openWindow(
  app: TestApp,
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<OpenWindow> {
  const window = (await app.desktop.look()).windows.at(-1);
  if (!window) throw new Error('the app has no window');
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.route(`${standingOrigin}/**`, (route) => serve(app, route));
  const preload = await readFile(window.preferences?.preload ?? '', 'utf8');
  const line = await runPreload(await page.context().newCDPSession(page), preload, (channel) => {
    if (channel !== 'loom:connect') throw new Error(`the preload used ${channel}`);
    return app.connect({ id: window.page }, { parent: null, origin: consoleOrigin });
  });
  await page.goto(window.url.replace(consoleOrigin, standingOrigin));
  return {
    ...opened,
    page,
    ports: () => line.length,
    losePort: () => line.at(-1)?.close(),
    async goTo(path) {
      await page.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, path);
    },
    async [Symbol.asyncDispose]() {
      // The app may end while it is still asked for a part of the page.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await opened[Symbol.asyncDispose]();
    },
  };
}

async function serve(app: TestApp, route: Route): Promise<void> {
  const url = route.request().url().replace(standingOrigin, consoleOrigin);
  const answer = await app.desktop.fetch(url);
  if (!answer) return route.abort();
  const { status, headers, body } = answer;
  const text = Buffer.from(body);
  const isScript = headers['content-type']?.startsWith('text/javascript');
  const scheme = new URL(standingOrigin).protocol;
  const shown = isScript ? Buffer.from(text.toString().replaceAll('loom-app:', scheme)) : text;
  return route.fulfill({ status, headers, body: shown });
}

type Connect = (channel: string) => PortToMain;

/** Runs a preload before each document of the page; returns the ports that it handed over. */
async function runPreload(
  cdp: CDPSession,
  preload: string,
  connect: Connect,
): Promise<PortToMain[]> {
  const line: PortToMain[] = [];
  let context = 0;
  let here = new Map<number, PortToMain>();
  cdp.on('Runtime.executionContextCreated', ({ context: { id, name } }) => {
    if (name !== world) return;
    context = id;
    // A document that is gone takes its ports along.
    for (const port of here.values()) port.close();
    here = new Map();
  });
  cdp.on('Runtime.bindingCalled', ({ payload }) => {
    const { port: number, channel, data } = JSON.parse(payload);
    if (channel === undefined) {
      here.get(number)?.postMessage(Array.isArray(data) ? new Uint8Array(data) : data);
      return;
    }
    const port = connect(channel);
    here.set(number, port);
    line.push(port);
    port.on('message', (sent: unknown) => {
      const message = JSON.stringify({
        port: number,
        data: sent instanceof Uint8Array ? [...sent] : sent,
      });
      void evaluate(`fromMain(${JSON.stringify(message)})`, context);
    });
    port.on(
      'close',
      () => void evaluate(`loomPorts[${number - 1}].dispatchEvent(new Event('close'))`),
    );
  });
  await cdp.send('Runtime.enable');
  await cdp.send('Page.enable');
  await cdp.send('Runtime.addBinding', { name: 'toMain', executionContextName: world });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${preloadWorld})(globalThis, (require) => {${preload}\n});`,
    worldName: world,
  });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${keepPorts})();` });
  return line;

  /** In the page itself where no world is named. Its document may be gone, and then nobody listens. */
  async function evaluate(expression: string, contextId?: number): Promise<void> {
    await cdp.send('Runtime.evaluate', { expression, contextId }).catch(() => {});
  }
}

/** Runs in the page: keeps the ports that it is given, so that they can be closed for it. */
function keepPorts(): void {
  const ports: MessagePort[] = [];
  Object.defineProperty(globalThis, 'loomPorts', { value: ports });
  addEventListener('message', ({ ports: given }) => {
    for (const port of given) ports.push(port);
  });
}
