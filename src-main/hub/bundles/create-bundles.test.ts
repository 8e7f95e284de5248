import { appendFile, mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type BundleManifest,
  echoManifest,
  packBundle,
  packFiles,
  text,
  writeBundle,
} from '../../../e2e/harness/bundles.ts';
import { isRunning } from '../platform/testing/processes.ts';
import { asFile, openBundles, type TestBundles } from './testing/open-bundles.ts';

const canary = 'c4nary-of-a-t0ken';

async function inspect({ bundles }: TestBundles, more: BundleManifest = {}) {
  return await bundles.inspect({ file: asFile(packBundle(echoManifest(more))) });
}

async function fill(at: TestBundles, bundle: string, more: { id?: string; values?: object } = {}) {
  const { id = 'echo', values = { token: canary } } = more;
  const wanted = { bundle, id, values: { ...values } };
  const shown = await at.bundles.fill(wanted);
  return { ...wanted, digest: shown.digest, shown };
}

async function add(at: TestBundles, more: BundleManifest = {}, filled: { id?: string } = {}) {
  const { bundle } = await inspect(at, more);
  return await at.bundles.add(await fill(at, bundle, filled));
}

test('is looked at without unpacking or running anything', async () => {
  await using at = await openBundles();
  const facts = await inspect(at);
  expect(facts).toMatchObject({
    bundle: expect.stringMatching(/^[0-9a-f]{64}$/),
    file: 'echo.mcpb',
    name: 'echo-bundle',
    title: 'Echo in a bundle',
    version: '1.0.0',
    author: 'Ada',
    license: 'MIT',
    kind: 'node',
    isSigned: false,
    suggestedId: 'echo-bundle',
    tools: [{ name: 'echo', description: 'Says what it was told.' }],
    installed: [],
  });
  expect(facts.parameters).toEqual([
    { name: 'token', label: 'Token', type: 'secret', required: true },
    {
      ...{ name: 'name', label: 'Its name', type: 'text', required: false },
      help: 'How it calls itself.',
    },
    {
      ...{ name: 'folder', label: 'Folder', type: 'folder', required: false },
      ...{ help: 'Where it looks.', default: join(at.home, 'notes') },
    },
  ]);
  expect(at.unpacked()).toEqual([]);
});

test('shows the exact command with everything resolved, secrets as references', async () => {
  await using at = await openBundles();
  const { bundle } = await inspect(at);
  const { shown } = await fill(at, bundle, { values: { token: canary, name: 'two words' } });
  const script = join(shown.folder, 'server/echo.js');
  expect(shown).toMatchObject({
    runs: `node ${script} --name 'two words'`,
    entry: {
      transport: 'stdio',
      command: 'node',
      args: [script, '--name', 'two words'],
      env: { ECHO_TOKEN: '${secret:ECHO_BUNDLE_TOKEN}', ECHO_FOLDER: join(at.home, 'notes') },
    },
    secrets: [{ parameter: 'token', name: 'ECHO_BUNDLE_TOKEN', isKept: false }],
    problems: [],
  });
  expect(JSON.stringify(shown)).not.toContain(canary);
  const { shown: empty } = await fill(at, bundle, { values: {} });
  expect(empty.problems).toEqual([{ parameter: 'token', kind: 'needed', text: 'this is needed' }]);
});

test('takes no secret of another server that nobody gave, whatever it is named after', async () => {
  await using at = await openBundles();
  at.kept.set('ECHO_BUNDLE_TOKEN', canary);
  const { bundle } = await inspect(at);
  const { shown } = await fill(at, bundle, { values: {} });
  expect(shown.problems).toEqual([{ parameter: 'token', kind: 'needed', text: 'this is needed' }]);
  expect(shown.secrets).toEqual([]);
  expect(JSON.stringify(shown.entry)).not.toContain('ECHO_BUNDLE_TOKEN');
});

test('takes no secret that the bundle itself names as its default', async () => {
  await using at = await openBundles();
  at.kept.set('GITHUB_TOKEN', canary);
  const token = { type: 'string', title: 'Token', sensitive: true, required: true };
  const user_config = { token: { ...token, default: ' ${secret:GITHUB_TOKEN} ' } };
  const { bundle, parameters } = await inspect(at, { user_config });
  expect(parameters).toMatchObject([{ name: 'token', type: 'secret' }]);
  expect(parameters[0]).not.toHaveProperty('default');
  const { shown } = await fill(at, bundle, { values: {} });
  expect(shown.problems).toEqual([{ parameter: 'token', kind: 'needed', text: 'this is needed' }]);
  expect(JSON.stringify(shown)).not.toContain('GITHUB_TOKEN');
});

