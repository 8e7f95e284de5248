import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Heal } from '../../../../src-shared/domain/client.ts';
import { Problems } from '../../problems.ts';
import type { ClientStore } from '../sync/client-store.ts';
import { openClientStore } from '../sync/open-client-store.ts';
import { type SyncedTarget, targetKey } from '../sync/synced-target.ts';
import { Guardian } from './guardian.ts';
import { fileSync } from './testing/file-sync.ts';

let home: string;
let file: string;
let store: ClientStore;
let guardians: Guardian[];
const quiet = { info() {}, warn() {} };

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'loom-guardian-'));
  file = join(home, 'mcp.json');
  store = openClientStore(join(home, 'clients.db'), () => {});
  guardians = [];
  await writeFile(file, 'loom');
});
afterEach(async () => {
  for (const guardian of guardians) await guardian.close();
  store.close();
  await rm(home, { recursive: true, force: true });
});

/** A guardian over one synced file. */
function guard(heal: Heal = 'ask', now = () => 1_000_000) {
  const record: SyncedTarget = {
    key: targetKey('cursor', file, ['mcpServers']),
    target: 'cursor',
    client: 'cursor',
    label: 'Cursor',
    file,
    root: ['mcpServers'],
    where: {},
    entries: [],
    via: 'proxy',
    mode: 'loom',
    at: 1,
    proof: { phase: 'none' },
  };
  store.putTarget(record);
  const world = fileSync(store, record);
  const problems = new Problems(quiet, () => {});
  const setting = { heal };
  const guardian = new Guardian({
    sync: world.sync,
    store,
    heal: () => setting.heal,
    suspects: async () => ['Cursor (pid 7)'],
    problems,
    changed() {},
    log: quiet,
    now,
  });
  guardians.push(guardian);
  guardian.refresh();
  const outcomes = () => guardian.drifts().map(({ outcome }) => outcome);
  return { ...world, guardian, problems, setting, outcomes, record };
}

const textNow = () => readFile(file, 'utf8');

