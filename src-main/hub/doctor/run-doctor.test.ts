import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loomPaths } from '../../../src-shared/paths.ts';
import type { DoctorInput } from './facts.ts';
import { runDoctor } from './run-doctor.ts';

async function openHome(files: Record<string, string> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'loom-doctor-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(home, name), content);
  const { platform } = process;
  const input: DoctorInput = {
    paths: loomPaths({ platform, home, user: 'ada', env: { LOOM_HOME: home } }),
    platform,
    env: { PATH: join(home, 'bin') },
    home,
    shell: null,
    flags: { httpAddr: '127.0.0.1:0' },
  };
  return {
    home,
    input,
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

async function addCommand(home: string, name: string, script: string): Promise<void> {
  await mkdir(join(home, 'bin'), { recursive: true });
  await writeFile(join(home, 'bin', name), `#!/bin/sh\n${script}\n`);
  await chmod(join(home, 'bin', name), 0o755);
}

test('a fresh machine is well, apart from the login shell that it does not have', async () => {
  await using at = await openHome();
  const found = await runDoctor(at.input);
  expect(found.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['runtime', 'ok'],
    ['registry', 'ok'],
    ['config', 'ok'],
    ['path', 'warn'],
    ['state', 'ok'],
    ['private-files', 'ok'],
    ['leftovers', 'ok'],
    ['http', 'ok'],
  ]);
});

test('says which command is missing, for whom, and how to get it', async () => {
  await using at = await openHome({
    'registry.yaml': [
      'servers:',
      '  one: { transport: stdio, command: uvx, args: [a] }',
      '  two: { transport: stdio, command: uvx, args: [b] }',
      '  off: { transport: stdio, command: nowhere, enabled: false }',
      `  home: { transport: stdio, command: "\${home}/tool" }`,
      '  mine: { transport: stdio, command: mine }',
    ].join('\n'),
  });
  await addCommand(at.home, 'mine', 'exit 0');
  const commands = (await runDoctor(at.input)).filter(({ id }) => id.startsWith('command'));
  expect(commands).toMatchObject([
    { title: 'Command uvx', verdict: 'fail', remedy: expect.stringContaining('Install uv') },
    { title: `Command \${home}/tool`, verdict: 'skip' },
    { title: 'Command mine', verdict: 'ok', found: `${at.home}/bin/mine, for mine` },
  ]);
  expect(commands[0]?.found).toContain('needed for one, two');
});

test('runs a runtime to see that it works', async () => {
  await using at = await openHome({
    'registry.yaml':
      'servers:\n  a: { transport: stdio, command: npx }\n  b: { transport: stdio, command: docker }\n',
  });
  await addCommand(at.home, 'npx', 'echo 11.2.0');
  await addCommand(at.home, 'docker', 'echo "cannot connect to the daemon" >&2; exit 1');
  const commands = (await runDoctor(at.input)).filter(({ id }) => id.startsWith('command'));
  expect(commands).toMatchObject([
    { verdict: 'ok', found: `${at.home}/bin/npx (11.2.0), for a` },
    { verdict: 'fail', found: expect.stringContaining('cannot connect to the daemon') },
  ]);
});

test('shows what is wrong in the files, and skips what depends on them', async () => {
  await using at = await openHome({
    'registry.yaml': 'servers:\n  a: { transport: stdio, comand: npx }\n',
    'config.yaml': 'http: [',
  });
  const found = await runDoctor(at.input);
  const byId = Object.fromEntries(found.map((check) => [check.id, check]));
  expect(byId.registry).toMatchObject({
    verdict: 'fail',
    found: expect.stringContaining('registry.yaml:2:'),
  });
  expect(byId.config?.verdict).toBe('fail');
  expect(byId.commands?.verdict).toBe('skip');
  expect(byId.http?.verdict).toBe('skip');
});

test('notices a port that another program has', async () => {
  await using at = await openHome();
  const stranger = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => stranger.once('listening', resolve));
  const { port } = stranger.address() as AddressInfo;
  const found = await runDoctor({ ...at.input, flags: { httpAddr: `127.0.0.1:${port}` } });
  await new Promise((resolve) => stranger.close(resolve));
  expect(found.at(-1)).toMatchObject({
    verdict: 'fail',
    found: `127.0.0.1:${port} is taken by another program`,
    remedy: expect.stringContaining('--http-addr'),
  });
});

test('warns of a state folder that others may read', async () => {
  await using at = await openHome();
  await chmod(at.home, 0o755);
  const state = (await runDoctor(at.input)).find(({ id }) => id === 'state');
  expect(state).toMatchObject({ verdict: 'warn', remedy: `chmod 700 ${at.home}` });
});
