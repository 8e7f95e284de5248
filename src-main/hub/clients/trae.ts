import { strictJson } from './accepts.ts';
import type { Client, Dialect } from './client.ts';
import { dialectOf, notExpressible } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const itself = { id: 'trae', label: 'Trae' };

const plain = dialectOf({ bareUrl: 'auto' });

const dialect: Dialect = {
  ...plain,
  stdio(entry) {
    if (/\s/.test(entry.command)) throw notExpressible('a command with a blank in its path');
    return plain.stdio(entry);
  },
};

/** The place of the user's file is known second-hand only, and sources differ: all are looked at. */
const places = [
  { id: 'trae', label: 'Trae', folder: 'Trae/User', write: 'where-folder' },
  { id: 'trae:outer', label: 'Trae (outer folder)', folder: 'Trae', write: 'where-exists' },
  { id: 'trae:cn', label: 'Trae CN', folder: 'Trae CN/User', write: 'where-folder' },
  {
    id: 'trae:cn-outer',
    label: 'Trae CN (outer folder)',
    folder: 'Trae CN',
    write: 'where-exists',
  },
] as const;

export const trae: Client = {
  ...itself,
  sure: 'weak',
  evidence: (machine) => {
    const { join, appData } = foldersOf(machine);
    return evidenceOf(machine, {
      commands: ['trae'],
      apps: ['Trae', 'Trae CN'],
      programs: ['Trae', 'Trae CN'],
      paths: [join(appData, 'Trae'), join(appData, 'Trae CN')],
    });
  },
  targets(machine) {
    const { join, appData } = foldersOf(machine);
    return places.map(({ id, label, folder, write }) =>
      jsonTarget({
        id,
        label,
        path: join(appData, folder, 'mcp.json'),
        write,
        ...(write === 'where-exists' && { why: 'Only some versions keep it here.' }),
      }),
    );
  },
  projectTargets: (project, machine) => [
    projectTarget(itself, foldersOf(machine).join(project, '.trae/mcp.json'), {
      notes: ['It counts once "Enable Project MCP" is switched on.'],
    }),
  ],
  dialect,
  accepts: strictJson,
  reload: 'look',
};
