import { jsonWithBom } from './accepts.ts';
import type { Client, Machine } from './client.ts';
import { dialectOf, envReference, everywhere } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const named = { id: 'devin', label: 'Devin' };

/** Devin Desktop, which was Windsurf, and the Devin CLI; the old Cascade has a file of its own. */
export const devin: Client = {
  ...named,
  sure: 'second-hand',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['devin'],
      apps: ['Devin'],
      programs: ['Devin'],
      paths: [folderOf(machine)],
    }),
  targets: (machine) => {
    const { join } = foldersOf(machine);
    const folder = folderOf(machine);
    return [
      jsonTarget({ ...named, path: join(folder, 'mcp_config.json'), write: 'where-folder' }),
      jsonTarget({
        id: 'devin:old',
        label: 'Devin, old config',
        path: join(folder, 'config.json'),
        write: 'never',
        why: 'Devin moves the servers of this file to mcp_config.json when it starts.',
      }),
    ];
  },
  projectTargets: (project, machine) => {
    const { join } = foldersOf(machine);
    return [
      projectTarget(named, join(project, '.devin/mcp_config.json')),
      jsonTarget({
        id: 'devin:local',
        label: 'Devin, this project, for you alone',
        scope: 'project',
        path: join(project, '.devin/mcp_config.local.json'),
        onlyNamed: true,
      }),
    ];
  },
  dialect: dialectOf({
    types: { http: 'http', sse: 'sse' },
    typeKey: 'transport',
    references: { as: envReference, in: everywhere },
    bareUrl: 'auto',
  }),
  accepts: jsonWithBom,
  reload: 'new-session',
};

function folderOf(machine: Machine): string {
  const { join, config, appData } = foldersOf(machine);
  return join(machine.platform === 'win32' ? appData : config, 'devin');
}
