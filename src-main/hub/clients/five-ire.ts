import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'five-ire', label: '5ire' };

export const fiveIre: Client = {
  ...itself,
  sure: 'source',
  evidence: (machine) => {
    const { join, appData } = foldersOf(machine);
    const paths = [join(appData, '5ire')];
    return evidenceOf(machine, { apps: ['5ire'], programs: ['5ire'], paths });
  },
  targets(machine) {
    const { join, appData } = foldersOf(machine);
    return [
      jsonTarget({
        ...itself,
        path: join(appData, '5ire/mcp.json'),
        write: 'never',
        why: 'New versions keep their servers in a database and read this file no more.',
      }),
    ];
  },
  dialect: dialectOf({ bareUrl: 'auto', also: { isActive: true } }),
  accepts: strictJson,
  reload: 'quit',
  byHand: 'Add a local tool in its window, with the command and arguments that Loom shows.',
};
