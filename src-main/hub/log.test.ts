import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openHubLog } from './log.ts';

const megabyte = 1024 * 1024;
const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

test('a log that grows while the hub runs is set aside, and no line is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loom-log-'));
  const file = join(folder, 'logs', 'hub.log');
  const log = openHubLog(file, 'info', () => {});
  const text = 'x'.repeat(64 * 1024);
  const lines = 100;
  for (let index = 0; index < lines; index++) {
    log.warn({ index }, text);
    // What a slow disk cannot take in time is dropped on purpose.
    while (sizeOf(file) + sizeOf(`${file}.1`) < (index + 1) * text.length) await immediate();
  }
  await log.close();

  expect(sizeOf(`${file}.1`)).toBeGreaterThan(5 * megabyte);
  expect(sizeOf(file)).toBeLessThan(2 * megabyte);
  const logged = [`${file}.1`, file].flatMap((one) => readFileSync(one, 'utf8').trim().split('\n'));
  expect(logged.map((line) => JSON.parse(line).index)).toEqual([...Array(lines).keys()]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});