test('unpacks, keeps the secret in the vault, and writes the entry that was shown', async () => {
  await using at = await openBundles();
  const { bundle } = await inspect(at);
  const filled = await fill(at, bundle);
  const { folder } = await at.bundles.add(filled);
  expect(at.unpacked()).toEqual([expect.stringMatching(/^echo-bundle\/1\.0\.0-[0-9a-f]{16}$/)]);
  expect(at.registry.entry('echo')).toEqual(filled.shown.entry);
  expect(at.kept).toEqual(new Map([['ECHO_BUNDLE_TOKEN', canary]]));
  if (process.platform !== 'win32') {
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'server'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'server/echo.js'))).mode & 0o777).toBe(0o600);
  }
  const state = await readFile(join(at.parts.deps.paths.state, 'bundles.json'), 'utf8');
  expect(state).not.toContain(canary);
  const entry = at.registry.entry('echo') ?? {};
  const tried = await at.presets.tryEntry({ id: 'echo', entry }, undefined);
  expect(tried).toMatchObject({ ok: true, serverInfo: { name: 'echo' } });
});

test.skipIf(process.platform === 'win32')('only its own program may be executed', async () => {
  await using at = await openBundles();
  const script = '#!/bin/sh\nexit 0\n';
  const server = {
    type: 'binary',
    entry_point: 'bin/run',
    mcp_config: { command: '${__dirname}/bin/run' },
  };
  const manifest = echoManifest({ server, user_config: {} });
  const files = { 'bin/run': text(script), 'bin/other': text(script) };
  const packed = packFiles({ 'manifest.json': text(JSON.stringify(manifest)), ...files });
  const { bundle } = await at.bundles.inspect({ file: asFile(packed) });
  const { folder } = await at.bundles.add(await fill(at, bundle, { values: {} }));
  expect((await stat(join(folder, 'bin/run'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'bin/other'))).mode & 0o777).toBe(0o600);
});

test('a try runs it out of its folder, and leaves nothing', async () => {
  await using at = await openBundles();
  const { bundle } = await inspect(at);
  const result = await at.bundles.try(await fill(at, bundle), undefined);
  expect(result).toMatchObject({ ok: true, serverInfo: { name: 'echo' } });
  expect(at.running).toEqual(new Set());
  expect(at.unpacked()).toEqual([]);
  expect(at.kept).toEqual(new Map());
  expect(at.registry.current().servers).toEqual({});
});

test('nothing is run or unpacked that was not shown', async () => {
  await using at = await openBundles();
  const { bundle } = await inspect(at);
  const { shown: _, ...filled } = await fill(at, bundle);
  const other = { ...filled, values: { token: canary, name: 'other' } };
  await expect(at.bundles.add(other)).rejects.toMatchObject({ code: 'file-changed' });
  await expect(at.bundles.try(other, undefined)).rejects.toMatchObject({ code: 'file-changed' });
  const unseen = at.bundles.add({ ...filled, bundle: '0'.repeat(64) });
  await expect(unseen).rejects.toMatchObject({ code: 'not-found' });
  const needed = at.bundles.add({ ...filled, values: {} });
  await expect(needed).rejects.toThrow('token: this is needed');
  expect(at.unpacked()).toEqual([]);
  expect(at.registry.current().servers).toEqual({});
});

test('a file that changed since it was looked at is refused', async () => {
  await using at = await openBundles();
  const path = join(at.home, 'echo.mcpb');
  await writeBundle(path);
  const { id: offered } = await at.bundles.offer(path);
  const { bundle } = await at.bundles.inspect({ offered });
  const filled = await fill(at, bundle);
  await writeBundle(path, { version: '6.6.6' });
  await expect(at.bundles.add(filled)).rejects.toMatchObject({ code: 'file-changed' });
  await appendFile(path, 'x');
  await expect(at.bundles.add(filled)).rejects.toMatchObject({ code: 'file-changed' });
  expect(at.unpacked()).toEqual([]);
  expect(at.registry.current().servers).toEqual({});
  await writeBundle(path);
});

