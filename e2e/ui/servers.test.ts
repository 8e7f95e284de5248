/** The pages of servers in a real browser, against the built hub with real servers. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry, serverFolder, startHttpServer } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { checkAccess, openConsole, pressTabUntil } from './real-console.ts';

const secret = 'sk-live-3f9a7c21e8b04d56';

let browser: Browser;

describe.skipIf(!chromiumPath)('the servers', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('are added by a command: shown, tried, confirmed, with a secret that stays one', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/servers?add=command' });
    const { page, errors } = opened;
    await page.getByLabel('Command', { exact: true }).last().fill(commandOf('hostile'));
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page.getByLabel('Name 1').fill('API_TOKEN');
    await page.getByLabel('Value of API_TOKEN').fill(secret);
    expect(await page.getByLabel('API_TOKEN is a secret').isChecked()).toBe(true);
    expect(await page.getByLabel('Arguments').inputValue()).toBe(`${serverFolder}/hostile.ts`);
    const runs = page.getByRole('region', { name: 'This is what will run' });
    expect(await runs.innerText()).toContain(commandOf('hostile'));
    expect(await runs.innerText()).not.toContain(secret);

    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('3 tools, 0 resources, 0 prompts').waitFor();
    expect(await entries(hub)).toEqual({});

    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.waitForURL('**/servers/hostile');
    await page.getByText('3 of 3 tools on').waitFor();
    expect(await entries(hub)).toEqual({
      hostile: {
        ...serverEntry('hostile'),
        env: { API_TOKEN: '${secret:API_TOKEN}' },
      },
    });
    const { result } = await hub.api.tools.call({
      name: 'hostile__env',
      arguments: { name: 'API_TOKEN' },
    });
    expect(JSON.stringify(result)).not.toContain('null');
    expect(await page.content()).not.toContain(secret);
    expect(errors).toEqual([]);
  });

  test('say what is wrong with a form, field by field', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await using opened = await openConsole(hub, browser, { path: '/servers?add=command' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Add and allow it to run' }).click();
    await page.getByText('Say what is to be run.').waitFor();
    await page.getByText('Give it a name.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('echo');
    await page.getByText('There is already a server named echo.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('a__b');
    await page.getByText('1 to 32 letters').waitFor();
    await page.getByLabel('Command', { exact: true }).last().fill('${nope}');
    await page.getByText('unknown reference "${nope}"').waitFor();
  });

  test('say why a try failed, with the last lines that were written', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/servers?add=command' });
    const { page } = opened;
    await page.getByLabel('Command', { exact: true }).last().fill(commandOf('exit-at-start'));
    await page.getByLabel('Name', { exact: true }).focus();
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('It does not work like this.').waitFor();
    await page.getByText('GITHUB_TOKEN is not set').waitFor();
  });

  test('are added by a URL', async () => {
    await using remote = await startHttpServer(['--require-header', 'X-Key=open']);
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/servers?add=url' });
    const { page } = opened;
    await page.getByRole('textbox', { name: 'URL' }).fill(remote.url);
    await page.getByLabel('Name', { exact: true }).fill('remote');
    await page.getByRole('button', { name: 'Add header' }).click();
    await page.getByLabel('Name 1').fill('X-Key');
    await page.getByLabel('Value of X-Key').fill('open');
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText(/answered in/).waitFor();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.waitForURL('**/servers/remote');
    await page.getByText(/of 7 tools on/).waitFor();
    expect(await entries(hub)).toEqual({
      remote: {
        transport: 'http',
        url: remote.url,
        headers: { 'X-Key': '${secret:REMOTE_X_KEY}' },
      },
    });
  });

  test('are added from whatever is pasted, chosen one by one', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await using opened = await openConsole(hub, browser, { path: '/servers?add=paste' });
    const { page } = opened;
    const [command, ...args] = commandOf('many-tools').split(' ');
    const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
    const servers = {
      many: { command, args: [...args, '5'], env: { GITHUB_TOKEN: token } },
      echo: { command: 'something-else' },
      same: { command, args: [`${serverFolder}/echo.ts`] },
    };
    await page.getByLabel('Snippet').fill(JSON.stringify({ mcpServers: servers }, null, 2));
    const list = page.getByRole('list', { name: 'Servers that were found' });
    await list.waitFor();
    await list.getByText('Already here as echo').waitFor();
    await list.getByText('Another server is called echo already.').waitFor();
    expect(await list.innerText()).not.toContain(token);
    await page.getByRole('checkbox', { name: 'Add echo-2' }).uncheck();
    await page.getByLabel('Name of many').fill('lots');
    await page.getByRole('button', { name: 'Add 1 server' }).click();
    await page.getByText('Added lots').waitFor();
    const { lots, ...others } = await entries(hub);
    expect(Object.keys(others)).toEqual(['echo']);
    expect(JSON.stringify(lots)).toMatch(/\$\{secret:\w+\}/);
    expect(await readFile(hub.registryPath, 'utf8')).not.toContain(token);
  });

  test('can be removed and brought back', async () => {
    const echo = serverEntry('echo', [], { title: 'Echo', idle_stop: '5m' });
    await using hub = await startHub({ servers: { echo, slow: serverEntry('slow') } });
    await using opened = await openConsole(hub, browser, { path: '/servers/echo' });
    const { page } = opened;
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.waitForURL('**/servers');
    await page.getByText('Removed echo').waitFor();
    expect(Object.keys(await entries(hub))).toEqual(['slow']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'echo').waitFor();
    expect(await entries(hub)).toEqual({ slow: serverEntry('slow'), echo });
  });

  test('are filtered, searched and sorted by the address, and worked on together', async () => {
    await using hub = await startHub({
      servers: {
        echo: serverEntry('echo'),
        slow: serverEntry('slow', [], { enabled: false }),
        broken: serverEntry('exit-at-start'),
      },
    });
    await hub.api.servers.start({ id: 'broken' }).catch(() => undefined);
    await using opened = await openConsole(hub, browser, { path: '/servers?sort=-name' });
    const { page } = opened;
    await expect.poll(() => names(page)).toEqual(['slow', 'echo', 'broken']);
    await page.getByRole('link', { name: /^Needs you/ }).click();
    await expect.poll(() => names(page)).toEqual(['broken']);
    await page.getByText('exited with code 1').waitFor();
    await page.getByRole('link', { name: /^All/ }).click();
    await page.getByLabel('Search servers').fill('slow');
    await expect.poll(() => names(page)).toEqual(['slow']);
    await page.reload();
    await expect.poll(() => names(page)).toEqual(['slow']);
    await page.getByLabel('Search servers').fill('');

    for (const id of ['slow', 'echo']) await page.getByRole('checkbox', { name: id }).check();
    const bar = page.getByRole('toolbar', { name: 'Selected servers' });
    await bar.getByRole('button', { name: 'Enable' }).click();
    await hub.waitForState(({ servers }) =>
      servers.every(({ health }) => health.phase !== 'disabled'),
    );
    await bar.getByRole('button', { name: 'Start', exact: true }).click();
    await hub.waitForState(
      ({ servers }) => servers.filter(({ health }) => health.phase === 'ready').length === 2,
    );
    await bar.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Removed 2 servers').waitFor();
    expect(Object.keys(await entries(hub))).toEqual(['broken']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => names(page)).toEqual(['slow', 'echo', 'broken']);
  });

  test('that wait for a secret start when it is set', async () => {
    const env = { KEY: '${secret:KEY_OF_ECHO}' };
    await using hub = await startHub({
      servers: { echo: serverEntry('echo', [], { env }) },
    });
    await hub.api.servers.start({ id: 'echo' }).catch(() => undefined);
    await using opened = await openConsole(hub, browser, { path: '/servers' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Set secret echo' }).click();
    await page.getByLabel('KEY_OF_ECHO').fill(secret);
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await hub.waitForState(({ servers }) => servers[0]?.health.phase !== 'waiting');
    await page.getByRole('button', { name: 'Set secret echo' }).waitFor({ state: 'detached' });
  });
});

describe.skipIf(!chromiumPath)('one server', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('has its tools switched and renamed, for every client at once', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await hub.api.servers.start({ id: 'echo' });
    await using opened = await openConsole(hub, browser, { path: '/servers/echo' });
    const { page } = opened;
    // Two at once: neither undoes the other.
    await page.getByRole('switch', { name: 'Offer add_tool' }).click(onTrack);
    await page.getByRole('switch', { name: 'Offer whoami' }).click(onTrack);
    await expect.poll(() => exposed(hub)).not.toContain('echo__add_tool');
    await expect.poll(() => exposed(hub)).not.toContain('echo__whoami');
    await page.getByRole('switch', { name: 'Offer whoami', checked: false }).click(onTrack);
    await expect.poll(() => exposed(hub)).toContain('echo__whoami');

    await page.getByText('whoami', { exact: true }).click();
    await page.getByText('Input schema').waitFor();
    await page.getByRole('button', { name: 'Rename whoami' }).click();
    await page.getByLabel('New name').fill('not a name');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/expected 1 to 50 letters/).waitFor();
    await page.getByLabel('New name').fill('who');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => exposed(hub)).toContain('echo__who');
    await page.getByText('echo__who', { exact: true }).waitFor();
    expect((await entries(hub)).echo).toMatchObject({
      tools: { deny: ['add_tool'], rename: { whoami: 'who' } },
    });
  });

  test('gets another environment, which it runs with from then on', async () => {
    const env = { COLOR: 'red', OLD: 'x' };
    await using hub = await startHub({
      servers: { echo: serverEntry('echo', [], { env, idle_stop: '5m' }) },
    });
    await using opened = await openConsole(hub, browser, {
      path: '/servers/echo?tab=environment',
    });
    const { page } = opened;
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Value of COLOR').fill('blue');
    await page.getByRole('button', { name: 'Remove OLD' }).click();
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page.getByLabel('Name 2').fill('API_KEY');
    await page.getByLabel('Value of API_KEY').fill(secret);
    await page.getByRole('button', { name: 'Save and restart' }).click();
    await page.getByText('Saved echo').waitFor();
    expect((await entries(hub)).echo).toEqual(
      serverEntry('echo', [], {
        env: { COLOR: 'blue', API_KEY: '${secret:API_KEY}' },
        idle_stop: '5m',
      }),
    );
    const { result } = await hub.api.tools.call({
      name: 'echo__whoami',
      arguments: { env: 'COLOR' },
    });
    expect(JSON.stringify(result)).toContain('blue');
  });

  test('keeps what is wrong with its settings from the file', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await using opened = await openConsole(hub, browser, { path: '/servers/echo?tab=settings' });
    const { page } = opened;
    await page.getByLabel('Stop when idle for').fill('soon');
    await page.getByText('A time such as 30s, 10m or 2h.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await entries(hub)).echo).toEqual(serverEntry('echo'));
    await page.getByLabel('Stop when idle for').fill('30s');
    await page
      .getByLabel('Scope')
      .selectOption({ label: 'session: one process for each connection' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('idle_stop: "30s"').waitFor();
    expect((await entries(hub)).echo).toEqual({
      ...serverEntry('echo'),
      scope: 'session',
      idle_stop: '30s',
    });
  });

  test('floods its log, and the page stays quick', async () => {
    await using hub = await startHub({
      servers: { noisy: serverEntry('noisy', ['--mb-per-second', '4']) },
    });
    await hub.api.servers.start({ id: 'noisy' });
    await using opened = await openConsole(hub, browser, { path: '/servers/noisy?tab=log' });
    const { page } = opened;
    await page.getByText('5,000 lines').waitFor();
    expect(await page.getByRole('log').locator('> div > div').count()).toBeLessThan(120);

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/Paused; [1-9][\d,]* new lines/).waitFor();
    const before = await page.getByRole('log').innerText();
    await page.getByText(/Paused; \d+,\d+ new lines/).waitFor();
    expect(await page.getByRole('log').innerText()).toBe(before);
    await page.getByLabel('Search the log').fill('nowhere to be found');
    await page.getByText('No line matches.').waitFor();
    await page.getByLabel('Search the log').fill('POLLING');
    await page.locator('mark').first().waitFor();
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('Following').waitFor();
    // Whoever scrolls back wants to read.
    await page.getByRole('log').focus();
    await page.keyboard.press('Home');
    await page.getByText(/Paused/).waitFor();
    await page.keyboard.press('End');
    await page.getByText('Following').waitFor();
  });

  test('is restarted, stopped and switched off', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await hub.api.servers.start({ id: 'echo' });
    const pid = await pidOf(hub);
    await using opened = await openConsole(hub, browser, { path: '/servers/echo?tab=processes' });
    const { page } = opened;
    await page.getByRole('cell', { name: String(pid) }).waitFor();
    await page.getByRole('cell', { name: /^in \d+ min/ }).waitFor();
    await page.getByRole('button', { name: 'Restart' }).click();
    await expect.poll(() => pidOf(hub)).not.toBe(pid);
    await expect.poll(() => pidOf(hub)).toBeGreaterThan(0);
    await page.getByRole('cell', { name: String(await pidOf(hub)) }).waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Stop' }).click();
    await page.getByText('No process runs. One starts on first use.').waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Start' }).click();
    await hub.waitForState(({ servers }) => servers[0]?.health.phase === 'ready');
  });

  test('shows resources, prompts, history and its own words', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    await hub.api.servers.start({ id: 'echo' });
    await hub.api.tools.call({ name: 'echo__add', arguments: { a: 1, b: 2 } });
    await using opened = await openConsole(hub, browser, { path: '/servers/echo?tab=resources' });
    const { page, errors } = opened;
    const list = page.getByRole('list', { name: 'Resources' });
    await list.getByRole('button').first().click();
    await page.getByRole('region', { name: 'Content' }).locator('pre').waitFor();
    await tab(page, 'Prompts');
    await page.getByRole('link', { name: 'Try in the playground' }).waitFor();
    await tab(page, 'History');
    await page.getByRole('table', { name: 'Last calls' }).getByText('add').waitFor();
    await tab(page, 'Raw');
    await page.getByText('"protocolVersion"').waitFor();
    expect(errors).toEqual([]);
  });

  test('that is not there says so', async () => {
    await using hub = await startHub();
    await using opened = await openConsole(hub, browser, { path: '/servers/nobody' });
    await opened.page.getByText('There is no server named nobody.').waitFor();
    await opened.page.getByRole('link', { name: 'Go to Servers' }).click();
    await opened.page.getByText('Servers that you add appear here.').waitFor();
  });
});

