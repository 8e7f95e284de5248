/** The list of servers, and adding them, in a real browser, against the built hub with real servers. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { serverEntry, serverFolder, startHttpServer } from '../harness/servers.ts';
import { chromiumPath, launchBrowser } from './open-console.ts';
import { openConsole } from './real-console.ts';
import { commandOf, entries, names, row, secret } from './servers-help.ts';

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
    expect(JSON.stringify(result)).toContain(secret);
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
    // With the secret that was pasted, which the vault does not have yet.
    await page.getByRole('button', { name: 'Try many' }).click();
    await list.getByText('5 tools, 0 resources, 0 prompts').waitFor();
    expect(await hub.api.secrets.list()).toEqual([]);
    expect(Object.keys(await entries(hub))).toEqual(['echo']);
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
    await expect.poll(() => entries(hub)).toEqual({ slow: serverEntry('slow'), echo });
    await row(page, 'echo').waitFor();
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
    // The page knows it, too: each verb is only for those that it would change.
    await row(page, 'slow').getByText('Idle').waitFor();
    await bar.getByRole('button', { name: 'Start', exact: true }).click();
    await hub.waitForState(
      ({ servers }) => servers.filter(({ health }) => health.phase === 'ready').length === 2,
    );
    await bar.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Removed 2 servers').waitFor();
    expect(Object.keys(await entries(hub))).toEqual(['broken']);
    await expect.poll(() => names(page)).toEqual(['broken']);
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
