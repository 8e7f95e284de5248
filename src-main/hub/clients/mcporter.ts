import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'mcporter', label: 'MCPorter' };

export const mcporter: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { commands: ['mcporter'], inHome: ['.mcporter'] }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    return [jsonTarget({ ...itself, path: join(home, '.mcporter/mcporter.json') })];
  },
  dialect: dialectOf({ bareUrl: 'auto', http: false }),
  accepts: strictJson,
  reload: 'new-session',
};