describe.skipIf(!chromiumPath)('the pages of servers', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('are usable with the keyboard only', async () => {
    await using hub = await startHub({
      servers: { echo: serverEntry('echo'), slow: serverEntry('slow') },
    });
    await using opened = await openConsole(hub, browser, { path: '/' });
    const { page } = opened;
    const { keyboard } = page;
    await keyboard.press('g');
    await keyboard.press('s');
    await row(page, 'echo').waitFor();
    await keyboard.press('/');
    await keyboard.type('s');
    await keyboard.press('Escape');
    await pressTabUntilRow(page);
    await keyboard.press('j');
    await expect.poll(() => focusedRow(page)).toContain('slow');
    await keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await keyboard.press('k');
    await expect.poll(() => focusedRow(page)).toContain('echo');
    await keyboard.press('Enter');
    await page.waitForURL('**/servers/echo');
    await page.getByRole('button', { name: 'Start it' }).waitFor();
    await pressTabUntil(page, 'Start it');
    await keyboard.press('Enter');
    await page.getByText('11 of 11 tools on').waitFor();
    await pressTabUntil(page, 'Offer echo');
    await keyboard.press('Space');
    await expect.poll(() => exposed(hub)).not.toContain('echo__echo');

    await keyboard.press('g');
    await keyboard.press('s');
    await row(page, 'slow').waitFor();
    await pressTabUntil(page, 'Add server');
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keyboard.type(commandOf('many-tools'));
    await pressTabUntil(page, 'Add and allow it to run');
    await keyboard.press('Enter');
    await page.waitForURL('**/servers/many-tools');
    await page.getByText('50 of 50 tools on').waitFor();
  });

  test('scroll through 200 servers as through ten', async () => {
    const servers = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`server-${index}`, serverEntry('echo')]),
    );
    await using hub = await startHub({ servers });
    await using opened = await openConsole(hub, browser, { path: '/servers' });
    const { page } = opened;
    await row(page, 'server-0').waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(80);
    await page.getByRole('row').nth(1).focus();
    await page.keyboard.press('End');
    await expect.poll(() => focusedRow(page)).toContain('server-199');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/servers/server-199');
    await page.goBack();
    await page.getByText('200 servers', { exact: true }).waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`have no accessibility violation in ${colorScheme}: the list, and adding`, async () => {
      await using hub = await startHub({ servers: ofEveryState });
      await startAll(hub);
      await using opened = await openConsole(hub, browser, {
        path: '/servers',
        colorScheme,
        viewport: { width: 900, height: 900 },
      });
      const { page } = opened;
      await lookAt(page, '/servers', 'exited with code 1');
      await page.getByRole('checkbox', { name: 'echo' }).check();
      await checkAccess(page, 'selected');
      await page.getByRole('button', { name: 'Set secret github' }).click();
      await page.getByRole('dialog').waitFor();
      await checkAccess(page, 'set secret');
      await lookAt(page, '/servers?add=command', 'This is what will run');
      await page.getByRole('button', { name: 'Add variable' }).click();
      await page.getByLabel('Name 1').fill('API_KEY');
      await page.getByRole('button', { name: 'Add and allow it to run' }).click();
      await checkAccess(page, 'problems');
      await lookAt(page, '/servers?add=url', 'This is what it connects to');
      await lookAt(page, '/servers?add=paste', 'Snippet');
      await page.getByLabel('Snippet').fill('claude mcp add x -e API_KEY=abc123 -- npx -y y');
      await page.getByText('Exactly this will run').waitFor();
      await checkAccess(page, 'candidates');
      await lookAt(page, '/servers?add=import', 'No client has a server');
    });

    test(`have no accessibility violation in ${colorScheme}: one server`, async () => {
      await using hub = await startHub({ servers: ofEveryState });
      await startAll(hub);
      await hub.api.tools.call({ name: 'echo__add', arguments: { a: 1, b: 2 } });
      await using opened = await openConsole(hub, browser, {
        path: '/servers/echo',
        colorScheme,
        viewport: { width: 900, height: 900 },
      });
      const { page } = opened;
      await lookAt(page, '/servers/echo?tool=add', 'Input schema');
      await lookAt(page, '/servers/echo?tab=resources', 'Choose a resource');
      await lookAt(page, '/servers/echo?tab=prompts', 'Try in the playground');
      await lookAt(page, '/servers/noisy?tab=log', 'polling the queue');
      await lookAt(page, '/servers/github?tab=environment', 'TOKEN');
      await page.getByRole('button', { name: 'Edit' }).click();
      await checkAccess(page, 'edit');
      await lookAt(page, '/servers/echo?tab=settings', 'Entry in registry.yaml');
      await lookAt(page, '/servers/echo?tab=processes', 'Calls in flight');
      await lookAt(page, '/servers/echo?tab=history', 'Last calls');
      await lookAt(page, '/servers/echo?tab=raw', 'protocolVersion');
      await lookAt(page, '/servers/broken', 'GITHUB_TOKEN is not set');
      await lookAt(page, '/servers/nobody', 'There is no server');
    });
  }
});