test('only files of this machine that end in .mcpb are offered, and what is no bundle is not told', async () => {
  await using at = await openBundles();
  const { bundles, home } = at;
  const secret = join(home, 'secret.txt');
  await writeFile(secret, canary);
  await writeFile(join(home, 'secret.mcpb'), canary);
  await mkdir(join(home, 'folder.mcpb'));
  for (const path of ['rel.mcpb', secret, '//host/share/x.mcpb', '\\\\host\\share\\x.mcpb']) {
    await expect(bundles.offer(path)).rejects.toMatchObject({ code: 'usage' });
  }
  await expect(bundles.offer(join(home, 'none.mcpb'))).rejects.toThrow('there is no such file');
  await expect(bundles.offer(join(home, 'folder.mcpb'))).rejects.toThrow('it cannot be read');
  const { id } = await bundles.offer(join(home, 'secret.mcpb'));
  const failure = await bundles.inspect({ offered: id }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'invalid-bundle' });
  expect(JSON.stringify([failure, String(failure)])).not.toContain(canary);
  const huge = join(home, 'huge.mcpb');
  await writeFile(huge, '');
  await truncate(huge, 257 * 1024 * 1024);
  await expect(bundles.offer(huge)).rejects.toThrow(/larger than 256 MB/);
  await expect(bundles.inspect({ offered: 'guess' })).rejects.toMatchObject({ code: 'not-found' });
});

test('content that is broken is refused as a whole, and nothing of it stays', async () => {
  await using at = await openBundles();
  const content = text('a'.repeat(100));
  const packed = Buffer.from(packBundle(echoManifest(), { 'z.txt': [content, { level: 0 }] }));
  packed.write('b', packed.indexOf('a'.repeat(100)));
  const { bundle } = await at.bundles.inspect({ file: asFile(new Uint8Array(packed)) });
  const adding = at.bundles.add(await fill(at, bundle));
  await expect(adding).rejects.toThrow('"z.txt" cannot be taken: its content is damaged');
  expect(at.unpacked()).toEqual([]);
  expect(at.kept).toEqual(new Map());
  expect(at.registry.current().servers).toEqual({});
});

test('a secret that the vault refuses ends it, and nothing stays', async () => {
  await using at = await openBundles();
  const { bundle } = await inspect(at);
  const adding = at.bundles.add(await fill(at, bundle, { values: { token: 'refused' } }));
  await expect(adding).rejects.toMatchObject({ code: 'vault-locked' });
  expect(at.unpacked()).toEqual([]);
  expect(at.registry.current().servers).toEqual({});
});

test('says what stands against running it here', async () => {
  await using at = await openBundles();
  const elsewhere = process.platform === 'win32' ? 'linux' : 'win32';
  const facts = await inspect(at, {
    compatibility: { platforms: [elsewhere], runtimes: { node: '>=99' } },
    server: {
      type: 'node',
      entry_point: 'gone.js',
      mcp_config: { command: 'node', args: ['--key=${user_config.token}'] },
    },
  });
  expect(facts.problems).toEqual([
    { kind: 'platform', platforms: [elsewhere], here: process.platform },
    { kind: 'missing-file', file: 'gone.js' },
    ...[{ kind: 'program-version', program: 'node', found: expect.any(String), wanted: '>=99' }],
    { kind: 'secret-in-arguments', parameter: 'token' },
  ]);
  const filled = await fill(at, facts.bundle);
  expect(filled.shown.problems[0]?.text).toMatch(/its maker says that it runs on/);
  await expect(at.bundles.add(filled)).rejects.toMatchObject({ code: 'usage' });
  const server = {
    type: 'uv',
    entry_point: 'server/echo.js',
    mcp_config: { command: 'no-such-uv' },
  };
  expect((await inspect(at, { manifest_version: '0.4', server })).problems).toEqual([
    { kind: 'missing-program', program: 'no-such-uv' },
  ]);
});

test('a newer bundle of the name takes the place of the older, and keeps what was filled in', async () => {
  await using at = await openBundles({ graceMs: 1 });
  const { bundle } = await inspect(at);
  const values = { token: canary, name: 'mine' };
  await at.bundles.add(await fill(at, bundle, { values }));
  const before = at.registry.entry('echo') ?? {};
  await at.registry.updateServer('echo', { ...before, title: 'My echo', idle_stop: '5m' });

  const newer = await inspect(at, { version: '1.1.0' });
  const [found] = newer.installed;
  expect(found).toEqual({
    ...{ server: 'echo', version: '1.0.0', author: 'Ada', isSame: false, isSameAuthor: true },
    values: { token: '${secret:ECHO_BUNDLE_TOKEN}', name: 'mine' },
  });
  const filled = await fill(at, newer.bundle, { values: found?.values ?? {} });
  expect(filled.shown).toMatchObject({ replaces: '1.0.0', problems: [] });
  const added = await at.bundles.add(filled);
  expect(added.replaced).toBe('1.0.0');
  expect(at.registry.entry('echo')).toMatchObject({
    ...{ title: 'My echo', idle_stop: '5m' },
    args: [join(added.folder, 'server/echo.js'), '--name', 'mine'],
    env: { ECHO_TOKEN: '${secret:ECHO_BUNDLE_TOKEN}' },
  });
  expect(at.kept).toEqual(new Map([['ECHO_BUNDLE_TOKEN', canary]]));
  // What the older one was unpacked into goes by itself.
  await expect.poll(at.unpacked).toEqual([expect.stringMatching(/1\.1\.0-/)]);
});

