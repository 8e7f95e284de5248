import { commentedJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const itself = { id: 'factory-droid', label: 'Factory Droid' };

export const factoryDroid: Client = {
  ...itself,
  sure: 'run',
  evidence: (machine) => evidenceOf(machine, { commands: ['droid'], inHome: ['.factory'] }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    const notes = [
      'Its own `droid mcp add` throws away all servers of a file with comments or a byte order mark.',
    ];
    return [jsonTarget({ ...itself, path: join(home, '.factory/mcp.json'), notes })];
  },
  projectTargets: (project, machine) => [
    projectTarget(itself, foldersOf(machine).join(project, '.factory/mcp.json')),
  ],
  dialect: dialectOf({
    bareUrl: 'http',
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    also: { disabled: false },
  }),
  accepts: commentedJson,
  reload: 'at-once',
};
