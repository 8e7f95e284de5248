import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { startFakeHub } from '../testing/fake-hub.ts';
import { openTerminal, type TerminalOptions } from '../testing/terminal.ts';

/** A terminal whose hub runs, and wrote its command. */
async function openWithHub(options: TerminalOptions = {}, program?: string) {
  const headlessEntry = join(import.meta.dirname, 'headless.cjs');
  const machine = { platform: 'linux' };
  const terminal = await openTerminal({ headlessEntry, machine, ...options });
  const command = program ?? join(terminal.home, '.local/share/loom/bin/loom');
  if (!program) put(command, '#!/bin/sh\n# Written by Loom whenever it starts: …\n');
  const hub = await startFakeHub(terminal.io.paths);
  const { endpoint } = hub.state;
  hub.state = { ...hub.state, endpoint: { ...endpoint, proxy: [command, 'proxy'] } };
  const link = join(terminal.home, '.local/bin/loom');
  return Object.assign(terminal, { command, link, [Symbol.asyncDispose]: () => hub.close() });
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test('links the command that survives updates, and says how to put the folder into the PATH', async () => {
  await using terminal = await openWithHub();
  expect(await terminal.loom('link')).toBe(0);
  expect(readlinkSync(terminal.link)).toBe(terminal.command);
  expect(terminal.stdout.text).toContain(`${terminal.link} leads to ${terminal.command} now.`);
  expect(terminal.stderr.text).toContain(`${dirname(terminal.link)} is not in your PATH. Add this`);
  expect(await terminal.loom('link')).toBe(0);
});

test('takes its own link away again, and only that', async () => {
  await using terminal = await openWithHub();
  await terminal.loom('link');
  expect(await terminal.loom('link', '--remove')).toBe(0);
  expect(existsSync(terminal.link)).toBe(false);
  expect(existsSync(terminal.command)).toBe(true);
  expect(await terminal.loom('link', '--remove')).toBe(0);
  expect(terminal.stdout.text).toContain(`There is no ${terminal.link}.`);
});

test.each(['a file', 'a link to something else', 'a link that leads nowhere'])(
  'leaves %s alone',
  async (what) => {
    await using terminal = await openWithHub();
    const other = join(terminal.home, 'other');
    if (what !== 'a link that leads nowhere') put(other, 'mine');
    mkdirSync(dirname(terminal.link), { recursive: true });
    if (what === 'a file') put(terminal.link, 'mine');
    else symlinkSync(other, terminal.link);
    expect(await terminal.loom('link')).toBe(4);
    expect(await terminal.loom('link', '--remove')).toBe(4);
    expect(terminal.stderr.text).toContain("is not Loom's link");
    if (what === 'a file') expect(readFileSync(terminal.link, 'utf8')).toBe('mine');
    else expect(readlinkSync(terminal.link)).toBe(other);
  },
);

test('tells how to do it on Windows, and changes nothing', async () => {
  const program = "C:\\Users\\O'Neil\\AppData\\Local\\loom\\bin\\loom.cmd";
  await using terminal = await openWithHub({ machine: { platform: 'win32' } }, program);
  expect(await terminal.loom('link')).toBe(0);
  expect(terminal.stdout.text).toContain(
    "';C:\\Users\\O''Neil\\AppData\\Local\\loom\\bin', 'User')",
  );
  expect(existsSync(terminal.link)).toBe(false);
});
