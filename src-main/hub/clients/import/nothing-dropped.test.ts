import { expect, test } from 'vitest';
import { decoration, words } from '../reading/entry-words.ts';
import type { FoundServer } from '../reading/found-server.ts';
import { isObject } from '../reading/is-object.ts';
import { readServers } from '../reading/read-servers.ts';
import { expectedFiles } from '../reading/testing/fixtures.ts';
import { openFixture } from '../reading/testing/open-fixture.ts';
import { draftServer } from './draft-server.ts';

type Path = FoundServer['path'];

const files = expectedFiles().filter(({ format }) => format !== 'xml');
const machine = { platform: 'linux', home: '/home/sam', env: {} };

/** All that an import makes of a server, what it says included. */
function outcome(server: FoundServer): string {
  const source = { target: 't', label: 'T', file: 'f' };
  const { source: _, ...draft } = draftServer(server, { source, machine });
  return JSON.stringify(draft);
}

const entries = files.flatMap((file) => {
  const { content, how } = openFixture(file);
  const { servers } = readServers(content, how);
  const of = `${file.client}/${file.file}`;
  return servers.map((server) => ({ of, name: server.name, server, content, how }));
});

test.each(entries)('$of: of $name everything is carried over, or told', (entry) => {
  const { server, content, how } = entry;
  const before = outcome(server);
  const told = new Set([...server.unread, ...words.oauth]);
  const members = membersOf(valueAt(content, server.path), server.path, told);
  const dropped = members.filter((path) => {
    const { servers } = readServers(without(content, path), how);
    const same = servers.find((one) => JSON.stringify(one.path) === JSON.stringify(server.path));
    return same !== undefined && outcome(same) === before;
  });
  expect(dropped).toEqual([]);
});

/** Every member of an entry that says something; of what is told as a whole, only the whole. */
function membersOf(value: unknown, path: Path, told: ReadonlySet<string>): Path[] {
  if (Array.isArray(value)) {
    return value.flatMap((inner, at) => [[...path, at], ...membersOf(inner, [...path, at], told)]);
  }
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([key, inner]) => !decoration.has(key) && !isUsual(key, inner))
    .flatMap(([key, inner]) => {
      const at = [...path, key];
      return told.has(key) ? [at] : [at, ...membersOf(inner, at, told)];
    });
}

const usual: Readonly<Record<string, string>> = {
  tools: '["*"]',
  api_key_header: '"Authorization"',
  api_key_format: '"Bearer {token}"',
  // Every server has these.
  env_vars: '["HOME","LANG"]',
};

/** What holds anyway, or is said by another member: the type of what has an address. */
function isUsual(key: string, value: unknown): boolean {
  if (value === null || value === false || value === '') return true;
  if (typeof value === 'object' && Object.keys(value).length === 0) return true;
  if (/^(enabled|active|isActive)$/.test(key)) return value === true;
  if (/^(type|transport)$/.test(key)) return typeof value === 'string';
  return usual[key] === JSON.stringify(value);
}

function valueAt(content: unknown, path: FoundServer['path']): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)[`${key}`],
    content,
  );
}

function without(content: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (Array.isArray(content)) {
    return rest.length === 0
      ? content.filter((_, at) => at !== key)
      : content.map((value, at) => (at === key ? without(value, rest) : value));
  }
  const members = Object.entries(content as object);
  return Object.fromEntries(
    rest.length === 0
      ? members.filter(([name]) => name !== key)
      : members.map(([name, value]) => [name, name === key ? without(value, rest) : value]),
  );
}
