import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Machine, Target } from '../client.ts';
import { clients } from '../index.ts';
import { clientFixtures, type FixtureFile, installPaths } from '../testing/client-fixtures.ts';
import { createSyncFixture, type SyncFixture } from './testing/sync-fixture.ts';

let fixture: SyncFixture;
beforeEach(() => {
  fixture = createSyncFixture();
  // Some builds can be given HTTP alone, and not all of them have a place for a token.
  Object.assign(fixture.hub, { http: 'http://127.0.0.1:8088/mcp', asksForToken: false });
});
afterEach(() => fixture[Symbol.dispose]());

const somewhere = '/home/ada';
const machine: Machine & { platform: 'linux' } = { platform: 'linux', home: somewhere, env: {} };

const targets = clients.flatMap((client) =>
  client
    .targets(machine)
    .filter((target) => target.write !== 'never' && !target.path.includes('*'))
    .filter(({ path }) => path.startsWith(somewhere))
    .map((target) => [target.id, target] as const),
);

describe.each(targets)('%s', (id, target) => {
  const ownFile = () => fixture.home + target.path.slice(somewhere.length);
  const request = { targets: [id] };

  test.each(textsFor(target))(
    '%s: written once, seen as synced, and as it was',
    async (_, text) => {
      const file = ownFile();
      await mkdir(dirname(file), { recursive: true });
      if (text !== undefined) await writeFile(file, text);
      else if (target.write === 'where-exists') {
        expect((await fixture.sync.preview(request)).refused).toHaveLength(1);
        return;
      }
      const result = await fixture.apply(request);
      expect(result).toMatchObject({ written: [{ file }], refused: [] });
      const stateOf = async () =>
        (await fixture.sync.list(request)).find((view) => view.file === file)?.state;
      expect(await stateOf()).toEqual({ phase: 'synced' });
      const again = await fixture.sync.preview(request);
      expect(again.changes.map(({ action }) => action)).toEqual(['none']);

      const synced = await readFile(file);
      await fixture.apply({ ...request, remove: true });
      expect(existsSync(file) ? await readFile(file) : undefined).toEqual(text);
      await fixture.undo();
      expect(await readFile(file)).toEqual(synced);
      expect(await stateOf()).toEqual({ phase: 'synced' });
      await fixture.undo({ to: 1 });
      expect(existsSync(file) ? await readFile(file) : undefined).toEqual(text);
    },
  );
});

/** No file, and every fixture that is the file of this target. */
function textsFor({ path }: Target): [string, Buffer | undefined][] {
  const files = clientFixtures().filter(
    (file) => file.write !== null && installPaths(file, machine, '/project').includes(path),
  );
  return [
    ['no file', undefined],
    ...files.map((file): [string, Buffer] => [file.file, readFixture(file)]),
  ];
}

function readFixture({ client, file }: FixtureFile): Buffer {
  return readFileSync(new URL(`../testing/fixtures/${client}/${file}`, import.meta.url));
}
