import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ServerSpec } from '../../../../src-shared/domain/server.ts';
import { clientFixtures } from '../testing/client-fixtures.ts';
import { openImportMachine } from './testing/import-machine.ts';

const folder = join(import.meta.dirname, '../testing/fixtures');

const Secret = z.object({ where: z.string(), value: z.string() });
const Server = z.object({
  name: z.string(),
  transport: z.string(),
  env: z.record(z.string(), z.unknown()).optional(),
  secrets: z.array(Secret).optional(),
});

/** The user's files of every client that are at home on Linux. */
const files = clientFixtures()
  .filter(({ format, scope }) => format !== 'xml' && scope.startsWith('user'))
  .flatMap(({ client, file, installPath }) => {
    const said = client === 'claude-desktop' ? '~/.config/Claude/claude_desktop_config.json' : null;
    const path = installPath.linux ?? installPath.all ?? said;
    if (!path || file.startsWith('user-windows')) return [];
    const bytes = readFileSync(join(folder, client, file));
    const { files: expected } = z
      .object({ files: z.array(z.object({ file: z.string(), servers: z.array(Server) })) })
      .parse(JSON.parse(readFileSync(join(folder, client, 'expected.json'), 'utf8')));
    const servers = expected.find((one) => one.file === file)?.servers ?? [];
    return [{ client, file, path: path.slice(2), bytes, servers }];
  });

/** What the client keeps for itself, such as an OAuth client's secret, has no place in an entry. */
const carried = ['env', 'header', 'arg', 'url-query', 'url-password'];

describe.each(files)('$client/$file', ({ path, bytes, servers }) => {
  const runnable = servers.filter(({ transport }) => transport !== 'extension');
  const secrets = runnable
    .flatMap((server) => server.secrets ?? [])
    .filter(({ where }) => carried.includes(where))
    .map(({ value }) => value);

  test('every server becomes a valid entry, its secrets references', async () => {
    await using machine = await openImportMachine({ [path]: bytes });
    const { plan, servers: planned } = await machine.plan();
    expect(plan.candidates.flatMap(({ names }) => names).sort()).toEqual(
      runnable.map(({ name }) => name).sort(),
    );
    for (const { entry } of plan.candidates)
      expect(ServerSpec.safeParse(entry).error).toBe(undefined);
    expect(planned.flatMap((one) => one.secrets.map(({ value }) => value)).sort()).toEqual(
      secrets.toSorted(),
    );
    for (const value of secrets) expect(JSON.stringify(plan)).not.toContain(value);
    for (const server of runnable) {
      const { entry } = plan.candidates.find(({ names }) => names.includes(server.name)) ?? {};
      // Without a value it is no variable: some clients take one away so.
      const wanted = Object.entries(server.env ?? {}).filter(([, value]) => value !== null);
      const env = Object.keys((entry?.env as object) ?? {});
      expect(env).toEqual(expect.arrayContaining(wanted.map(([name]) => name)));
    }
  });

  test('what was added is known afterwards, and stands in registry.yaml without its secrets', async () => {
    await using machine = await openImportMachine({ [path]: bytes });
    const { added, refused } = await machine.addAll();
    expect(refused).toEqual([]);
    expect(added).toHaveLength(runnable.length);
    const text = await machine.registryText();
    for (const value of secrets) expect(text).not.toContain(value);
    expect([...machine.vault.values()].sort()).toEqual([...new Set(secrets)].sort());
    const again = await machine.importer.find({});
    expect(again.candidates.map(({ alreadyAs }) => alreadyAs).sort()).toEqual(added.toSorted());
  });
});

test('all clients of a machine at once: each server once, no two names alike', async () => {
  await using machine = await openImportMachine(
    Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])),
  );
  const { plan, servers: planned } = await machine.plan();
  const ids = plan.candidates.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const named = new Map<string, string>();
  for (const { name, value } of planned.flatMap(({ secrets }) => secrets)) {
    expect(named.get(name) ?? value).toBe(value);
    named.set(name, value);
  }
  expect(plan.unreadable).toEqual([]);
  const { added, refused } = await machine.addAll();
  expect(refused).toEqual([]);
  expect(added).toEqual(ids);
});
