import { describe, expect, test } from 'vitest';
import { editors } from '../editing/index.ts';
import type { FoundServer, FoundServers } from './found-server.ts';
import { readServers } from './read-servers.ts';
import {
  type EdgeCase,
  type ExpectedFile,
  type ExpectedServer,
  edgeCases,
  expectedFiles,
  fixtureText,
} from './testing/fixtures.ts';
import { openFixture } from './testing/open-fixture.ts';

const files = expectedFiles().filter(({ format }) => format !== 'xml');

describe.each(files)('$client $file', (file) => {
  const found = readFixture(file);

  test('has the servers that are expected, in their order', () => {
    const expected = file.servers.filter(({ transport }) => transport !== 'extension');
    expect(found.servers.map(comparable)).toEqual(expected.map(comparable));
    for (const [index, server] of expected.entries()) {
      const there: Partial<FoundServer> = found.servers[index] ?? {};
      for (const key of ['cwd', 'envFile', 'oauth', 'startupTimeoutMs', 'project'] as const) {
        expect(there[key]).toEqual(server[key]);
      }
      expect(there.bridge).toEqual(server.bridge && expect.objectContaining(bridge(server)));
      expect(there.unwrapped).toEqual(server.unwrapped && unwrapped(server));
      const deny = server.disabledTools ?? server.excludeTools;
      const allow = server.enabledTools ?? server.includeTools;
      if (deny) expect(there.tools?.deny).toEqual(deny);
      if (allow) expect(there.tools?.allow).toEqual(allow);
    }
  });

  test('has the secrets that are expected, and no others', () => {
    expect(sorted(found.servers.flatMap(({ secrets }) => secrets))).toEqual(
      sorted(ofServers(file).flatMap(({ secrets = [] }) => secrets)),
    );
    const all = JSON.stringify([found.servers, found.skipped].map((list) => secretPaths(list)));
    for (const path of file.notSecrets ?? []) expect(all).not.toContain(JSON.stringify(path));
  });

  test('has the references that are expected, and no others', () => {
    const references = found.servers.flatMap((server) => server.references);
    expect(sorted(references.map(({ into, ...reference }) => reference))).toEqual(
      sorted(
        ofServers(file)
          .flatMap((server) => server.references ?? [])
          .map((reference) => ({ ...reference, text: reference.text ?? '' })),
      ),
    );
  });

  test('leaves out what is no server, and keeps the secrets of what it leaves out', () => {
    const extensions = file.servers.filter(({ transport }) => transport === 'extension');
    for (const { name, secrets } of extensions) {
      expect(found.skipped.find((skipped) => skipped.name === name)?.secrets).toEqual(secrets);
    }
    const paths = found.servers.map(({ path }) => JSON.stringify(path));
    for (const { path } of file.notServers ?? []) expect(paths).not.toContain(JSON.stringify(path));
  });

  test('has what the client asks a person for', () => {
    expect((found.inputs ?? []).map(({ id, isSecret }) => ({ id, isSecret }))).toEqual(
      (file.inputs ?? []).map(({ id, password = false }) => ({ id, isSecret: password })),
    );
  });
});

describe.each(edgeCases())('edge case $file', (file) => {
  test(`is read as ${file.read.result}`, () => {
    const reading = editors[formatOf(file)].read(fixtureText('edge-cases', file.file));
    const found = reading.ok
      ? readServers(reading.content, {
          root: file.rootPath,
          clientId: file.rootPath[0] === 'extensions' ? 'goose' : 'some',
          dialect: { bareUrl: 'auto', timeoutUnit: 's' },
          ownUrls: ['http://127.0.0.1:4747/mcp'],
        })
      : { servers: [], skipped: [], invalid: reading.reason };
    expect(found.invalid !== undefined).toBe(file.read.result === 'invalid');
    expect(found.servers.map(comparable)).toMatchObject(
      file.read.servers.map(({ warning, ...server }) => {
        const { path, enabled, secrets, ...expected } = comparable({ path: [], ...server });
        return { ...expected, ...(warning !== undefined && {}) };
      }),
    );
    for (const [index, { warning, secrets }] of file.read.servers.entries()) {
      const there = found.servers[index];
      expect(there?.warnings).toEqual(warning === undefined ? [] : [warning]);
      expect(there?.secrets).toEqual(secrets ?? []);
    }
    expect(found.skipped.map(({ name }) => name)).toEqual(file.skip ?? []);
  });
});

function readFixture(file: ExpectedFile): FoundServers {
  const { content, how } = openFixture(file);
  return readServers(content, how);
}

function ofServers({ servers }: ExpectedFile): ExpectedServer[] {
  return servers.filter(({ transport }) => transport !== 'extension');
}

function comparable(server: ExpectedServer | FoundServer): Partial<ExpectedServer> {
  const { name, path, transport, enabled, command, args, env, url, headers, timeoutMs } = server;
  const variables = Object.entries(env ?? {}).filter(([, value]) => value !== null);
  return {
    name,
    path,
    transport,
    enabled,
    ...(command !== undefined && { command, args }),
    ...(url !== undefined && { url }),
    ...(headers && { headers }),
    ...(env && { env: Object.fromEntries(variables.map(([key, value]) => [key, `${value}`])) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

function bridge({ bridge: { kind, note, ...rest } = {} }: ExpectedServer): object {
  return rest;
}

function unwrapped({ unwrapped: { note, ...rest } = {} }: ExpectedServer): object {
  return rest;
}

function secretPaths(list: readonly { secrets?: FoundServer['secrets'] }[]): unknown[] {
  return list.flatMap(({ secrets = [] }) => secrets.map(({ path }) => path));
}

function sorted<Item>(items: readonly Item[]): string[] {
  return items.map((item) => JSON.stringify(item, Object.keys(order).sort())).sort();
}

const order = { path: 0, where: 0, value: 0, text: 0, kind: 0, name: 0 };

function formatOf({ file }: EdgeCase): 'jsonc' | 'toml' | 'yaml' {
  if (file.endsWith('.toml')) return 'toml';
  return file.endsWith('.yaml') ? 'yaml' : 'jsonc';
}
