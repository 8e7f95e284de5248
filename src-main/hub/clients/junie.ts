import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const named = { id: 'junie', label: 'Junie' };
const file = '.junie/mcp/mcp.json';

/** JetBrains' agent; the plugin and the CLI share their files. */
export const junie: Client = {
  ...named,
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { commands: ['junie'], inHome: ['.junie'] }),
  targets: (machine) => {
    const { join, home } = foldersOf(machine);
    return [jsonTarget({ ...named, path: join(home, file) })];
  },
  projectTargets: (project, machine) => [
    projectTarget(named, foldersOf(machine).join(project, file)),
  ],
  dialect: dialectOf({ bareUrl: 'http' }),
  accepts: strictJson,
  reload: 'new-session',
};
