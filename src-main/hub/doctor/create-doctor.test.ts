import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { Registry } from '../../../src-shared/domain/registry.ts';
import { emptyState, idleServer } from '../../../src-shared/domain/testing/sample-state.ts';
import { loomPaths } from '../../../src-shared/paths.ts';
import { createDoctor } from './create-doctor.ts';

const onPosix = test.skipIf(process.platform === 'win32');

async function open(more: Partial<HubState> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'loom-doctor-'));
  const { platform } = process;
  const paths = loomPaths({ platform, home, user: 'ada', env: { LOOM_HOME: join(home, 'loom') } });
  await mkdir(paths.state, { mode: 0o700 });
  const tried: string[] = [];
  const state: HubState = {
    ...emptyState,
    pid: process.pid,
    endpoint: { socket: paths.socket },
    ...more,
  };
  const doctor = createDoctor({
    input: {
      ...{ paths, platform, home, shell: null, flags: { httpAddr: '127.0.0.1:0' } },
      env: {},
      loginPath: async () => ({ path: '/bin', warning: undefined }),
    },
    state: () => state,
    targets: async () => [],
    tryAgain: (id) => tried.push(id),
    diagnostics: {
      registry: () => Registry.parse({}),
      settings: { list: async () => ({ file: '', settings: [] }) },
      hubLines: () => [],
      serverLines: () => [],
      vaultSecrets: async () => [],
      givenSecrets: () => [],
    },
  });
  const byId = async () => Object.fromEntries((await doctor.run()).map((one) => [one.id, one]));
  return {
    ...{ home, paths, doctor, byId, tried },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

test('has an id of its own for every result, and tells of the running hub', async () => {
  const problem = { at: 1, code: 'x', message: 'a', remedy: 'b' };
  await using at = await open({ problems: [problem, { ...problem, message: 'c' }] });
  const ids = (await at.doctor.run()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.slice(0, 3)).toEqual(['hub', 'problem 1', 'problem 2']);
  expect((await at.byId()).state).toMatchObject({ verdict: 'ok' });
});

onPosix('creates a folder that is gone, and makes one private', async () => {
  await using at = await open();
  await rm(at.paths.state, { recursive: true });
  expect((await at.byId()).state).toMatchObject({ verdict: 'fail', fix: 'Create the folder' });
  const after = await at.doctor.fix('state');
  expect(after.find(({ id }) => id === 'state')).toMatchObject({ verdict: 'ok' });
  expect(await modeOf(at.paths.state)).toBe('700');
  await chmod(at.paths.state, 0o755);
  expect((await at.byId()).state).toMatchObject({ verdict: 'warn', fix: 'Make it private' });
  await at.doctor.fix('state');
  expect(await modeOf(at.paths.state)).toBe('700');
});

onPosix('makes files private that others could read, and only where they could', async () => {
  await using at = await open();
  await writeFile(at.paths.registry, 'servers: {}\n', { mode: 0o644 });
  await writeFile(join(at.paths.state, 'vault.json'), '{}', { mode: 0o644 });
  await writeFile(join(at.paths.state, 'loom.db'), '', { mode: 0o600 });
  expect((await at.byId())['private-files']).toMatchObject({ verdict: 'ok' });
  await chmod(at.home, 0o755);
  await chmod(at.paths.state, 0o711);
  const found = (await at.byId())['private-files'];
  expect(found).toMatchObject({ verdict: 'warn', fix: 'Make them private' });
  expect(found?.found.split('\n').slice(1).sort()).toEqual(
    [at.paths.registry, join(at.paths.state, 'vault.json')].sort(),
  );
  await at.doctor.fix('private-files');
  expect(await modeOf(at.paths.registry)).toBe('600');
  expect(await readFile(at.paths.registry, 'utf8')).toBe('servers: {}\n');
});

onPosix('removes what was left behind, and nothing that is in use or young', async () => {
  await using at = await open();
  const inState = (name: string) => join(at.paths.state, name);
  const live = createServer().listen(inState('live.sock'));
  await new Promise((resolve) => live.once('listening', resolve));
  const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  await promisify(execFile)(process.execPath, ['-e', script, inState('stale.sock')]).catch(
    () => {},
  );
  await writeFile(at.paths.hubFile, JSON.stringify({ pid: 2 ** 22 + 1 }));
  for (const name of ['.registry.yaml.0123456789ab.tmp', '.x.ba9876543210.tmp', '.mine.tmp']) {
    await writeFile(inState(name), '');
    if (name !== '.x.ba9876543210.tmp') await utimes(inState(name), 1, 1);
  }
  const found = (await at.byId()).leftovers;
  expect(found).toMatchObject({ verdict: 'warn', fix: 'Remove them' });
  expect(found?.found.split('\n').slice(1).sort()).toEqual(
    [inState('.registry.yaml.0123456789ab.tmp'), inState('hub.json'), inState('stale.sock')].sort(),
  );
  await at.doctor.fix('leftovers');
  expect((await at.byId()).leftovers).toMatchObject({ verdict: 'ok' });
  for (const name of ['live.sock', '.x.ba9876543210.tmp', '.mine.tmp']) {
    expect(existsSync(inState(name)), name).toBe(true);
  }
  await new Promise((resolve) => live.close(resolve));
});

test('takes up a failed server again, but not one that waits for a secret', async () => {
  const failed = { phase: 'failed' as const, since: 1, error: 'no', remedy: 'mend' };
  const waiting = { ...failed, phase: 'waiting' as const, awaits: 'secret T' };
  await using at = await open({
    servers: [
      { ...idleServer('bad'), health: failed },
      { ...idleServer('poor'), health: waiting },
    ],
  });
  const found = await at.byId();
  expect(found['server bad']).toMatchObject({ verdict: 'fail', fix: 'Try again' });
  expect(found['server poor']).not.toHaveProperty('fix');
  await at.doctor.fix('server bad');
  expect(at.tried).toEqual(['bad']);
  for (const id of ['server poor', 'runtime', 'nothing']) {
    await expect(at.doctor.fix(id)).rejects.toMatchObject({ code: 'not-found' });
  }
});

test('gives its diagnostics a name and JSON', async () => {
  await using at = await open();
  const { name, text } = await at.doctor.diagnostics();
  expect(name).toMatch(/^loom-diagnostics-\d{4}-\d\d-\d\d\.json$/);
  expect(JSON.parse(text).checks[0]).toMatchObject({ id: 'hub', verdict: 'ok' });
  expect(text).not.toContain(at.home);
});