describe('asking', () => {
  test('a changed entry is taken down with its diff, and told until somebody answers', async () => {
    const { guardian, problems, outcomes } = guard('ask');
    await writeFile(file, 'other');
    await expect.poll(outcomes).toEqual(['waiting']);
    expect(guardian.drifts()).toEqual([
      {
        target: 'cursor',
        label: 'Cursor',
        file,
        at: 1_000_000,
        how: 'changed',
        diff: '-loom\n+other',
        suspects: ['Cursor (pid 7)'],
        outcome: 'waiting',
      },
    ]);
    expect(problems.all()).toMatchObject([
      { message: expect.stringContaining('perhaps by Cursor (pid 7)'), file },
    ]);
    expect(await textNow()).toBe('other');

    expect(await guardian.resolve('cursor', 'heal')).toMatchObject([{ outcome: 'healed' }]);
    expect(await textNow()).toBe('loom');
    expect(problems.all()).toEqual([]);
  });

  test('what is to be left is asked about only once, until it was right again', async () => {
    const { guardian, problems, outcomes, tell } = guard('ask');
    await rm(file);
    await expect.poll(outcomes).toEqual(['waiting']);
    await guardian.resolve('cursor', 'leave');
    expect(outcomes()).toEqual(['left']);
    expect(problems.all()).toEqual([]);
    tell();
    await writeFile(file, 'loom');
    await expect.poll(outcomes).toEqual(['resolved']);
    await rm(file);
    await expect.poll(outcomes).toEqual(['waiting', 'resolved']);
  });

  test('a drift that mended itself wants no answer any more', async () => {
    const { guardian, problems, outcomes } = guard('ask');
    await writeFile(file, 'other');
    await expect.poll(outcomes).toEqual(['waiting']);
    await writeFile(file, 'loom');
    await expect.poll(outcomes).toEqual(['resolved']);
    expect(problems.all()).toEqual([]);
    await expect(guardian.resolve('cursor', 'heal')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('what happened while no hub ran is found at the start, and is told again by the next', async () => {
    await rm(file);
    const first = guard('ask');
    await expect.poll(first.outcomes).toEqual(['waiting']);
    await first.guardian.close();
    const second = guard('ask');
    await expect.poll(() => second.problems.all()).toHaveLength(1);
    expect(second.outcomes()).toEqual(['waiting']);
  });

  test('says what stands in the way of putting it back', async () => {
    const { guardian, outcomes, refuse } = guard('ask');
    await writeFile(file, 'other');
    await expect.poll(outcomes).toEqual(['waiting']);
    refuse('the disk is full');
    const failure = { message: 'the disk is full', remedy: 'Mend it.' };
    await expect(guardian.resolve('cursor', 'heal')).rejects.toMatchObject(failure);
    expect(outcomes()).toEqual(['waiting']);
  });
});

describe('healing', () => {
  test('puts the entry back by itself', async () => {
    const { outcomes, problems } = guard('auto');
    await rm(file);
    await expect.poll(outcomes).toEqual(['healed']);
    expect(await textNow()).toBe('loom');
    expect(problems.all()).toEqual([]);
  });

  test('never fights a client: after three times it asks instead', async () => {
    const { guardian, heals, outcomes, problems } = guard('auto');
    for (const round of [1, 2, 3]) {
      await writeFile(file, `by the client ${round}`);
      await expect.poll(() => outcomes().filter((one) => one === 'healed')).toHaveLength(round);
    }
    await writeFile(file, 'by the client 4');
    await expect.poll(outcomes).toEqual(['gave-up', 'healed', 'healed', 'healed']);
    expect(heals).toHaveLength(3);
    expect(await textNow()).toBe('by the client 4');
    expect(problems.all()[0]?.message).toContain('again and again');
    expect(await guardian.resolve('cursor', 'heal')).toMatchObject([
      { outcome: 'healed' },
      {},
      {},
      {},
    ]);
  });

  test('heals of long ago do not count', async () => {
    let now = 1_000_000;
    const { outcomes } = guard('auto', () => now);
    for (const round of [1, 2, 3, 4]) {
      now += 6 * 60_000;
      await writeFile(file, `by the client ${round}`);
      await expect.poll(() => outcomes().filter((one) => one === 'healed')).toHaveLength(round);
    }
  });

  test('a file that does not parse is told of and never written', async () => {
    const { heals, outcomes, guardian } = guard('auto');
    await writeFile(file, '{ broken');
    await expect.poll(outcomes).toEqual(['waiting']);
    expect(guardian.drifts()[0]).toMatchObject({ how: 'unreadable' });
    expect(heals).toEqual([]);
  });

  test('a client that was uninstalled is left in peace', async () => {
    const { heals, outcomes } = guard('auto');
    await rm(file);
    await writeFile(file, 'uninstalled');
    const second = guard('auto');
    await writeFile(file, 'uninstalled');
    expect([...heals, ...second.heals, ...outcomes()]).toEqual([]);
  });

  test('what cannot be put back waits, and says so', async () => {
    const world = guard('auto');
    world.refuse('it is read-only');
    await writeFile(file, 'other');
    await expect.poll(world.outcomes).toEqual(['waiting']);
    await expect.poll(() => world.problems.all()).toHaveLength(1);
  });

  test('begins where a person changes ask to auto', async () => {
    const { guardian, outcomes, setting } = guard('ask');
    await writeFile(file, 'other');
    await expect.poll(outcomes).toEqual(['waiting']);
    setting.heal = 'auto';
    guardian.refresh();
    await expect.poll(outcomes).toEqual(['healed']);
  });
});

test('where it is off, drift is taken down and nobody is bothered', async () => {
  const { outcomes, problems, heals } = guard('off');
  await writeFile(file, 'other');
  await expect.poll(outcomes).toEqual(['left']);
  expect([...problems.all(), ...heals]).toEqual([]);
});

test('a target that is not synced any more is not watched any more', async () => {
  const { guardian, outcomes, problems, record } = guard('ask');
  await writeFile(file, 'other');
  await expect.poll(outcomes).toEqual(['waiting']);
  store.removeTarget(record.key);
  guardian.refresh();
  expect(outcomes()).toEqual(['resolved']);
  expect(problems.all()).toEqual([]);
});
