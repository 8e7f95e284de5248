import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stageRollout } from './stage-rollout.js';

const update = 'version: 0.2.0\nfiles: []\nsha512: abc\n';

function openOutput() {
  const folder = mkdtempSync(join(tmpdir(), 'loom-rollout-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of [
    'latest.yml',
    'latest-linux-arm64.yml',
    'beta-mac.yml',
    'builder-debug.yml',
  ]) {
    writeFileSync(join(folder, name), update);
  }
  return { folder, read: (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8') };
}

test('every description of an update says how many get it, and says so once', () => {
  const { folder, read } = openOutput();
  stageRollout(folder, 10);
  stageRollout(folder, 10);
  for (const name of ['latest.yml', 'latest-linux-arm64.yml', 'beta-mac.yml']) {
    expect(read(name)).toBe(`${update}stagingPercentage: 10\n`);
  }
  expect(read('builder-debug.yml')).toBe(update);
});

test.each([-1, 101, 1.5, Number.NaN])('%s percent are refused', (percent) => {
  const { folder } = openOutput();
  expect(() => stageRollout(folder, percent)).toThrow('--rollout takes a whole number');
});
