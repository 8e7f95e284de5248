import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Client, Machine, Target } from './client.ts';
import { clients } from './index.ts';
import { clientFixtures, type FixtureFile, installPaths } from './testing/client-fixtures.ts';
import { machines, projects } from './testing/machines.ts';

const systems = ['darwin', 'linux', 'win32'] as const;
const fixtures = clientFixtures();

function clientOf({ client }: FixtureFile): Client {
  const found = clients.find(({ id }) => id === client);
  if (!found) throw new Error(`no client ${client}`);
  return found;
}

function allTargets(client: Client, machine: Machine, project: string): readonly Target[] {
  return [...client.targets(machine), ...(client.projectTargets?.(project, machine) ?? [])];
}

/** The targets that a fixture is a file of, on all systems. */
function targetsOf(fixture: FixtureFile): Target[] {
  return systems.flatMap((system) => {
    const paths = installPaths(fixture, machines[system], projects[system]);
    return allTargets(clientOf(fixture), machines[system], projects[system]).filter(
      (target) => target.scope !== 'local' && paths.some((path) => isAt(target, path)),
    );
  });
}

/** A target with a star is at every path that the star can stand for. */
function isAt(target: Target, path: string): boolean {
  if (target.path === path) return true;
  const [before = '', after = ''] = target.path.split('*');
  return target.path.includes('*') && path.startsWith(before) && path.endsWith(after);
}

test('knows every client that there are sample files of', () => {
  const known = clients.map(({ id }) => id);
  expect(fixtures.map(({ client }) => client).filter((id) => !known.includes(id))).toEqual([]);
});

describe.each(systems)('on %s', (system) => {
  const machine = machines[system];
  const project = projects[system];

  test('every target has an id of its own, which begins with its client', () => {
    const ids = clients.flatMap((client) =>
      allTargets(client, machine, project).map(({ id }) => {
        expect(id === client.id || id.startsWith(`${client.id}:`)).toBe(true);
        return id;
      }),
    );
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('every path is a full one, has at most one star, and stands once per client and root', () => {
    const { isAbsolute, normalize } = system === 'win32' ? win32 : posix;
    for (const client of clients) {
      const targets = allTargets(client, machine, project);
      for (const { path, label } of targets) {
        expect([label, path, isAbsolute(path)]).toEqual([label, normalize(path), true]);
        expect(path.split('*').length).toBeLessThanOrEqual(2);
      }
      const places = targets.map(({ path, root }) => JSON.stringify([path, root]));
      expect(new Set(places).size).toBe(places.length);
    }
  });

  test('every file that Loom does not write has a reason', () => {
    const silent = clients
      .flatMap((client) => allTargets(client, machine, project))
      .filter(({ write, why }) => (write === 'never' || write === 'where-exists') && !why);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test('every client leaves traces or has no file at all', () => {
    const blind = clients.filter(
      (client) =>
        client.targets(machine).some(({ evidence }) => !evidence) &&
        client.evidence(machine).length === 0,
    );
    expect(blind.map(({ id }) => id)).toEqual([]);
  });

  const kept = fixtures.filter(({ format }) => format !== 'xml');
  test.each(kept)('finds $client/$file where the client keeps it', (fixture) => {
    const paths = installPaths(fixture, machine, project);
    const known = allTargets(clientOf(fixture), machine, project);
    expect(paths.filter((path) => !known.some((target) => isAt(target, path)))).toEqual([]);
  });
});

const written = fixtures.filter(({ write }) => write);
describe.each(written)('$client/$file', (fixture) => {
  const write = fixture.write ?? { path: [], stdio: {}, http: null };

  test('has its entry where the client looks', () => {
    const isList = write.path.at(-1) === '-';
    for (const target of targetsOf(fixture)) {
      expect(target.root).toEqual(write.path.slice(0, -1));
      expect(target.container).toBe(isList ? 'list' : 'map');
      expect(target.write).not.toBe('never');
      expect(target.format).toBe(fixture.format);
    }
    expect(targetsOf(fixture).length).toBeGreaterThan(0);
  });

  test('gets the entries that the client understands', () => {
    for (const { dialect = clientOf(fixture).dialect } of targetsOf(fixture)) {
      const name = String(write.stdio.name ?? 'loom');
      const entry = { name, command: '@LOOM_BIN@', args: ['proxy'], env: {} };
      expect(dialect.stdio(entry)).toEqual(write.stdio);
      const headers = { Authorization: 'Bearer @LOOM_TOKEN@' };
      const http = { name, transport: 'http', url: '@LOOM_URL@', headers } as const;
      expect(dialect.http?.(http) ?? null).toEqual(write.http);
      expect(JSON.stringify(dialect.http?.({ ...http, headers: {} }) ?? {})).not.toMatch('Auth');
    }
  });

  test('is judged by what the client itself can read', () => {
    const { strict } = fixture;
    if (!strict) return;
    const { trailingCommas: trailingComma, ...rest } = strict;
    for (const { accepts = clientOf(fixture).accepts } of targetsOf(fixture))
      expect(accepts).toEqual({ ...rest, trailingComma });
  });
});

test.each(fixtures.filter(({ write, format }) => !write && format !== 'xml'))(
  '$client/$file is read only',
  (fixture) => {
    const targets = targetsOf(fixture);
    // A file of two clients is the other one's to write.
    expect(targets.map(({ write }) => write)).toEqual(targets.map(() => 'never'));
    expect(targets.length).toBeGreaterThan(0);
  },
);

test('an allow list in the file gets the entry too, where there is one', () => {
  const extra = fixtures.filter(({ write }) => write?.also);
  expect(extra.map(({ client }) => client)).toContain('gemini-cli');
  for (const fixture of extra) {
    for (const { path, appendIfPresent } of fixture.write?.also ?? []) {
      const { extraEdits } = clientOf(fixture);
      const holding = (list: unknown) =>
        path.reduceRight((value: unknown, key) => ({ [key]: value }), list);
      expect(extraEdits?.(holding(['other']), appendIfPresent)).toMatchObject([
        { appendTo: path, value: appendIfPresent },
      ]);
      expect(extraEdits?.(holding([appendIfPresent]), appendIfPresent)).toEqual([]);
      expect(extraEdits?.(holding([]), appendIfPresent)).toEqual([]);
      expect(extraEdits?.({}, appendIfPresent)).toEqual([]);
      expect(extraEdits?.(undefined, appendIfPresent)).toEqual([]);
    }
  }
});

test.each(clients)('$id refers to its environment only in places that it names', ({ dialect }) => {
  const token = { prefix: '', fromEnv: 'TOKEN' };
  const bearer = { prefix: 'Bearer ', fromEnv: 'TOKEN' };
  const stdio = { name: 'x', command: 'x', args: [], env: {} };
  const http = { name: 'x', transport: 'http', url: 'http://127.0.0.1', headers: {} } as const;
  const tries = {
    arg: () => dialect.stdio({ ...stdio, args: [token] }),
    env: () => dialect.stdio({ ...stdio, env: { TOKEN: token } }),
    url: () => dialect.http?.({ ...http, url: token }),
    header: () => dialect.http?.({ ...http, headers: { Authorization: bearer } }),
  };
  for (const [place, attempt] of Object.entries(tries))
    expect([place, says(attempt)]).toEqual([place, dialect.refersIn.some((one) => one === place)]);
});

/** Whether the entry names the variable; it may also be refused. */
function says(attempt: () => unknown): boolean {
  try {
    return /TOKEN/.test(JSON.stringify(attempt()) ?? '');
  } catch (error) {
    expect(error).toMatchObject({ code: 'not-expressible' });
    return false;
  }
}
