import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SyncRequest } from '../../../../src-shared/domain/client.ts';
import { Problems } from '../../problems.ts';
import type { ClientStore } from '../sync/client-store.ts';
import { createSync } from '../sync/create-sync.ts';
import { openClientStore } from '../sync/open-client-store.ts';
import { Guardian } from './guardian.ts';

// The guardian over the real sync, in a home with one client.

const own = '{\r\n  // mine\r\n  "servers": {\r\n    "mine": { "command": "own" }\r\n  }\r\n}';
const quiet = { info() {}, warn() {} };
let home: string;
let file: string;
let store: ClientStore;
let guardian: Guardian | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'loom-guarded-'));
  file = join(home, '.config/Code/User/mcp.json');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, own);
  store = openClientStore(join(home, 'clients.db'), () => {});
});
afterEach(async () => {
  await guardian?.close();
  guardian = undefined;
  store.close();
  await rm(home, { recursive: true, force: true });
});

function open() {
  const sync = createSync({
    store,
    locks: join(home, 'locks'),
    machine: async () => ({ platform: 'linux', home, env: {} }),
    hub: () => ({ command: ['/opt/loom', 'proxy'], asksForToken: true }),
    servers: () => ({}),
    keeper: { compare: async () => 'nothing' },
    heal: 'auto',
  });
  const problems = new Problems(quiet, () => {});
  const opened = new Guardian({
    sync,
    store,
    heal: () => 'auto',
    suspects: async () => [],
    problems,
    changed() {},
    log: quiet,
  });
  guardian = opened;
  opened.refresh();
  const outcomes = () => opened.drifts().map(({ how, outcome }) => `${how}: ${outcome}`);
  async function apply(request: SyncRequest) {
    const seen = (await sync.preview(request)).changes;
    return sync.apply({ request, seen });
  }
  return { sync, problems, outcomes, apply };
}

const targets = ['vscode'];
const text = () => readFile(file, 'utf8');

test('puts an erased entry back byte for byte, also after a client replaced the file', async () => {
  const { apply, outcomes } = open();
  await apply({ targets });
  const synced = await text();
  await writeFile(`${file}.new`, own);
  await rename(`${file}.new`, file);
  await expect.poll(outcomes).toEqual(['missing: healed']);
  expect(await text()).toBe(synced);
});

test('puts a changed entry back with its profile, and keeps what the client changed besides', async () => {
  const { apply, outcomes } = open();
  await apply({ targets, profile: undefined });
  const synced = await text();
  await writeFile(file, synced.replace('/opt/loom', '/other').replace('"own"', '"newer"'));
  await expect.poll(outcomes).toEqual(['changed: healed']);
  expect(await text()).toBe(synced.replace('"own"', '"newer"'));
});

test('takes no write of Loom for somebody else’s', async () => {
  const { apply, outcomes, sync } = open();
  for (let round = 0; round < 5; round++) {
    await apply({ targets });
    await apply({ targets, remove: true });
  }
  await apply({ targets });
  const seen = (await sync.previewUndo({ targets })).changes;
  await sync.undo({ request: { targets }, seen });
  await apply({ targets });
  // A change that is one, as a sign that all before it was looked at.
  await writeFile(file, own);
  await expect.poll(outcomes).toEqual(['missing: healed']);
});

test('a file that the client left half-written is waited for', async () => {
  const { apply, outcomes, problems } = open();
  await apply({ targets });
  const synced = await text();
  await writeFile(file, synced.slice(0, 30));
  await expect.poll(outcomes).toEqual(['unreadable: waiting']);
  expect(problems.all()).toHaveLength(1);
  expect(await text()).toBe(synced.slice(0, 30));
  await writeFile(file, synced);
  await expect.poll(outcomes).toEqual(['unreadable: resolved']);
  expect(problems.all()).toEqual([]);
});
