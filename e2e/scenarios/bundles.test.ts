/** `.mcpb` files through the built hub and the command: from the file to a tool's answer. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { echoManifest, packFiles, text, writeBundle } from '../harness/bundles.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { openShell } from '../harness/open-shell.ts';
import { processesOf } from '../harness/processes.ts';

const canary = 'c4nary-of-a-t0ken';

function unpacked({ home }: TestHub): string[] {
  const folder = join(home, 'bundles', 'echo-bundle');
  return existsSync(folder) ? readdirSync(folder) : [];
}

test('a bundle is shown, filled in, agreed to, and its server answers', async () => {
  await using hub = await startHub();
  await using at = await openShell(hub, 200);
  await writeBundle(join(hub.home, 'echo.mcpb'));
  const done = at.loom('import', 'echo.mcpb', '--set', 'name=two words');
  const said = () => stripVTControlCharacters(at.stderr.text);
  await expect.poll(said, { timeout: 20_000 }).toContain('Token [token, not shown]: ');
  expect(unpacked(hub)).toEqual([]);
  at.stdin.write(`${canary}\n`);
  await expect.poll(said, { timeout: 20_000 }).toContain('Add echo-bundle, and allow it to run?');
  expect(said()).toContain('Echo in a bundle 1.0.0, by Ada (echo-bundle)');
  expect(said()).toMatch(/echo\.mcpb: .* unpacked; not signed\./);
  expect(said()).toMatch(
    / {2}node \S+\/bundles\/echo-bundle\/1\.0\.0-\w+\/server\/echo\.js --name/,
  );
  expect(said()).toContain('with ECHO_TOKEN=${secret:ECHO_BUNDLE_TOKEN}');
  expect(unpacked(hub)).toEqual([]);
  at.stdin.write('y\n');
  expect(await done).toBe(0);
  expect(at.stdout.text).toContain('Added to registry.yaml: echo-bundle.');
  expect(said() + at.stdout.text).not.toContain(canary);
  expect(readFileSync(hub.registryPath, 'utf8')).not.toContain(canary);

  const call = { name: 'echo-bundle__whoami', arguments: { env: 'ECHO_TOKEN' } };
  const { result } = await hub.api.tools.call(call);
  expect(JSON.stringify(result)).toContain('two words');
});

test('nobody agreed, nothing is added; --yes takes a secret by its name in the vault only', async () => {
  await using hub = await startHub();
  await using at = await openShell(hub);
  await writeBundle(join(hub.home, 'echo.mcpb'));
  expect(await at.loom('import', 'echo.mcpb')).toBe(2);
  expect(await at.loom('import', 'echo.mcpb', '--yes')).toBe(2);
  expect(at.stderr.text).toContain('token: this is needed');
  expect(await at.loom('import', 'echo.mcpb', '--yes', '--set', `token=${canary}`)).toBe(2);
  expect(at.stderr.text).toContain('token is a secret, which is no argument');
  expect(await at.loom('import', 'echo.mcpb', '--yes', '--set', 'nmae=x')).toBe(2);
  expect(at.stderr.text).toContain('Did you mean "name"?');
  expect(unpacked(hub)).toEqual([]);

  await hub.api.secrets.set({ name: 'MINE', secret: canary });
  const yes = ['--yes', '--json', '--as', 'mine', '--set', 'token=${secret:MINE}'];
  expect(await at.loom('import', 'echo.mcpb', ...yes)).toBe(0);
  const { folder } = JSON.parse(at.stdout.text) as { folder: string };
  expect(existsSync(join(folder, 'server/echo.js'))).toBe(true);
  const { result } = await hub.api.tools.call({ name: 'mine__echo', arguments: { a: 1 } });
  expect(JSON.stringify(result)).toContain('a');
});

test('one of the same name by another author replaces nothing unasked', async () => {
  await using hub = await startHub();
  await using at = await openShell(hub);
  const plain = { user_config: {} };
  await writeBundle(join(hub.home, 'echo.mcpb'), plain);
  expect(await at.loom('import', 'echo.mcpb', '--yes')).toBe(0);
  await writeBundle(join(hub.home, 'theirs.mcpb'), { ...plain, author: { name: 'Eve' } });
  expect(await at.loom('import', 'theirs.mcpb', '--yes')).toBe(0);
  expect(at.stdout.text).toContain('Added to registry.yaml: echo-bundle-2.');
  expect(at.stderr.text.replace(/\s+/g, ' ')).toContain('(by Ada, not Eve): --as echo-bundle');
});

test('a newer one replaces the older; removing the server says what goes', async () => {
  await using hub = await startHub();
  await using at = await openShell(hub);
  await hub.api.secrets.set({ name: 'MINE', secret: canary });
  await writeBundle(join(hub.home, 'echo.mcpb'));
  const settings = ['--set', 'token=${secret:MINE}', '--set', 'name=first'];
  expect(await at.loom('import', 'echo.mcpb', '--yes', ...settings)).toBe(0);
  await writeBundle(join(hub.home, 'echo-2.mcpb'), { version: '2.0.0' });
  expect(await at.loom('import', 'echo-2.mcpb', '--yes')).toBe(0);
  expect(at.stdout.text).toContain('echo-bundle is now version 2.0.0; it was 1.0.0.');
  const { entry } = await hub.api.servers.get({ id: 'echo-bundle' });
  expect(entry).toMatchObject({ env: { ECHO_TOKEN: '${secret:MINE}' } });
  expect(JSON.stringify(entry.args)).toMatch(/2\.0\.0-.*"first"/);

  expect(await at.loom('servers', 'remove', 'echo-bundle')).toBe(0);
  expect(at.stdout.text).toMatch(/unpacked into goes in ten minutes: .*2\.0\.0-/);
});

test('what nothing uses any more is gone after the next start', async () => {
  await using first = await startHub();
  const { home } = first;
  await using at = await openShell(first);
  await first.api.secrets.set({ name: 'MINE', secret: canary });
  await writeBundle(join(home, 'echo.mcpb'));
  const agreed = ['--yes', '--set', 'token=${secret:MINE}'];
  expect(await at.loom('import', 'echo.mcpb', ...agreed, '--as', 'one')).toBe(0);
  expect(await at.loom('import', 'echo.mcpb', ...agreed, '--as', 'two')).toBe(0);
  await first.api.servers.remove({ id: 'one' });
  await first.stop();
  {
    await using second = await startHub({ home });
    expect((await second.api.tools.list({ server: 'two' })).length).toBeGreaterThan(0);
    expect(unpacked(second)).toHaveLength(1);
    await second.api.servers.remove({ id: 'two' });
    await second.stop();
  }
  await using third = await startHub({ home });
  await expect.poll(() => unpacked(third), { timeout: 20_000 }).toEqual([]);
  await third.stop();
  expect(processesOf({ home })).toEqual([]);
});

test('hostile and broken files are refused with their reason, and leave nothing', async () => {
  await using hub = await startHub();
  await using at = await openShell(hub);
  const manifest = text(JSON.stringify(echoManifest()));
  const files = {
    'slip.mcpb': packFiles({ 'manifest.json': manifest, '../../slipped.txt': text('x') }),
    'link.mcpb': packFiles({
      'manifest.json': manifest,
      link: [text('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
    }),
    'plain.mcpb': text('no archive'),
    'bare.zip': packFiles({ 'readme.txt': text('x') }),
    'wrong.mcpb': packFiles({ 'manifest.json': text('{"manifest_version":"0.3"}') }),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(hub.home, name), bytes);
  const why = async (name: string) => {
    const before = at.stderr.text.length;
    expect(await at.loom('import', name, '--yes')).toBe(3);
    return at.stderr.text.slice(before);
  };
  expect(await why('slip.mcpb')).toContain('leads out of the bundle');
  expect(await why('link.mcpb')).toContain('it is a symbolic link');
  expect(await why('plain.mcpb')).toContain('does not begin as a zip archive');
  expect(await why('bare.zip')).toContain('the bundle has no manifest.json');
  expect(await why('wrong.mcpb')).toContain('manifest.json: "name"');
  expect(await why('none.mcpb')).toContain('there is no such file');
  expect(existsSync(join(hub.home, 'bundles'))).toBe(false);
  expect(existsSync(join(hub.home, 'slipped.txt'))).toBe(false);
  expect(await hub.api.servers.list()).toEqual([]);
});
