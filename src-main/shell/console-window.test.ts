import { describe, expect, test } from 'vitest';
import { openShell, type StandIn } from './testing/open-shell.ts';
import { StandInDock } from './testing/stand-in-app.ts';

describe('the window', () => {
  test('opens again where it was, and where new ones go if that display is gone', async () => {
    const bounds = { x: 100, y: 50, width: 900, height: 700 };
    await using shell = await openShell({ kept: { bounds } });
    expect(shell.windows[0]?.options).toMatchObject(bounds);
    shell.windows[0]?.setBounds({ x: 300 });
    shell.windows[0]?.close();
    expect(shell.preferences.current.bounds).toEqual({ ...bounds, x: 300 });
    await using elsewhere = await openShell({ kept: { bounds: { ...bounds, x: 4000 } } });
    expect(elsewhere.windows[0]?.options).toMatchObject({ width: 1280, height: 860 });
    expect(elsewhere.windows[0]?.options.x).toBeUndefined();
  });

  test('has an icon in the dock while it is seen', async () => {
    const dock = new StandInDock();
    await using shell = await openShell({ platform: 'darwin', hidden: true }, ({ app }) => {
      app.dock = dock;
    });
    expect(dock.visible).toBe(false);
    shell.app.emit('activate');
    expect(dock.visible).toBe(true);
    shell.windows[0]?.close();
    expect(dock.visible).toBe(false);
  });

  test('has the menus that macOS takes its shortcuts from', async () => {
    await using mac = await openShell({ platform: 'darwin' });
    const roles = ({ applicationMenu }: StandIn) => applicationMenu.menu?.map(({ role }) => role);
    expect(roles(mac)).toEqual(['appMenu', 'editMenu', undefined, 'windowMenu']);
    await using linux = await openShell();
    expect(roles(linux)).toEqual(['editMenu', undefined]);
  });
});

describe('a page that died', () => {
  test('is made anew at once where somebody looks at it', async () => {
    await using shell = await openShell();
    die(shell);
    expect(shell.windows).toHaveLength(2);
    expect(shell.windows[0]?.destroyed).toBe(true);
    expect(shell.windows[1]).toMatchObject({ visible: true, url: 'loom-app://console/' });
  });

  test('is made anew when it is wanted, where nobody looked at it', async () => {
    await using shell = await openShell();
    shell.windows[0]?.close();
    die(shell);
    expect(shell.windows).toHaveLength(1);
    shell.trays[0]?.choose('Open Loom');
    expect(shell.windows).toHaveLength(2);
  });

  test('again and again is made anew three times, then only if a person wants it', async () => {
    await using shell = await openShell();
    for (let times = 0; times < 3; times += 1) die(shell);
    expect(shell.windows).toHaveLength(4);
    shell.answer.response = 1;
    die(shell);
    expect(shell.questions).toHaveLength(1);
    expect(shell.questions[0]?.message).toContain('again and again (crashed)');
    expect(shell.windows).toHaveLength(4);
    shell.trays[0]?.choose('Open Loom');
    shell.answer.response = 0;
    die(shell);
    await expect.poll(() => shell.windows.length).toBe(6);
  });

  test('or hangs is replaced if a person wants that', async () => {
    await using shell = await openShell();
    shell.answer.response = 1;
    shell.windows[0]?.emit('unresponsive');
    await expect.poll(() => shell.questions.length).toBe(1);
    expect(shell.windows).toHaveLength(1);
    shell.answer.response = 0;
    shell.windows[0]?.emit('unresponsive');
    await expect.poll(() => shell.windows.length).toBe(2);
  });
});

function die({ windows }: StandIn): void {
  windows.at(-1)?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
}
