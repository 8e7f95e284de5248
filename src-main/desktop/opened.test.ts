import { describe, expect, test } from 'vitest';
import { openShell } from '../shell/testing/open-shell.ts';
import { preventable } from '../shell/testing/preventable.ts';
import { findOpened, pageFor } from './opened.ts';

const config = Buffer.from('{"command":"npx"}').toString('base64url');
const link = `loom://install?name=docs&config=${config}`;
const offer = async () => ({ id: 'b1' });

describe('what is on a command line', () => {
  test('is a link or a bundle, and no switch', () => {
    expect(findOpened(['--hidden', '--x=a.mcpb', link], '/home/ada')).toBe(link);
    expect(findOpened(['tools.mcpb'], '/home/ada')).toBe('/home/ada/tools.mcpb');
    expect(findOpened(['--hidden', '/home/ada/notes.txt'], '/')).toBeUndefined();
  });
});

describe('the page of', () => {
  test.each([
    [link, `/install?link=${encodeURIComponent(link)}`],
    ['LOOM://preset/git?a=b', `/presets/git?link=${encodeURIComponent('LOOM://preset/git?a=b')}`],
    ['loom://run?command=sh', '/install?refused=unknown-kind'],
    ['/home/ada/tools.mcpb', '/install?bundle=b1'],
    ['/home/ada/notes.txt', '/install?refused=no-link'],
  ])('%s is %s', async (opened, page) => {
    expect(await pageFor(opened, offer)).toBe(page);
  });
});

describe('a link', () => {
  test('on the first command line opens its page, also in an app that starts hidden', async () => {
    await using shell = await openShell({ opened: link });
    await expect.poll(() => shell.windows.map(({ url }) => url)).toEqual([pageOf(link)]);
  });

  test('of a second start opens its page in the window that is there', async () => {
    await using shell = await openShell();
    shell.app.emit('second-instance', {}, ['loom', '--', link], '/home/ada');
    await expect.poll(() => shell.windows.map(({ url }) => url)).toEqual([pageOf(link)]);
  });

  test('is not what a proxy wants that starts the app in the background', async () => {
    await using shell = await openShell({ hidden: true });
    shell.app.emit('second-instance', {}, ['loom', '--hidden'], '/');
    expect(shell.windows).toEqual([]);
  });

  test('that comes before the app is ready waits', async () => {
    const event = preventable();
    await using shell = await openShell({ hidden: true }, ({ app }) => {
      app.whenReady = async () => void app.emit('open-url', event, link);
    });
    expect(event.defaultPrevented).toBe(true);
    await expect.poll(() => shell.windows.map(({ url }) => url)).toEqual([pageOf(link)]);
    shell.app.emit('open-url', event, 'loom://preset/git');
    await expect.poll(() => shell.windows[0]?.url).toContain('/presets/git?link=');
  });

  test('to a bundle that cannot be read says why', async () => {
    await using shell = await openShell();
    shell.service.bundles.offer = async () => {
      throw new Error('it is gone');
    };
    shell.app.emit('open-file', { preventDefault() {} }, '/home/ada/tools.mcpb');
    await expect.poll(() => shell.questions).toHaveLength(1);
    expect(shell.questions[0]?.detail).toContain('it is gone');
  });
});

function pageOf(text: string): string {
  return `loom-app://console/install?link=${encodeURIComponent(text)}`;
}
