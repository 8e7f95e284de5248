import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Machine } from '../client.ts';
import { foldersOf } from '../folders.ts';

const folder = fileURLToPath(new URL('fixtures/', import.meta.url));

const Entry = z.record(z.string(), z.json());

const FixtureFile = z.object({
  file: z.string(),
  installPath: z.partialRecord(z.enum(['all', 'macos', 'windows', 'linux']), z.string().nullable()),
  scope: z.string(),
  format: z.enum(['json', 'jsonc', 'toml', 'yaml', 'xml']),
  strict: z
    .object({ comments: z.boolean(), trailingCommas: z.boolean(), bom: z.boolean() })
    .optional(),
  write: z
    .object({
      path: z.array(z.string()),
      stdio: Entry,
      http: Entry.nullable(),
      also: z
        .array(z.object({ path: z.array(z.string()), appendIfPresent: z.string() }))
        .optional(),
    })
    .nullable(),
});

/** What `expected.json` says of a client's file; what it says of the servers in it is read elsewhere. */
export type FixtureFile = z.output<typeof FixtureFile> & { client: string };

export function clientFixtures(): FixtureFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'edge-cases')
    .flatMap(({ name }) => {
      const text = readFileSync(`${folder}${name}/expected.json`, 'utf8');
      const { files } = z.object({ files: z.array(FixtureFile) }).parse(JSON.parse(text));
      return files.map((file) => ({ ...file, client: name }));
    });
}

const systems = { darwin: 'macos', win32: 'windows', linux: 'linux' } as const;

/** Where a machine keeps that file; none where it has no such file. */
export function installPaths(
  { installPath }: FixtureFile,
  machine: Machine & { platform: keyof typeof systems },
  project: string,
): string[] {
  const { join } = foldersOf(machine);
  const said = installPath.all ?? installPath[systems[machine.platform]];
  return (said ?? '')
    .split(' | ')
    .filter(Boolean)
    .map((path) =>
      join(
        path
          .replace(/^~/, () => machine.home)
          .replace('<project>', () => project)
          .replace(/%(\w+)%/g, (_, name) => machine.env[name] ?? ''),
      ),
    );
}
