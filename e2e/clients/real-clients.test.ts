/** Real clients from npm: each sees Loom after a sync, and neither disturbs the other's entries. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runLoom } from '../harness/home.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { installClient } from './install-client.ts';
import { type RealClient, realClients } from './real-clients.ts';
import { runClient } from './run-client.ts';

const echo = join(import.meta.dirname, '../servers/echo.ts');
const minutes = 60_000;

for (const client of realClients) {
  test(`${client.id} ${client.version} sees Loom after a sync, and both keep the other's entries`, {
    timeout: 4 * minutes,
  }, async (context) => {
    const installed = await installClient(client);
    if (!installed.ok) {
      console.warn(`SKIPPED: ${client.id} cannot be tried here. ${installed.reason}`);
      return context.skip(installed.reason);
    }
    await using program = installed;
    await using hub = await startHub({
      servers: { echo: { transport: 'stdio', command: process.execPath, args: [echo] } },
    });
    const run = (...args: readonly string[]) => runClient(program.command, args, hub);
    const sync = (...args: string[]) => runLoom(hub.home, ['sync', ...args]);
    await writeBefore(client, hub.home);

    const first = await run(...client.add('mine', process.execPath, echo));
    expect(first.code, first.text).toBe(0);

    const synced = await sync(client.id, '--yes', '--verify');
    expect(synced.code, synced.stdout + synced.stderr).toBe(0);
    const { file, text: withLoom } = await fileOf(client, hub);
    const listed = await run(...client.list);
    expect(listed.text).toMatch(/\bloom\b/);
    expect(listed.text).toMatch(/\bmine\b/);
    if (client.connected) {
      expect(listed.text).toMatch(client.connected);
      // It has called by itself, so it is known to work.
      const { clients } = await hub.api.hub.state();
      expect(clients.find((known) => known.client === client.id)).toMatchObject({
        proof: { phase: 'verified' },
      });
    }
    expect(await readFile(file, 'utf8').then(hasLoom), withLoom).toBe(true);

    const second = await run(...client.add('another', process.execPath, echo));
    expect(second.code, second.text).toBe(0);
    expect(await stateOf(client, hub)).toBe('synced');

    const removed = await sync(client.id, '--remove', '--yes');
    expect(removed.code, removed.stdout + removed.stderr).toBe(0);
    const after = await run(...client.list);
    expect(after.text).toMatch(/\bmine\b/);
    expect(after.text).toMatch(/\banother\b/);
    expect(await readFile(file, 'utf8').then(hasLoom)).toBe(false);
  });
}

async function writeBefore({ before }: RealClient, home: string): Promise<void> {
  if (!before) return;
  const path = join(home, before.file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, before.text);
}

/** The file that Loom wrote for it. */
async function fileOf({ id }: RealClient, { api }: TestHub) {
  const targets = await api.clients.list({ targets: [id] });
  const synced = targets.find(({ state }) => state.phase === 'synced');
  if (!synced) throw new Error(`nothing is synced: ${JSON.stringify(targets, null, 2)}`);
  return { file: synced.file, text: await readFile(synced.file, 'utf8') };
}

async function stateOf({ id }: RealClient, { api }: TestHub): Promise<string> {
  const targets = await api.clients.list({ targets: [id] });
  const states = targets.map(({ state }) => state.phase);
  return states.find((phase) => phase === 'synced') ?? states.join();
}

function hasLoom(text: string): boolean {
  return text.includes('--client');
}
