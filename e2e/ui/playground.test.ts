/** The playground in a real browser, against the built hub with real servers. */
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { chromiumPath, launchBrowser, openPage, untilLive } from './open-console.ts';
import { checkAccess, untilFocused } from './real-console.ts';

const everything = {
  transport: 'stdio',
  command: process.execPath,
  args: [
    createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/dist/index.js'),
  ],
};

let browser: Browser;

describe.skipIf(!chromiumPath)('the playground', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('calls a tool of a form that was filled in, and shows what came', async () => {
    await using hub = await startHub({ servers: { forms: serverEntry('forms') } });
    await using opened = await openPlayground(hub, { tool: 'forms__fill' });
    const { page } = opened;
    await run(page);
    await page.getByText('1 argument does not fit its schema.').waitFor();
    await page.getByText('Has to be filled in.').waitFor();
    await expect.poll(() => focusedId(page)).toBe('argument_title');
    await page.getByLabel('title').fill('Hello');
    await page.getByLabel('count').fill('4');
    await page.getByLabel('color').selectOption('blue');
    await page.getByLabel('level').selectOption({ label: 'high' });
    await page.getByLabel('dry').check();
    await page.getByLabel('note').fill('noted');
    await page.getByLabel('Shape of either').selectOption({ label: 'integer' });
    await page.locator('#argument_either').fill('7');
    await page.getByRole('button', { name: 'Add item to tags' }).click();
    await page.locator('#argument_tags_0').fill('first');
    await page.getByLabel('m', { exact: true }).check();
    await page.locator('#argument_pair_0').fill('left');
    await page.locator('#argument_pair_1').fill('2.5');
    await page.getByLabel('lat').fill('1');
    await page.getByLabel('lon').fill('-2');
    await page.getByLabel('Shape of shape').selectOption({ label: 'kind: square' });
    await page.getByLabel('side').fill('3');
    await page.getByLabel('extra as JSON').fill('[1, null]');
    await page.getByLabel('options as JSON').fill('{"deep": {"er": true}}');
    await page.getByLabel('day').fill('2026-11-20');
    const file = (name: string, text: string) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    });
    await page.getByLabel('picture').setInputFiles(file('a.png', 'hello'));
    await page.getByLabel('document').setInputFiles(file('a.md', '# Größe'));
    await page.getByText('a.md: ').waitFor();
    await run(page);
    expect(await textResult(page)).toEqual({
      title: 'Hello',
      count: 4,
      color: 'blue',
      level: 2,
      dry: true,
      note: 'noted',
      either: 7,
      tags: ['first'],
      sizes: ['m'],
      pair: ['left', 2.5],
      place: { lat: 1, lon: -2 },
      shape: { kind: 'square', side: 3 },
      extra: [1, null],
      options: { deep: { er: true } },
      day: '2026-11-20',
      picture: 'aGVsbG8=',
      document: '# Größe',
    });
    expect(opened.complaints()).toEqual([]);
  });

  test('keeps form and JSON in step, and names the place of an error', async () => {
    await using hub = await startHub({ servers: { forms: serverEntry('forms') } });
    await using opened = await openPlayground(hub, {
      tool: 'forms__fill',
      args: { title: 'Linked' },
    });
    const { page } = opened;
    await expect.poll(() => page.getByLabel('title').inputValue()).toBe('Linked');
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    const text = page.getByRole('textbox', { name: 'JSON' });
    expect(JSON.parse(await text.inputValue())).toEqual({
      title: 'Linked',
      count: 3,
      color: 'green',
    });
    await text.fill('{\n  "title": "a",\n  "count" 5\n}');
    await page.getByText('Line 3, column 11: a colon is missing.').waitFor();
    expect(await page.getByRole('button', { name: 'Form' }).isDisabled()).toBe(true);
    await text.fill('{"title": "From JSON", "count": 99}');
    await run(page);
    await page.getByText('Has to be 10 or less.').waitFor();
    await page.getByRole('button', { name: 'Form' }).click();
    expect(await page.getByLabel('title').inputValue()).toBe('From JSON');
    await page.getByRole('button', { name: 'Run anyway' }).click();
    expect(await textResult(page)).toMatchObject({ title: 'From JSON', count: 99 });
  });

  test('keeps the defaults of a form that is left as soon as it is drawn', async () => {
    await using hub = await startHub({ servers: { forms: serverEntry('forms') } });
    const args = { title: 'Linked' };
    await using opened = await openPlayground(hub, { tool: 'forms__fill', args });
    const { page } = opened;
    await page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        const fields = [...document.querySelectorAll('input')];
        const buttons = [...document.querySelectorAll('button')];
        const json = buttons.find(({ textContent }) => textContent === 'JSON');
        if (!json || !fields.some(({ value }) => value === 'Linked')) return;
        observer.disconnect();
        json.click();
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    });
    await page.reload();
    const text = await page.getByRole('textbox', { name: 'JSON' }).inputValue();
    expect(JSON.parse(text)).toEqual({ ...args, count: 3, color: 'green' });
  });

  test('draws results by their type, and nothing of them as markup', async () => {
    await using hub = await startHub({ servers: { forms: serverEntry('forms') } });
    await using opened = await openPlayground(hub, { tool: 'forms__media' });
    const { page } = opened;
    await page.getByText('This tool takes no arguments.').waitFor();
    await run(page);
    const outcome = page.getByRole('region', { name: 'Outcome' });
    await outcome.getByText('<img src=x onerror=').waitFor();
    const images = outcome.locator('img');
    expect(await images.count()).toBe(2);
    await expect
      .poll(() => images.first().evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(10);
    const sound = outcome.locator('audio');
    await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.error)).toBe(null);
    expect(await sound.getAttribute('src')).toMatch(/^data:audio\/wav;base64,/);
    await outcome.getByText('https://example.com/a').waitFor();
    expect(await outcome.getByRole('link', { name: 'https://example.com/a' }).count()).toBe(0);
    await outcome.getByText('forms://text').waitFor();
    const tree = outcome.getByRole('figure', { name: 'Structured content' }).last();
    await tree.getByText('{1}').click();
    await tree.getByText('"three"').waitFor();
    await outcome.getByRole('button', { name: 'JSON-RPC' }).click();
    await outcome.getByText('"method": "tools/call"').waitFor();
    await outcome.getByText('"structuredContent": {').waitFor();
    expect(await page.title()).toBe('Playground – Loom');
    expect(opened.complaints()).toEqual([]);
  });

  test('shows numbers as they came where JSON would round them', async () => {
    await using hub = await startHub({ servers: { odd: serverEntry('odd') } });
    await using opened = await openPlayground(hub, { tool: 'odd__odd_numbers' });
    const { page } = opened;
    await run(page);
    await page.getByText('JSON-RPC has them exactly').waitFor();
    await page.getByRole('button', { name: 'JSON-RPC' }).click();
    await page.getByText('"int64":9223372036854775807').waitFor();
  });

  test('shows progress and log lines, and cancels at the server', async () => {
    await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
    await using opened = await openPlayground(hub, {
      tool: 'slow__sleep',
      args: { ms: 600_000, every: 20 },
    });
    const { page } = opened;
    await run(page);
    await page.getByRole('progressbar', { name: 'Progress' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    await hub.waitForState(({ sessions }) => sessions.length === 0);
    await choose(page, 'cancelled');
    await run(page);
    expect(await textResult(page)).toEqual([
      expect.objectContaining({ reason: 'cancelled in the playground' }),
    ]);
  });

  test('leaves nothing behind when the page is closed during a run', async () => {
    await using hub = await startHub({ servers: { asking: serverEntry('asking') } });
    await using opened = await openPlayground(hub, { tool: 'asking__ask_elicitation' });
    await run(opened.page);
    await opened.page.getByRole('dialog').waitFor();
    await hub.waitForState(({ sessions }) => sessions.length === 1);
    await opened.page.close();
    await hub.waitForState(({ sessions }) => sessions.length === 0);
  });

  test('lets a person answer what servers ask', async () => {
    await using hub = await startHub({ servers: { asking: serverEntry('asking') } });
    await using opened = await openPlayground(hub, { tool: 'asking__ask_elicitation' });
    const { page } = opened;
    const dialog = page.getByRole('dialog');
    await run(page);
    await dialog.getByText('What is your name?').waitFor();
    await expect.poll(() => focusedId(page)).toBe('answer_name');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('Has to be filled in.').waitFor();
    await dialog.getByLabel(/^name/).fill('Ada');
    await dialog.getByLabel(/^age/).fill('36');
    await dialog.getByRole('button', { name: 'Send' }).click();
    expect(await textResult(page)).toEqual({
      result: { action: 'accept', content: { name: 'Ada', age: 36 } },
    });

    await run(page);
    await untilFocused(dialog);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => textResult(page)).toEqual({ result: { action: 'cancel' } });

    const url = 'https://example.com/authorize?state=1&very=long';
    await choose(page, 'ask_elicitation_url');
    await page.getByLabel(/^url/).fill(url);
    await run(page);
    await dialog.getByText(url).waitFor();
    await dialog.getByRole('button', { name: 'Decline' }).click();
    expect(await textResult(page)).toEqual({ result: { action: 'decline' } });

    await choose(page, 'ask_sampling');
    await run(page);
    await dialog.getByText('Say hello').waitFor();
    await dialog.getByRole('textbox', { name: 'Answer' }).fill('Hello yourself');
    await dialog.getByRole('button', { name: 'Send' }).click();
    expect(await textResult(page)).toMatchObject({
      result: { role: 'assistant', content: { type: 'text', text: 'Hello yourself' } },
    });
    await run(page);
    await dialog.getByRole('button', { name: 'Refuse' }).click();
    await expect.poll(() => textResult(page)).toMatchObject({ error: { code: -1 } });

    const folder = join(hub.home, 'my project');
    await mkdir(folder);
    await page.getByLabel('Project folder').fill(folder);
    await page.getByLabel('Project folder').press('Enter');
    await choose(page, 'ask_roots');
    await run(page);
    expect(await textResult(page)).toEqual({
      result: { roots: [{ uri: pathToFileURL(folder).href, name: 'my project' }] },
    });
    expect(opened.complaints()).toEqual([]);
  });

  test('gets prompts with completions, reads resources, fills in templates', async () => {
    await using hub = await startHub({ servers: { everything } });
    await using opened = await openPlayground(hub, { prompt: 'everything__completable-prompt' });
    const { page } = opened;
    await page.getByLabel('department').fill('Eng');
    await expect
      .poll(() =>
        page
          .locator('datalist option')
          .evaluateAll((all) => all.map((option) => option.getAttribute('value'))),
      )
      .toEqual(['Engineering']);
    await page.getByLabel('department').fill('Engineering');
    await page.getByLabel(/^name/).fill('Alice');
    await page.getByRole('button', { name: 'Get', exact: true }).click();
    await page.getByText('Please promote Alice to the head of the Engineering team.').waitFor();

    await choose(page, 'demo://resource/dynamic/text/{resourceId}');
    await page.getByLabel('resourceId').fill('7');
    await page.getByText('demo://resource/dynamic/text/7').waitFor();
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await page.getByText('Resource 7: This is a plaintext resource').waitFor();
  });

  test('saves calls, replays them, and forgets them with a way back', async () => {
    await using hub = await startHub({ servers: { forms: serverEntry('forms') } });
    await using opened = await openPlayground(hub, { tool: 'forms__shred', args: { path: '/a' } });
    const { page } = opened;
    await page.getByText('Its server says that this tool may delete or overwrite.').waitFor();
    await page.getByRole('button', { name: 'Save this call' }).click();
    await page.getByLabel('Name of the saved call').fill('my shred');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Replay my shred' }).waitFor();
    await page.reload();
    await untilLive(page);
    await page.getByLabel('path').fill('/other');
    await page.getByRole('button', { name: 'Replay my shred' }).click();
    expect(await textResult(page)).toEqual({ path: '/a' });
    expect(await page.getByLabel('path').inputValue()).toBe('/a');
    const kept = await page.evaluate(() => localStorage.getItem('loom.playground.saved'));
    expect(JSON.parse(kept ?? '')).toEqual([
      { name: 'my shred', tool: 'forms__shred', arguments: { path: '/a' } },
    ]);
    await choose(page, 'nothing');
    await choose(page, 'my shred');
    await page.getByRole('button', { name: 'Remove my shred' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Replay my shred' }).waitFor();
  });

  test('is used without a mouse: search, choose, fill in, run, read', async () => {
    await using hub = await startHub({
      servers: {
        forms: serverEntry('forms'),
        slow: serverEntry('slow'),
        echo: serverEntry('echo'),
      },
    });
    await using opened = await openPlayground(hub, {});
    const { page } = opened;
    await page.getByText('Choose a tool, prompt or resource.').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('echo add');
    await option(page, 'add').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'echo__add', exact: true }).waitFor();
    await page.locator('#argument_a').waitFor();
    await pressTabUntil(page, 'argument_a');
    await page.keyboard.type('19');
    await page.keyboard.press('Tab');
    await page.keyboard.type('23');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Outcome' }).getByText('42').first().waitFor();
    // In a field it is a letter.
    await page.keyboard.press('Tab');
    await page.keyboard.press('/');
    await page.keyboard.type('slow');
    await option(page, 'silent').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'slow__silent', exact: true }).waitFor();
  });

  test('says so when what a link names is not there, and when a run fails', async () => {
    await using hub = await startHub({
      servers: { crashing: serverEntry('crashing'), forms: serverEntry('forms') },
    });
    await using opened = await openPlayground(hub, { tool: 'forms__gone' });
    const { page } = opened;
    await page.getByText('forms__gone is not there').waitFor();
    await choose(page, 'crash');
    await run(page);
    await page.getByText('The tool says that it failed.').waitFor();
    await page.getByText('exited with code').first().waitFor();
  });

  test('says at once what is wrong with a server, in place of waiting for it', async () => {
    const stuck = serverEntry('never-initialize');
    const bad = { transport: 'stdio', command: 'no-such-command-here' };
    await using hub = await startHub({ servers: { bad, stuck } });
    await hub.api.servers.start({ id: 'bad' }).catch(() => undefined);
    await using opened = await openPlayground(hub, {});
    const { page } = opened;
    const broken = page.getByRole('list', { name: 'Servers that do not work' });
    await broken.getByRole('link', { name: 'bad' }).waitFor();
    await broken.getByText('no-such-command-here').first().waitFor();
    await checkAccess(page, 'servers that do not work');
  });

  test('without servers says what will be here, and where to begin', async () => {
    await using hub = await startHub({ servers: {} });
    await using opened = await openPlayground(hub, {});
    const { page } = opened;
    await page.getByText('Tools, prompts and resources of your servers appear here').waitFor();
    expect(await page.getByRole('link', { name: 'Add a server' }).getAttribute('href')).toBe(
      '/presets',
    );
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [900, 1600]) {
      test(`has no accessibility violation in ${colorScheme} at ${width} px`, async () => {
        await using hub = await startHub({ servers: { forms: serverEntry('forms') } });
        const viewport = { width, height: 1000 };
        await using opened = await openPlayground(hub, {}, { colorScheme, viewport });
        const { page } = opened;
        await page.getByText('Choose a tool, prompt or resource.').waitFor();
        await checkAccess(page, 'nothing chosen');
        await choose(page, 'fill');
        await page.getByLabel('title').waitFor();
        await checkAccess(page, 'form');
        await run(page);
        await page.getByText('Has to be filled in.').waitFor();
        await checkAccess(page, 'problems');
        await page.getByRole('button', { name: 'JSON', exact: true }).click();
        await checkAccess(page, 'json');
        await choose(page, 'media');
        await page.getByText('This tool takes no arguments.').waitFor();
        await run(page);
        await page.getByText('Structured content').first().waitFor();
        await checkAccess(page, 'result');
        await page.getByRole('button', { name: 'JSON-RPC' }).click();
        await checkAccess(page, 'raw');
      });

      test(`asks without an accessibility violation in ${colorScheme} at ${width} px`, async () => {
        await using hub = await startHub({ servers: { asking: serverEntry('asking') } });
        const viewport = { width, height: 1000 };
        await using opened = await openPlayground(hub, {}, { colorScheme, viewport });
        const { page } = opened;
        for (const tool of ['ask_elicitation', 'ask_elicitation_url', 'ask_sampling']) {
          await choose(page, tool);
          await run(page);
          await page.getByRole('dialog').waitFor();
          await checkAccess(page, tool);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
          await page.getByText('Done').waitFor();
        }
      });
    }
  }
});

