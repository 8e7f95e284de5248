import { lenientJson } from './accepts.ts';
import type { Client, Machine, SwitchesWhere, Target } from './client.ts';
import { bracedReference, everywhere } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { openDialect } from './open-dialect.ts';
import { byPatterns } from './reading/switches/by-patterns.ts';

const itself = { id: 'opencode', label: 'opencode' };
const jsonc = { format: 'jsonc', root: ['mcp'] } as const;

export const opencode: Client = {
  ...itself,
  sure: 'run',
  evidence: (machine) => {
    const { join, xdgConfig } = foldersOf(machine);
    return evidenceOf(machine, { commands: ['opencode'], paths: [join(xdgConfig, 'opencode')] });
  },
  targets(machine) {
    const { join, xdgConfig } = foldersOf(machine);
    const folder = join(xdgConfig, 'opencode');
    return [
      ...pair(machine, folder, itself),
      jsonTarget({
        id: 'opencode:config.json',
        label: 'opencode (config.json)',
        path: join(folder, 'config.json'),
        ...jsonc,
        write: 'never',
        why: 'opencode.json stands above it.',
      }),
      ...named(machine),
    ];
  },
  projectTargets(project, machine) {
    const { join } = foldersOf(machine);
    const scope = 'project' as const;
    const label = `${itself.label}, this project`;
    return [
      ...pair(machine, project, { id: 'opencode:project', label, scope }),
      ...pair(machine, join(project, '.opencode'), {
        id: 'opencode:project-folder',
        label: `${label} (.opencode)`,
        scope,
      }).map((target) => ({ ...target, write: 'where-exists' as const, why: besides })),
    ];
  },
  dialect: openDialect({ as: bracedReference, in: everywhere }, 'cwd'),
  switches: { read: byPatterns, layers: merged },
  accepts: lenientJson,
  reload: 'restart',
  limits: { note: 'Tools are called <server>_<tool>.' },
};

const besides = 'opencode.json in the project itself is the usual file.';

/** The files that opencode makes one of, in its order. */
function merged(_target: Target, { machine, project }: SwitchesWhere): string[] {
  const { join, xdgConfig, named: pathIn } = foldersOf(machine);
  const folder = join(xdgConfig, 'opencode');
  const added = pathIn('OPENCODE_CONFIG');
  const last = pathIn('OPENCODE_CONFIG_DIR');
  const both = (at: string) => [join(at, 'opencode.json'), join(at, 'opencode.jsonc')];
  return [
    join(folder, 'config.json'),
    ...both(folder),
    ...(added ? [added] : []),
    ...(project === undefined ? [] : [...both(project), ...both(join(project, '.opencode'))]),
    ...(last ? both(last) : []),
  ];
}

/** All files of a folder are merged, and `.jsonc` comes last: where it exists, it has the entry. */
function pair(
  machine: Machine,
  folder: string,
  about: Pick<Target, 'id' | 'label'> & Partial<Target>,
): Target[] {
  const { join } = foldersOf(machine);
  const [plain, withComments] = [join(folder, 'opencode.json'), join(folder, 'opencode.jsonc')];
  return [
    jsonTarget({
      ...about,
      path: plain,
      ...jsonc,
      unless: {
        exists: withComments,
        write: 'never',
        why: 'opencode.jsonc beside it has the last word.',
      },
    }),
    jsonTarget({
      ...about,
      id: `${about.id}:opencode.jsonc`,
      label: `${about.label} (opencode.jsonc)`,
      path: withComments,
      ...jsonc,
      write: 'where-exists',
      why: 'opencode.json is the usual file.',
    }),
  ];
}

/** Files that variables add to the usual ones. */
function named(machine: Machine): Target[] {
  const { join, named: pathIn } = foldersOf(machine);
  const folder = pathIn('OPENCODE_CONFIG_DIR');
  const places = {
    OPENCODE_CONFIG: pathIn('OPENCODE_CONFIG'),
    OPENCODE_CONFIG_DIR: folder && join(folder, 'opencode.json'),
  };
  return Object.entries(places).flatMap(([variable, path]) => {
    if (!path) return [];
    const id = `opencode:${variable}`;
    return [jsonTarget({ id, label: `opencode (${variable})`, path, ...jsonc, onlyNamed: true })];
  });
}