const ofEveryState = {
  echo: serverEntry('echo', [], { tools: { deny: ['add_*'] } }),
  noisy: serverEntry('noisy', ['--total-mb', '0.1']),
  broken: serverEntry('exit-at-start'),
  github: serverEntry('echo', [], { env: { TOKEN: '${secret:TOKEN}' } }),
  off: serverEntry('slow', [], { enabled: false }),
};

async function startAll(hub: TestHub): Promise<void> {
  for (const id of ['echo', 'noisy', 'broken', 'github']) {
    await hub.api.servers.start({ id }).catch(() => undefined);
  }
}

async function lookAt(page: Page, path: string, text: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await page.getByText(text).first().waitFor();
  await checkAccess(page, path);
}

/** What is seen of a switch lies over what it is. */
const onTrack = { force: true };

function commandOf(file: string): string {
  return `${process.execPath} ${serverFolder}/${file}.ts`;
}

async function entries(hub: TestHub): Promise<Record<string, unknown>> {
  // Nobody has written one yet.
  const text = await readFile(hub.registryPath, 'utf8').catch(() => '');
  return (parse(text) as { servers?: Record<string, unknown> } | null)?.servers ?? {};
}

async function exposed(hub: TestHub): Promise<string[]> {
  return (await hub.api.tools.list({})).map(({ name }) => name);
}

async function pidOf(hub: TestHub): Promise<number> {
  const [server] = await hub.api.servers.list();
  return server?.instances[0]?.pid ?? 0;
}

function row(page: Page, id: string) {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: id, exact: true }) });
}

async function names(page: Page): Promise<(string | null)[]> {
  const boxes = await page.getByRole('table').getByRole('checkbox').all();
  return await Promise.all(boxes.map((box) => box.getAttribute('aria-label')));
}

async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name }).click();
}

function focusedRow(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.closest('[role=row]')?.textContent ?? '');
}

async function pressTabUntilRow(page: Page): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const role = await page.evaluate(() => document.activeElement?.getAttribute('role'));
    if (role === 'row') return;
  }
  throw new Error('no amount of Tab reaches a row');
}
