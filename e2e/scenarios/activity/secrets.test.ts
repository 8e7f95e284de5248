/** A canary goes through arguments, results and errors, and is found nowhere in what is written. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectModernSocket } from '../../harness/modern-lines.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';

const canary = 'canary-5f3a1c9e "in the/vault+ü" 7d2b~';
/** Pieces that stay together in whatever way it is written. */
const traces = ['canary-5f3a', '5f3a1c9e', 'the/vault', 'vault+', '7d2b~', 'Y2FuYXJ5', 'hunter2'];
const $ = (reference: string) => `\${${reference}}`;
const servers = {
  local: serverEntry('blabbing', [], { env: { KEY: $('secret:CANARY') } }),
  echo: serverEntry('echo'),
};

test.for(['masked', 'full', 'none'] as const)('payloads: %s', async (payloads) => {
  const config = { activity: { payloads } };
  await using hub = await startHub({ servers, config });
  await hub.api.secrets.set({ name: 'CANARY', secret: canary });
  await using client = await connectSocket(hub);
  await using modern = await connectModernSocket(hub);
  expect(textOf(await client.callTool('local__env', { name: 'KEY' }))).toBe(canary);
  await modern.callTool('local__env', { name: 'KEY' });
  await client.callTool('echo__echo', { text: `it is ${canary}` });
  await client.callTool('echo__echo', {
    text: JSON.stringify({ deep: JSON.stringify({ inner: canary }) }),
  });
  await client.callTool('echo__echo', { text: Buffer.from(`user:${canary}`).toString('base64') });
  await client.callTool(`echo__${canary}`, {});
  await client.request('resources/read', { uri: `file:///${encodeURIComponent(canary)}` });
  // Wherever a payload is cut.
  for (let before = 16_330; before < 16_384; before += 5) {
    await client.callTool('echo__echo', { text: `${'x'.repeat(before)}${canary}` });
  }
  if (payloads !== 'full') {
    await client.callTool('echo__echo', { password: 'hunter2', user: 'ada' });
    await client.callTool('echo__echo', { text: JSON.stringify({ api_key: 'hunter2' }) });
  }
  await client.callTool('local__die');

  const said = JSON.stringify([
    await hub.api.activity.list({ filter: {} }),
    await hub.api.activity.export({ filter: {} }),
    await hub.api.activity.stats({ filter: {}, spanMs: 60_000, buckets: 1 }),
  ]);
  expect(tracesIn(said)).toEqual([]);
  expect(tracesIn(filesOf(hub))).toEqual([]);
  // Words of what is hidden are no words of the index either.
  for (const text of ['canary', '7d2b', 'vault']) {
    expect((await hub.api.activity.list({ filter: { text } })).total, text).toBe(0);
  }
  const { total } = await hub.api.activity.list({ filter: {} });
  expect(total).toBeGreaterThan(15);
  await hub.stop();
  expect(tracesIn(filesOf(hub))).toEqual([]);
});

function tracesIn(text: string): string[] {
  return traces.filter((trace) => text.includes(trace));
}

/** All that lies in the home and begins with the log's name, its journal included. */
function filesOf({ home }: TestHub): string {
  const names = readdirSync(home).filter((name) => name.startsWith('activity'));
  expect(names).toContain('activity.db');
  return names.map((name) => readFileSync(join(home, name), 'latin1')).join('\n');
}
