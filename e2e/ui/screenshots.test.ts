/** Every page as it looks with a day's work in it: pictures in `artifacts/`, for people to look at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loomCommand, testEnv } from '../harness/home.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { writeClientFile } from './client-files.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { openConsole } from './real-console.ts';

if (!chromiumPath) console.warn('SKIPPED: the console tests need Chromium, which is not installed');

const folder = join(import.meta.dirname, '../../artifacts/screenshots');
const pages = [
  '/',
  '/servers',
  '/servers/files',
  '/clients',
  '/clients/cursor',
  '/presets',
  '/presets/filesystem',
  '/profiles',
  '/profiles/default',
  '/playground',
  '/activity',
  '/secrets',
  '/settings',
  '/doctor',
  '/about',
];
const sizes = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [900, 1280, 1600].map((width) => ({ colorScheme, width })),
);

let browser: Browser;
let hub: TestHub;

describe.skipIf(!chromiumPath)('every page', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
    hub = await startBusyHub();
    mkdirSync(folder, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
    await hub[Symbol.asyncDispose]();
  });

  test.each(sizes)(
    'draws without an error, $colorScheme at $width px',
    { timeout: 120_000 },
    async ({ colorScheme, width }) => {
      const viewport = { width, height: 900 };
      await using opened = await openConsole(hub, browser, { path: '/', colorScheme, viewport });
      const { page, errors } = opened;
      for (const path of pages) {
        await page.goto(new URL(path, page.url()).href);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForFunction(isFilled);
        const name = path === '/' ? 'overview' : path.slice(1).replaceAll('/', '-');
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
      }
      expect(errors).toEqual([]);
    },
  );
});

/** Whether there is more than a header, and no outline of what is to come. Runs in the page. */
function isFilled(): boolean {
  const main = document.querySelector('main');
  const outline = main?.querySelector('[aria-busy="true"], .mantine-Skeleton-root');
  return !outline && (main?.innerText.trim().split('\n').length ?? 0) > 4;
}

/** Twelve servers, of which one fails and one waits for a secret; two clients; some calls. */
async function startBusyHub(): Promise<TestHub> {
  const names = ['files', 'git', 'search', 'memory', 'browser', 'docs', 'tickets', 'metrics'];
  const started = await startHub({
    servers: {
      ...Object.fromEntries(names.map((name) => [name, serverEntry('echo')])),
      weather: serverEntry('slow'),
      broken: serverEntry('exit-at-start'),
      calendar: { ...serverEntry('echo'), env: { TOKEN: '${secret:CALENDAR_TOKEN}' } },
      archive: { ...serverEntry('echo'), enabled: false },
    },
  });
  writeClientFile(started, 'cursor');
  writeClientFile(started, 'codex');
  await started.api.secrets.set({ name: 'DOCS_TOKEN', secret: 'not-for-pictures' });
  await started.api.auth.generate({ name: 'build server' });
  for (const id of ['broken', 'calendar']) await started.api.servers.start({ id }).catch(() => {});
  await callSome(started);
  return started;
}

async function callSome({ home }: TestHub): Promise<void> {
  const client = new Client({ name: 'cursor', version: '2.4.0' });
  const args = ['proxy', '--client', 'cursor'];
  await client.connect(
    new StdioClientTransport({ command: loomCommand, args, env: testEnv(home) }),
  );
  const { tools } = await client.listTools();
  const echoes = tools.filter(({ name }) => /__echo$/.test(name)).slice(0, 6);
  for (const [index, { name }] of echoes.entries()) {
    const message = `What is in chapter ${index + 1}?`;
    await client.callTool({ name, arguments: { text: message, message } });
  }
  await client.close();
}
