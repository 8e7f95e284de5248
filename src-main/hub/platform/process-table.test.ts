import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { findProcess, listProcesses, parseProcStat, readBootId } from './process-table.ts';

const usable = process.platform === 'linux' ? (['linux', 'darwin'] as const) : [process.platform];

describe.each(usable)('as on %s', (platform) => {
  test('finds this process in the list and by its number, with the same start', async () => {
    const listed = (await listProcesses(platform)).find((info) => info.pid === process.pid);
    const found = await findProcess(process.pid, platform);
    expect(listed).toMatchObject({ pid: process.pid, parent: process.ppid, zombie: false });
    expect(found?.start).toBeGreaterThan(0);
    expect(found).toEqual(listed);
  });

  test('knows nothing of a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(await findProcess(child.pid as number, platform)).toBeUndefined();
  });

  test.skipIf(platform === 'win32')('a detached child leads its own group', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      detached: true,
    });
    await once(child, 'spawn');
    expect(await findProcess(child.pid as number, platform)).toMatchObject({ group: child.pid });
    child.kill();
    await once(child, 'exit');
  });
});

test('a command name with spaces and brackets does not shift the fields', () => {
  const rest = 'Z 7 8 9 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 12345 99';
  expect(parseProcStat(5, `5 (a) b (c)) ${rest}`)).toEqual({
    ...{ pid: 5, parent: 7, group: 8, session: 9 },
    ...{ start: 12345, zombie: true },
  });
});

test.skipIf(process.platform !== 'linux')('the boot id is stable', () => {
  expect(readBootId()).toMatch(/^[0-9a-f-]{36} \d+$/);
  expect(readBootId()).toBe(readBootId());
});
