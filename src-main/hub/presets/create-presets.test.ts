import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { serverEntry, serverFolder } from '../../../e2e/harness/servers.ts';
import { isRunning } from '../platform/testing/processes.ts';
import { openPresets, type TestPresets } from './testing/open-presets.ts';

const about = {
  summary: 'A sample.',
  publisher: 'Loom',
  homepage: 'https://example.com',
  verified: 'documentation',
};
const token = { name: 'token', label: 'Token', type: 'secret', secretName: 'TOKEN' };
const args = (file: string) => [join(serverFolder, `${file}.ts`)];
const node = { transport: 'stdio', command: process.execPath };
const files = {
  'catalog.yaml': { demo: ['echo', 'telling', 'dying', 'silent', 'packaged'] },
  'echo.yaml': {
    ...about,
    title: 'Echo',
    parameters: [token],
    entry: { ...node, args: args('echo'), env: { TOKEN: '{{token}}' } },
  },
  'telling.yaml': {
    ...about,
    title: 'Telling',
    parameters: [token],
    entry: { ...node, args: [...args('blabbing'), '--refuse'], env: { KEY: '{{token}}' } },
  },
  'dying.yaml': { ...about, title: 'Dying', entry: { ...node, args: args('exit-at-start') } },
  'silent.yaml': { ...about, title: 'Silent', entry: { ...node, args: args('never-initialize') } },
  'packaged.yaml': {
    ...about,
    title: 'Packaged',
    runtimes: ['node'],
    entry: { transport: 'stdio', command: 'npx', args: ['-y', '@scope/name@1.0.0'] },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'loom-gallery-'));
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(folder, name), stringify(content));
}
afterAll(() => rm(folder, { recursive: true }));

const canary = 'c4nary-of-a-t0ken';

async function fillIn({ presets }: TestPresets, preset: string, values = {}) {
  const wanted = { preset, id: `my-${preset}`, values };
  const { digest } = await presets.fill(wanted);
  return { ...wanted, digest };
}

test('a try starts the server with the values, lists it, ends it and keeps nothing', async () => {
  await using at = await openPresets(folder);
  const result = await at.presets.try(await fillIn(at, 'echo', { token: canary }), undefined);
  expect(result).toMatchObject({ ok: true, startMs: expect.any(Number), serverInfo: {} });
  expect(result.tools).toContainEqual({ name: 'echo', description: expect.any(String) });
  expect(result.resources).toBeGreaterThan(0);
  expect(result.prompts).toBeGreaterThan(0);
  expect(at.running).toEqual(new Set());
  expect(at.kept).toEqual(new Map());
  expect(at.registry.current().servers).toEqual({});
});

test('a server that fails says why, and no secret of it is told', async () => {
  await using at = await openPresets(folder);
  const dying = await at.presets.try(await fillIn(at, 'dying'), undefined);
  expect(dying).toMatchObject({ ok: false, tools: [], stderr: ['GITHUB_TOKEN is not set'] });
  expect(dying.error).toMatch(/exited with code 1/);
  expect(dying.remedy).toBeTruthy();

  const telling = await at.presets.try(await fillIn(at, 'telling', { token: canary }), undefined);
  expect(telling.ok).toBe(false);
  expect(JSON.stringify(telling)).not.toContain(canary);
  expect(at.running).toEqual(new Set());
});

test.each(['who asked', 'the hub'])('where %s goes away no server stays behind', async (who) => {
  await using at = await openPresets(folder);
  const gone = new AbortController();
  const trying = at.presets.try(await fillIn(at, 'silent'), gone.signal);
  await expect.poll(() => at.running.size).toBe(1);
  const [pid = 0] = at.running;
  if (who === 'the hub') void at.close();
  else gone.abort();
  await expect(trying).rejects.toMatchObject({ code: 'hub-stopping' });
  expect(await isRunning(pid)).toBe(false);
});

test('an entry that is not in the registry can be tried; one that is none cannot', async () => {
  await using at = await openPresets(folder);
  const { presets } = at;
  const project = at.home;
  const entry = { ...serverEntry('echo'), cwd: '${project}', start: 'eager', enabled: false };
  const found = await presets.tryEntry({ id: 'x', entry, project }, undefined);
  expect(found.ok).toBe(true);
  const needing = { ...entry, env: { KEY: '${secret:NEW}' } };
  expect(await presets.tryEntry({ id: 'x', entry: needing }, undefined)).toMatchObject({
    ok: false,
    error: expect.stringMatching(/no secret NEW/),
  });
  const secrets = { NEW: canary };
  const given = await presets.tryEntry({ id: 'x', entry: needing, secrets, project }, undefined);
  expect(given.ok).toBe(true);
  const wrong = presets.tryEntry({ id: 'x', entry: { transport: 'stdio' } }, undefined);
  await expect(wrong).rejects.toMatchObject({ code: 'invalid-registry' });
  const missing = { transport: 'stdio', command: 'no-such-command-here' };
  expect(await presets.tryEntry({ id: 'x', entry: missing }, undefined)).toMatchObject({
    ok: false,
    error: expect.stringMatching(/no-such-command-here was not found/),
  });
});

test('adding keeps the secret in the vault and a reference in the registry', async () => {
  await using at = await openPresets(folder);
  expect(await at.presets.add(await fillIn(at, 'echo', { token: canary }))).toEqual({
    id: 'my-echo',
    secrets: ['TOKEN'],
  });
  expect(at.kept).toEqual(new Map([['TOKEN', canary]]));
  expect(at.registry.entry('my-echo')).toMatchObject({ env: { TOKEN: '${secret:TOKEN}' } });
  const again = { preset: 'echo', id: 'my-echo', values: {} };
  expect((await at.presets.fill(again)).problems).toEqual([
    { parameter: 'id', kind: 'taken', text: 'there is already a server named "my-echo"' },
  ]);
});

test('nothing is added but what was shown, whole', async () => {
  await using at = await openPresets(folder);
  const shown = await fillIn(at, 'echo', { token: canary });
  await expect(at.presets.add({ ...shown, id: 'other' })).rejects.toMatchObject({
    code: 'file-changed',
  });
  await expect(at.presets.add(await fillIn(at, 'echo'))).rejects.toMatchObject({ code: 'usage' });
  await expect(at.presets.add({ ...shown, preset: 'gone' })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(at.kept.size).toBe(0);
});

test('where the entry cannot be written, its secret is not kept either', async () => {
  await using at = await openPresets(folder);
  writeFileSync(at.registry.path, 'servers: [');
  await expect(at.presets.add(await fillIn(at, 'echo', { token: canary }))).rejects.toThrow();
  expect(at.kept).toEqual(new Map());
  writeFileSync(at.registry.path, '');
  const refused = at.presets.add(await fillIn(at, 'echo', { token: 'refused' }));
  await expect(refused).rejects.toMatchObject({ code: 'vault-locked' });
  expect(at.registry.entry('my-echo')).toBeUndefined();
});

test('the list says which runtimes are missing and who runs the same already', async () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  await using at = await openPresets(folder, bin);
  const packaged = async () => (await at.presets.list()).find(({ id }) => id === 'packaged');
  expect(await packaged()).toMatchObject({ missingRuntimes: ['node'], usedBy: [] });

  writeFileSync(join(bin, 'npx'), '');
  writeFileSync(join(bin, 'npx.cmd'), '');
  await chmod(join(bin, 'npx'), 0o755);
  const other = { transport: 'stdio', command: 'npx', args: ['@scope/name@latest'] };
  await at.registry.addServer('mine', other);
  expect(await packaged()).toMatchObject({ missingRuntimes: [], usedBy: ['mine'] });
});
