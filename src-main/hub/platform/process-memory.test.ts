import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { readMemory } from './process-memory.ts';

const usable = process.platform === 'linux' ? (['linux', 'darwin'] as const) : [process.platform];

describe.each(usable)('as on %s', (platform) => {
  test('tells what a process takes, and leaves out one that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const memory = await readMemory([process.pid, child.pid as number], platform);
    expect([...memory.keys()]).toEqual([process.pid]);
    const bytes = memory.get(process.pid) ?? 0;
    expect(bytes).toBeGreaterThan(5_000_000);
    expect(bytes).toBeLessThan(process.memoryUsage().rss * 2);
  });

  test('has nothing to tell of nobody', async () => {
    expect(await readMemory([], platform)).toEqual(new Map());
  });
});