type Search = Record<string, string | Record<string, unknown>>;

async function openPlayground(
  hub: TestHub,
  search: Search,
  options: Parameters<typeof openPage>[1] = {},
) {
  const opened = await openPage(browser, options);
  const { page, errors } = opened;
  const { url } = await hub.api.hub.consoleLink();
  await page.goto(url);
  await untilLive(page);
  const address = new URL('/playground', page.url());
  for (const [name, value] of Object.entries(search)) {
    address.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  await page.goto(address.href);
  await untilLive(page);
  return {
    ...opened,
    /** What the page itself did wrong, such as against the security policy. */
    complaints: () => errors.filter((error) => !error.startsWith('Failed to load resource')),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

/** Finds something by its name and opens it. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Search' }).fill(name);
  await option(page, name).click();
}

function option(page: Page, name: string) {
  const row = page.getByTitle(name, { exact: true }).or(page.getByText(name, { exact: true }));
  return page.getByRole('option').filter({ has: row });
}

/** The text that the tool answered, which the test servers write as JSON. */
async function textResult(page: Page): Promise<unknown> {
  const outcome = page.getByRole('region', { name: 'Outcome' });
  await outcome.getByText(/^(Done|Failed)$/).waitFor();
  return JSON.parse(await outcome.locator('pre').first().innerText());
}

function focusedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id);
}

async function pressTabUntil(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focusedId(page)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no amount of Tab reaches "${id}"`);
}
