import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LoomError } from '../../../src-shared/errors.ts';
import { isStillOurs, openChildRecord } from './child-record.ts';
import { findProcess, type ProcessInfo, readBootId } from './process-table.ts';
import { eventually, isRunning } from './testing/processes.ts';

let folder: string;
let file: string;
let problems: LoomError[];
const toKill = new Set<number>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-record-'));
  file = join(folder, 'children.json');
  problems = [];
});
afterEach(() => {
  for (const pid of toKill) killGroup(pid);
  toKill.clear();
  rmSync(folder, { recursive: true });
});

const open = () => openChildRecord(file, (problem) => problems.push(problem));
const recorded = () => JSON.parse(readFileSync(file, 'utf8')).children;

describe.skipIf(process.platform === 'win32')('the record of children', () => {
  test('names a child with its start time while it runs, for its owner alone', async () => {
    const child = await startSleeper();
    const record = open();
    record.add(child.pid as number, 'sleep');
    await eventually(() => statSync(file, { throwIfNoEntry: false }) !== undefined);
    const start = (await findProcess(child.pid as number))?.start;
    expect(recorded()).toEqual([{ pid: child.pid, start, command: 'sleep' }]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    record.remove(child.pid as number);
    expect(recorded()).toEqual([]);
  });

  test('a child that ended before it was recorded stays unrecorded', async () => {
    const child = await startSleeper();
    const record = open();
    record.add(child.pid as number, 'sleep');
    record.remove(child.pid as number);
    record.add(await pidOfEnded(), 'ended');
    const other = await startSleeper();
    record.add(other.pid as number, 'other');
    await eventually(() => statSync(file, { throwIfNoEntry: false }) !== undefined);
    expect(recorded()).toMatchObject([{ command: 'other' }]);
  });

  test('an unwritable disk is reported once and hinders nothing', async () => {
    file = join(folder, 'missing', 'children.json');
    const record = open();
    for (const child of [await startSleeper(), await startSleeper()]) {
      record.add(child.pid as number, 'sleep');
    }
    await eventually(() => problems.length > 0);
    for (const pid of toKill) record.remove(pid);
    expect(problems).toMatchObject([{ code: 'file-unwritable' }]);
  });

  test.each(['{"children":', '[]', '{"boot":"x","children":[{"pid":-1}]}'])(
    'a broken record (%s) is reported, never taken for an empty one',
    async (text) => {
      writeFileSync(file, text);
      expect(await open().endLeftovers()).toEqual([]);
      expect(problems).toMatchObject([{ code: 'file-unreadable', place: { file } }]);
    },
  );
});

describe.skipIf(process.platform === 'win32')('leftovers of a hub that was killed', () => {
  test('are ended with all they started, however stubborn', async () => {
    const { child, grandchild } = await orphan('stubborn');
    expect(await isRunning(child)).toBe(true);
    const ended = await open().endLeftovers(100);
    expect(ended).toMatchObject([{ pid: child, command: 'node' }]);
    expect([await isRunning(child), await isRunning(grandchild)]).toEqual([false, false]);
    expect(recorded()).toEqual([]);
    expect(await open().endLeftovers()).toEqual([]);
  });

  test('are ended also when only their children still live', async () => {
    const { child, grandchild } = await orphan('leader-ends');
    await eventually(async () => !(await isRunning(child)));
    expect(await isRunning(grandchild)).toBe(true);
    expect(await open().endLeftovers(100)).toMatchObject([{ pid: child }]);
    expect(await isRunning(grandchild)).toBe(false);
  });

  test('that ended by themselves are forgotten', async () => {
    const { child, grandchild } = await orphan('stubborn');
    killGroup(child);
    await eventually(async () => !(await isRunning(child)) && !(await isRunning(grandchild)));
    expect(await open().endLeftovers()).toEqual([]);
    expect(recorded()).toEqual([]);
  });

  test('stay recorded while new children come and go, until they are ended', async () => {
    const { child } = await orphan('stubborn');
    const record = open();
    const sleeper = await startSleeper();
    record.add(sleeper.pid as number, 'new');
    await eventually(() => recorded().length === 2);
    expect(recorded()).toMatchObject([{ pid: child }, { pid: sleeper.pid }]);
    await record.endLeftovers(100);
    expect(recorded()).toMatchObject([{ pid: sleeper.pid }]);
    expect(await isRunning(sleeper.pid as number)).toBe(true);
  });

  test('a stranger that bears a recorded number is left alone', async () => {
    const stranger = await startSleeper();
    const pid = stranger.pid as number;
    const start = (await findProcess(pid))?.start ?? 0;
    writeRecord(readBootId(), { pid, start: start - 1, command: 'gone' });
    expect(await open().endLeftovers(100)).toEqual([]);
    expect(await isRunning(pid)).toBe(true);
  });

  test('a record from before a reboot means nobody', async () => {
    const stranger = await startSleeper();
    const pid = stranger.pid as number;
    const start = (await findProcess(pid))?.start ?? 0;
    writeRecord('another boot', { pid, start, command: 'gone' });
    expect(await open().endLeftovers(100)).toEqual([]);
    expect(await isRunning(pid)).toBe(true);
    expect(problems).toEqual([]);
  });
});

describe('isStillOurs', () => {
  const child = { pid: 10, start: 100, command: 'x' };
  const info = (more: Partial<ProcessInfo>): ProcessInfo => {
    return { pid: 10, parent: 1, group: 10, session: 10, start: 100, zombie: false, ...more };
  };

  test.each<[string, boolean, ProcessInfo[]]>([
    ['our leader', true, [info({})]],
    ['our group, its leader gone', true, [info({ pid: 11, start: 105 })]],
    ['our group, its leader unburied', true, [info({ zombie: true }), info({ pid: 11 })]],
    ['nobody', false, [info({ pid: 20, group: 20, session: 20 })]],
    ['only a dead one', false, [info({ zombie: true })]],
    ['a stranger with our number', false, [info({ start: 200 })]],
    ['a group with a member older than our leader', false, [info({ pid: 11, start: 99 })]],
    ["a shell's job", false, [info({ pid: 11, session: 7, start: 300 })]],
  ])('%s: %s', (_what, ours, table) => {
    expect(isStillOurs(child, table)).toBe(ours);
  });
});

async function startSleeper(): Promise<ChildProcess> {
  const idle = ['-e', 'setInterval(() => {}, 1000)'];
  const child = spawn(process.execPath, idle, { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  toKill.add(child.pid as number);
  return child;
}

async function pidOfEnded(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid as number;
}

function writeRecord(boot: string, ...children: object[]): void {
  writeFileSync(file, JSON.stringify({ boot, children }));
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * What is left of a small "hub" that starts and records a child, which starts a grandchild, and is
 * killed with -9. The child's stdin closes then: a stubborn one goes on, another one ends.
 */
async function orphan(kind: 'stubborn' | 'leader-ends') {
  const grandchild = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
  const child = `
    const { spawn } = require('node:child_process');
    const grandchild = spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'ignore' });
    process.stdin.on('end', () => ${kind === 'stubborn'} || process.exit()).resume();
    process.on('SIGTERM', () => {});
    setInterval(() => {}, 1000);
    console.log(process.pid, grandchild.pid);`;
  const hub = `
    import { spawn } from 'node:child_process';
    import { openChildRecord } from ${JSON.stringify(new URL('child-record.ts', import.meta.url).href)};
    const record = openChildRecord(${JSON.stringify(file)}, (problem) => { throw problem; });
    const stdio = ['pipe', 'inherit', 'inherit'];
    const child = spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio, detached: true });
    record.add(child.pid, 'node');`;
  const killed = spawn(process.execPath, ['--input-type=module', '-e', hub], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(killed.stdout), 'line');
  const [pid = 0, grandchildPid = 0] = String(line).split(' ').map(Number);
  toKill.add(pid);
  await eventually(() => statSync(file, { throwIfNoEntry: false }) !== undefined);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  killed.stdout.destroy();
  return { child: pid, grandchild: grandchildPid };
}
