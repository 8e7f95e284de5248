import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'boltai', label: 'BoltAI' };

export const boltai: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { apps: ['BoltAI'], inHome: ['.boltai'] }),
  targets(machine) {
    if (machine.platform !== 'darwin') return [];
    const { join, home } = foldersOf(machine);
    return [jsonTarget({ ...itself, path: join(home, '.boltai/mcp.json') })];
  },
  dialect: dialectOf({ bareUrl: 'http', http: false }),
  accepts: strictJson,
  reload: 'quit',
};
