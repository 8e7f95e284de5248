/** The files of resources/services: read by the programs that they are for, and their commands run. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createHubClient } from '../../src-cli/hub-client.ts';
import { loomPaths } from '../../src-shared/paths.ts';
import { loomCommand } from '../harness/home.ts';
import { expectNoLeftovers } from '../harness/processes.ts';
import { createUser } from './create-user.ts';
import { childOf, readXml, type XmlElement } from './read-xml.ts';

const folder = join(import.meta.dirname, '../../resources/services');
const unitFile = join(folder, 'loom.service');
const unit = readFileSync(unitFile, 'utf8');
const plist = readXml(readFileSync(join(folder, 'loom.hub.plist'), 'utf8'));
const task = readXml(readFileSync(join(folder, 'loom-task.xml'), 'utf8'));
const usualPlace = '.local/share/loom/bin/loom';

describe('the systemd unit', () => {
  const analyzer = onPath('systemd-analyze');

  test.skipIf(!analyzer)('is what systemd itself takes, without a remark', async () => {
    await using user = createUser();
    putCommand(user.home, '#!/bin/sh\n');
    expect(await analyze(user.env, unitFile)).toEqual({ failed: false, said: '' });
  });

  test.skipIf(!analyzer)('would not pass with a mistake in it', async () => {
    await using user = createUser();
    putCommand(user.home, '#!/bin/sh\n');
    const wrong = join(user.home, 'loom.service');
    writeFileSync(wrong, unit.replace('KillMode=', 'KilMode='));
    expect((await analyze(user.env, wrong)).said).toContain('KilMode');
  });

  test('restarts after a crash, and not where that mends nothing', () => {
    expect(settingOf('Restart')).toBe('on-failure');
    expect(settingOf('RestartPreventExitStatus')?.split(' ')).toEqual(['2', '3', '6', '7', '69']);
  });

  test('takes nothing from the MCP servers that the hub starts', () => {
    const settings = unit.split('\n').filter((line) => /^\w/.test(line));
    const walls = /^(NoNewPrivileges|Private|Protect|Restrict|SystemCall|MemoryDeny|UMask|Lock)/;
    expect(settings.filter((line) => walls.test(line))).toEqual([]);
  });

  function settingOf(name: string): string | undefined {
    return new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];
  }
});

describe.skipIf(process.platform === 'win32')('the command of each file', () => {
  const unitCommand = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '';
  const programArguments = valueFor(childOf(plist, 'dict'), 'ProgramArguments');

  test.each([
    // systemd splits at blanks and knows the home folder as %h.
    ['loom.service', (home: string) => unitCommand.replace('%h', home).split(' ')],
    ['loom.hub.plist', () => programArguments.children.map(({ text }) => text)],
  ])('%s: runs a hub with as little as a service gets, which ends by TERM', async (_file, read) => {
    await using user = createUser();
    // The first start of any hub puts the command at its place.
    await (await user.start([loomCommand, 'serve'])).end();
    expect(existsSync(join(user.home, usualPlace))).toBe(true);

    const hub = await user.start(read(user.home));
    const paths = loomPaths({ ...user, platform: process.platform, env: {} });
    const { pid, files } = await createHubClient(paths).hub.state();
    expect(pid).toBe(hub.pid);
    expect(files.state).toBe(paths.state);
    const status = await user.start([join(user.home, usualPlace), 'status']);
    expect(await status.ended()).toBe(0);
    expect(hub.output()).not.toContain('launch?code=');
    expect(await hub.end()).toBe(0);
    await expectNoLeftovers(user, 10_000);
  });
});

describe('the launchd agent', () => {
  const settings = childOf(plist, 'dict');

  test('is one dictionary of pairs', () => {
    const names = settings.children.filter((_, index) => index % 2 === 0).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(['key']));
    expect(valueFor(settings, 'Label').text).toBe('loom.hub');
  });

  test('starts at login, and again after a crash only', () => {
    expect(valueFor(settings, 'RunAtLoad').name).toBe('true');
    expect(valueFor(valueFor(settings, 'KeepAlive'), 'SuccessfulExit').name).toBe('false');
  });

  test('lets its signals reach the hub itself', () => {
    expect(valueFor(settings, 'ProgramArguments').children.at(-1)?.text).toMatch(/^exec /);
  });
});

describe('the Windows task', () => {
  test('asks for no more rights than its user has', () => {
    const principal = childOf(task, 'Principals', 'Principal');
    expect(childOf(principal, 'RunLevel').text).toBe('LeastPrivilege');
    expect(childOf(principal, 'LogonType').text).toBe('InteractiveToken');
    // A logon of anybody can be asked for by administrators only.
    const { text } = childOf(task, 'Triggers', 'LogonTrigger', 'UserId');
    expect(text).toBe(childOf(principal, 'UserId').text);
  });

  test('may run for ever, on batteries too', () => {
    const settings = childOf(task, 'Settings');
    expect(childOf(settings, 'ExecutionTimeLimit').text).toBe('PT0S');
    for (const name of ['DisallowStartIfOnBatteries', 'StopIfGoingOnBatteries']) {
      expect(childOf(settings, name).text).toBe('false');
    }
  });

  test('starts the command at its usual place, and hands on how it ended', () => {
    const { text } = childOf(task, 'Actions', 'Exec', 'Arguments');
    expect(text).toContain('& \\"$env:LOCALAPPDATA\\loom\\bin\\loom.cmd\\" serve;');
    expect(text).toContain('exit $LASTEXITCODE');
  });
});

/** A plist's dictionary is keys and values by turns. */
function valueFor(dict: XmlElement, key: string): XmlElement {
  const at = dict.children.findIndex(({ name, text }) => name === 'key' && text === key);
  const value = dict.children[at + 1];
  if (at < 0 || !value) throw new Error(`the plist has no ${key}`);
  return value;
}

function putCommand(home: string, text: string): void {
  mkdirSync(join(home, '.local/share/loom/bin'), { recursive: true });
  writeFileSync(join(home, usualPlace), text, { mode: 0o755 });
}

function analyze(env: Record<string, string>, file: string) {
  return new Promise<{ failed: boolean; said: string }>((resolve) => {
    execFile('systemd-analyze', ['--user', 'verify', file], { env }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, said: stdout + stderr }),
    );
  });
}

/** Says so where a test has to be left out. */
function onPath(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.some((path) => existsSync(join(path, program)));
  if (!found) console.warn(`skipped: ${program} is not on this machine`);
  return found;
}