test('a bundle of the name by another author is not taken for a newer one', async () => {
  await using at = await openBundles();
  await add(at);
  const theirs = await inspect(at, { version: '2.0.0', author: { name: 'Eve' } });
  expect(theirs.installed).toMatchObject([{ author: 'Ada', isSame: false, isSameAuthor: false }]);
  const same = await inspect(at);
  expect(same.installed).toMatchObject([{ isSame: true, isSameAuthor: true }]);
});

test('two settings whose names differ in case only have a secret each', async () => {
  await using at = await openBundles();
  const option = { type: 'string', title: 'Key', required: true, sensitive: true };
  const { bundle } = await inspect(at, { user_config: { key: option, KEY: option } });
  await at.bundles.add(await fill(at, bundle, { values: { key: 'first', KEY: 'second' } }));
  expect([...at.kept.values()]).toEqual(['first', 'second']);
});

test('a server of another origin is never replaced', async () => {
  await using at = await openBundles();
  await at.registry.addServer('echo', { transport: 'stdio', command: 'other' });
  const { bundle } = await inspect(at);
  const filled = await fill(at, bundle);
  expect(filled.shown.problems).toEqual([
    { parameter: 'id', kind: 'taken', text: 'there is already a server named "echo"' },
  ]);
  await expect(at.bundles.add(filled)).rejects.toMatchObject({ code: 'name-taken' });
  expect(at.registry.entry('echo')).toEqual({ transport: 'stdio', command: 'other' });
});

test('its folder goes when the last server that uses it is removed, not before', async () => {
  await using at = await openBundles({ graceMs: 1 });
  const { folder } = await add(at);
  await add(at, {}, { id: 'second' });
  expect(at.unpacked()).toHaveLength(1);
  const removed = await at.registry.removeServer('echo');
  expect(at.leftBy(removed)).toBeUndefined();
  const last = await at.registry.removeServer('second');
  expect(at.leftBy(last)).toBe(folder);
  await expect.poll(at.unpacked).toEqual([]);
});

test('whoever brings the server back in time finds its folder', async () => {
  await using at = await openBundles();
  await add(at);
  const removed = await at.registry.removeServer('echo');
  await at.registry.addServer('echo', removed);
  expect(at.unpacked()).toHaveLength(1);
  expect(at.leftBy(removed)).toBeUndefined();
});

test.each(['who asked', 'the hub'])('where %s goes away a try leaves nothing', async (who) => {
  await using at = await openBundles();
  const server = {
    type: 'node',
    entry_point: 'server/silent.js',
    mcp_config: { command: 'node', args: ['${__dirname}/server/silent.js'] },
  };
  const manifest = echoManifest({ server, user_config: {} });
  const silent = text('process.stdin.resume();');
  const packed = packFiles({
    'manifest.json': text(JSON.stringify(manifest)),
    'server/silent.js': silent,
  });
  const { bundle } = await at.bundles.inspect({ file: asFile(packed) });
  const gone = new AbortController();
  const trying = at.bundles.try(await fill(at, bundle, { values: {} }), gone.signal);
  const ended = expect(trying).rejects.toMatchObject({ code: 'hub-stopping' });
  await expect.poll(() => at.running.size, { timeout: 20_000 }).toBe(1);
  const [pid = 0] = at.running;
  if (who === 'the hub') await at.close();
  else gone.abort();
  await ended;
  expect(await isRunning(pid)).toBe(false);
  expect(at.unpacked()).toEqual([]);
});

test('a value that belongs to no setting is kept nowhere', async () => {
  await using at = await openBundles();
  const { bundle } = await inspect(at);
  const values = { token: canary, tokn: canary, name: 'mine' };
  await at.bundles.add(await fill(at, bundle, { values }));
  const written = await readFile(join(at.parts.deps.paths.state, 'bundles.json'), 'utf8');
  expect(written).not.toContain(canary);
  expect(JSON.parse(written)).toMatchObject([
    { server: 'echo', values: { token: '${secret:ECHO_BUNDLE_TOKEN}', name: 'mine' } },
  ]);
});
