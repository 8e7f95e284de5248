import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openShell } from './testing/open-shell.ts';

describe('a bug in the main process', () => {
  test('is logged and said; the hub ends in order, and the app starts anew', async () => {
    await using shell = await openShell();
    const exit = once(shell.app, 'exit');
    shell.breaks(new Error('a bug'));
    shell.breaks(new Error('another one on the way'));
    await exit;
    expect(shell.logged).toEqual(['the desktop app broke', 'the desktop app broke']);
    expect(shell.questions).toEqual([
      expect.objectContaining({ message: 'Loom broke, and starts anew' }),
    ]);
    expect(shell.closed).toBe(1);
    expect(shell.app.asked).toEqual(['relaunch']);
    expect(Date.now() - shell.preferences.current.relaunchedAt).toBeLessThan(60_000);
  });

  test('within a minute of the last one ends the app', async () => {
    await using shell = await openShell({ kept: { relaunchedAt: Date.now() - 1000 } });
    const exit = once(shell.app, 'exit');
    shell.breaks('a text');
    await exit;
    expect(shell.questions[0]).toMatchObject({ message: 'Loom broke, and ends' });
    expect(shell.app.asked).toEqual([]);
    expect(shell.closed).toBe(1);
  });
});
