import { expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
test('x', async () => {
  await using hub = await startHub({ servers: {  } });
  await Promise.all([6000, 12000, 20000].map(async (ms) => {
  await hub.waitForState(() => false, ms).catch((e) => process.stderr.write(`${ms} ${String(e).slice(0,60)}\n`));
  }));
  expect(1).toBe(1);
}, 30000);
