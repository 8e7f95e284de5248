/** The built console in a real browser, served by the real web app over a hub that a test plays. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import {
  createFakeService,
  type FakeService,
} from '../../src-main/hub/api/testing/fake-service.ts';
import { createConsoleSessions } from '../../src-main/hub/http/console-session.ts';
import { createWebApp } from '../../src-main/hub/http/web-app.ts';
import { Config } from '../../src-shared/domain/config.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium; undefined where there is none, and tests skip. */
export const chromiumPath = candidates.find(existsSync);

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-background-networking', '--no-pings'],
  });
}

/** A hub's HTTP side that can be stopped and started again on the same port. */
export interface TestHub extends AsyncDisposable {
  service: FakeService;
  url: string;
  launchUrl(): string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startTestHub(state: HubState): Promise<TestHub> {
  const service = createFakeService(state);
  const sessions = createConsoleSessions();
  const free = await listen(createServer(), 0);
  const { port } = free.address() as AddressInfo;
  await close(free);
  const url = `http://127.0.0.1:${port}`;
  const app = createWebApp({
    service,
    log: { error: () => {} },
    config: Config.parse({}),
    carrier: {
      kind: 'http',
      resourceUrl: `${url}/mcp`,
      sessions,
      rendererDir: join(import.meta.dirname, '../../dist/renderer'),
    },
  });
  let server = await listen(createServer(app), port);
  const stop = () => close(server);
  return {
    service,
    url,
    launchUrl: () => sessions.newLaunchUrl(url),
    stop,
    async start() {
      server = await listen(createServer(app), port);
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** A page of its own profile. `errors` gathers what the browser complains about, such as the CSP. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, errors, [Symbol.asyncDispose]: () => context.close() };
}

/** Waits until the page shows the hub's state. */
export async function untilLive(page: Page): Promise<void> {
  await page.getByText('Hub running').waitFor();
}

async function listen(server: Server, port: number): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
