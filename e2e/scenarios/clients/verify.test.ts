import { existsSync } from 'node:fs';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, test } from 'vitest';
import { runLoom } from '../../harness/home.ts';
import { startHub } from '../../harness/hub.ts';
import { syncedCursor } from './synced-cursor.ts';

const where = { targets: ['cursor'] };

test('a synced client waits until it calls, and is verified then', async () => {
  await using cursor = await syncedCursor();
  const { hub } = cursor;
  const stable = join(hub.home, 'bin', 'loom');
  expect(await cursor.entry()).toMatchObject({ command: stable });

  const [verification] = await hub.api.clients.verify(where);
  expect(verification).toMatchObject({
    target: 'cursor',
    ok: true,
    tried: expect.stringContaining(`${stable} proxy --client cursor`),
  });
  expect(verification?.tools).toBeGreaterThan(0);
  const waiting = await hub.api.hub.state();
  expect(waiting.clients).toMatchObject([
    { client: 'cursor', proof: { phase: 'waiting' }, sessions: 0 },
  ]);
  expect(waiting.clients[0]?.lastSeenAt).toBeUndefined();
  expect((await runLoom(hub.home, ['status'])).stdout).toMatch(
    /Cursor +works, waits for its first/,
  );

  // A like environment: nothing but what a program that was started from a dock has.
  const { command, args } = await cursor.entry();
  const env = { HOME: hub.home, PATH: '/usr/bin:/bin' };
  const client = new Client({ name: 'cursor-vscode', version: '3.1.4' });
  await client.connect(new StdioClientTransport({ command, args, env, cwd: '/' }));
  await client.listTools();
  const state = await hub.waitForState(({ clients }) => clients[0]?.proof.phase === 'verified');
  expect(state.clients).toMatchObject([
    {
      client: 'cursor',
      proof: { phase: 'verified', version: '3.1.4', era: 'legacy' },
      sessions: 1,
      version: '3.1.4',
      profile: 'default',
    },
  ]);
  await client.close();
  await hub.waitForState(({ clients }) => clients[0]?.sessions === 0);
  expect((await runLoom(hub.home, ['status'])).stdout).toMatch(/Cursor +verified .*3\.1\.4/);
  expect(await hub.api.clients.list(where)).toMatchObject([{ proof: { phase: 'verified' } }]);
});

test('a command that is gone fails with a remedy, and the next start of the hub mends it', async () => {
  await using cursor = await syncedCursor();
  const { hub } = cursor;
  const { command } = await cursor.entry();
  await rm(command);
  const [failed] = await hub.api.clients.verify(where);
  expect(failed).toMatchObject({ ok: false, remedy: expect.any(String) });
  expect((await hub.api.hub.state()).clients[0]?.proof).toMatchObject({ phase: 'failed' });
  const status = await runLoom(hub.home, ['status']);
  expect(status.stdout).toContain(`→ ${failed?.remedy}`);

  await hub.stop();
  await using again = await startHub({ home: hub.home });
  const [mended] = await again.api.clients.verify(where);
  expect(mended).toMatchObject({ ok: true });
});

test('a command that somebody else put into Loom’s entry is not run', async () => {
  await using cursor = await syncedCursor();
  const script = join(cursor.hub.home, 'other');
  const ran = join(cursor.hub.home, 'ran');
  await writeFile(script, `#!/bin/sh\ntouch '${ran}'\n`);
  await chmod(script, 0o755);
  const { command } = await cursor.entry();
  await writeFile(cursor.file, (await cursor.text()).replace(command, script));
  const [verification] = await cursor.hub.api.clients.verify(where);
  const error = expect.stringContaining('is not what Loom wrote');
  expect(verification).toMatchObject({ ok: false, error });
  expect(existsSync(ran)).toBe(false);
});

test('over HTTP a missing token is told before anything is tried', async () => {
  await using cursor = await syncedCursor({ config: { http: { auth: { type: 'token' } } } });
  const { hub, file } = cursor;
  const request = { targets: ['cursor'], via: 'http' as const };
  const { changes } = await hub.api.clients.preview(request);
  await hub.api.clients.apply({ request, seen: changes });
  expect(await readFile(file, 'utf8')).toContain(hub.url);
  const [failed] = await hub.api.clients.verify(where);
  expect(failed).toMatchObject({ ok: false, error: expect.stringContaining('LOOM_TOKEN') });

  const { text } = await hub.api.auth.generate({ name: 'cursor' });
  const [verified] = await hub.api.clients.verify({ ...where, env: { LOOM_TOKEN: text } });
  expect(verified).toMatchObject({ ok: true, tried: hub.url });
});
