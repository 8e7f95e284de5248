import { lenientJson, strictJson } from './accepts.ts';
import type { Client, Machine, SwitchesWhere, Target } from './client.ts';
import { extensionTargets, extensionTraces } from './code-editors.ts';
import { bracedReference, everywhere } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { openDialect } from './open-dialect.ts';
import { byPatterns } from './reading/switches/by-patterns.ts';
import { rooDialect } from './roo-code.ts';

const extension = 'kilocode.kilo-code';
const shape = { format: 'jsonc', root: ['mcp'] } as const;

/** Version 7, the extension and the CLI: built on opencode. Earlier ones were made of Roo Code. */
export const kiloCode: Client = {
  id: 'kilo-code',
  label: 'Kilo Code',
  sure: 'run',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['kilo'],
      paths: [folderOf(machine), ...extensionTraces(machine, extension)],
    }),
  targets: (machine) => [...current(machine), ...old(machine)],
  projectTargets: (project, machine) => {
    const { join } = foldersOf(machine);
    const named = { id: 'kilo-code', label: 'Kilo Code' };
    const others = ['kilo.json', '.kilo/kilo.jsonc', '.kilo/kilo.json'].map((file) =>
      jsonTarget({
        ...shape,
        id: `kilo-code:project:${file}`,
        label: `Kilo Code, this project (${file})`,
        scope: 'project',
        path: join(project, file),
        write: 'where-exists',
        why: 'kilo.jsonc is the usual file of a project.',
      }),
    );
    return [
      projectTarget(named, join(project, 'kilo.jsonc'), shape),
      ...others,
      jsonTarget({
        ...oldShape,
        id: 'kilo-code:project:old',
        label: 'Kilo Code, this project, old',
        scope: 'project',
        path: join(project, '.kilocode/mcp.json'),
      }),
    ];
  },
  // Of opencode's keys, cwd is not known to be one of Kilo's.
  dialect: openDialect({ as: bracedReference, in: everywhere }),
  switches: { read: byPatterns, layers: merged },
  accepts: lenientJson,
  reload: 'new-session',
};

/** Of the servers in its old files nothing is said there. */
function merged(target: Target, { machine, project }: SwitchesWhere): string[] {
  if (target.root.join('/') !== 'mcp') return [];
  const { join } = foldersOf(machine);
  const files = ['config.json', 'opencode.json', 'opencode.jsonc', 'kilo.json', 'kilo.jsonc'];
  const inProject = ['kilo.json', 'kilo.jsonc', '.kilo/kilo.json', '.kilo/kilo.jsonc'];
  return [
    ...files.map((file) => join(folderOf(machine), file)),
    ...(project === undefined ? [] : inProject.map((file) => join(project, file))),
  ];
}

const oldShape = {
  write: 'never',
  why: 'Kilo Code 7 keeps its servers in kilo.jsonc.',
  dialect: rooDialect,
  accepts: strictJson,
} as const;

/** All of these are read and merged; one of them is enough to write. */
function current(machine: Machine): Target[] {
  const { join } = foldersOf(machine);
  const path = (file: string) => join(folderOf(machine), file);
  const jsonc = jsonTarget({
    ...shape,
    id: 'kilo-code',
    label: 'Kilo Code',
    path: path('kilo.jsonc'),
    unless: { exists: path('kilo.json'), write: 'where-exists', why: 'There is a kilo.json.' },
  });
  const plain = jsonTarget({
    ...shape,
    id: 'kilo-code:kilo.json',
    label: 'Kilo Code (kilo.json)',
    path: path('kilo.json'),
    write: 'where-exists',
    why: 'Kilo Code reads kilo.jsonc as well.',
    unless: { exists: path('kilo.jsonc'), write: 'never', why: 'There is a kilo.jsonc.' },
  });
  const shared = ['opencode.jsonc', 'opencode.json', 'config.json'].map((file) =>
    jsonTarget({
      ...shape,
      id: `kilo-code:${file}`,
      label: `Kilo Code (${file})`,
      path: path(file),
      write: 'never',
      why: 'kilo.jsonc is the usual file.',
    }),
  );
  return [jsonc, plain, ...shared];
}

function old(machine: Machine): Target[] {
  const { join, home } = foldersOf(machine);
  const storages = extensionTargets(machine, {
    client: 'kilo-code:storage',
    label: 'Kilo Code, old,',
    extension,
    file: 'settings/mcp_settings.json',
  });
  const cli = jsonTarget({
    id: 'kilo-code:old-cli',
    label: 'Kilo CLI, old',
    path: join(home, '.kilocode/cli/global/settings/mcp_settings.json'),
  });
  return [...storages, cli].map((target) => ({ ...target, ...oldShape }));
}

function folderOf(machine: Machine): string {
  const { join, xdgConfig } = foldersOf(machine);
  return join(xdgConfig, 'kilo');
}
