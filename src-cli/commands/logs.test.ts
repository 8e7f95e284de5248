import { expect, test } from 'vitest';
import { startFakeHub } from '../testing/fake-hub.ts';
import { now } from '../testing/samples.ts';
import { openTerminal, type Terminal } from '../testing/terminal.ts';

const first = { at: now, server: 'echo', pid: 7, text: 'one' };
const second = { at: now + 1000, server: 'echo', pid: 7, text: 'two' };

/** When stdout holds a text, checked at every write. */
function shows({ stdout }: Terminal, text: string): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (stdout.text.includes(text)) resolve();
    };
    stdout.on('written', check);
    check();
  });
}

test('logs prints what is kept, with time, server and pid', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.recentLines = [first, { at: now, text: 'hub started' }];
  expect(await terminal.loom('logs')).toBe(0);
  expect(terminal.stdout.text).toMatch(
    /^\d\d:\d\d:\d\d echo\[7\] one\n\d\d:\d\d:\d\d hub hub started\n$/,
  );
  expect(await terminal.loom('logs', 'ech')).toBe(4);
});

test('logs -f goes on with new lines, once each, until Ctrl-C, and then exits 130', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.recentLines = [first];
  hub.followedLines = [first, second];
  const running = terminal.loom('logs', '-f', '--json');
  await shows(terminal, '"two"');
  terminal.interrupt();
  expect(await running).toBe(130);
  const lines = terminal.stdout.text.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([first, second]);
  await expect.poll(() => hub.followers()).toBe(0);
  expect(terminal.stderr.text).toBe('');
});

test('logs -f ends quietly when nobody reads any more', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.followedLines = [first];
  const running = terminal.loom('logs', '-f');
  await shows(terminal, 'one');
  terminal.stdout.emit('error', Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));
  expect(await running).toBe(0);
  expect(terminal.stderr.text).toBe('');
});

test('logs -f says that the hub went away, and exits 5', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.followedLines = [first];
  const running = terminal.loom('logs', '-f');
  await shows(terminal, 'one');
  await hub.close();
  expect(await running).toBe(5);
  expect(terminal.stderr.text).toMatch(
    /^error: (The hub stopped|The connection to the hub was lost)/,
  );
});
