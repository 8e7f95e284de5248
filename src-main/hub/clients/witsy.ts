import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'witsy', label: 'Witsy' };

export const witsy: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => {
    const { join, appData } = foldersOf(machine);
    const paths = [join(appData, 'Witsy')];
    return evidenceOf(machine, { apps: ['Witsy'], programs: ['Witsy'], paths });
  },
  targets(machine) {
    const { join, appData } = foldersOf(machine);
    return [
      jsonTarget({
        ...itself,
        path: join(appData, 'Witsy/settings.json'),
        write: 'never',
        why: 'It holds all of its settings in memory and writes them back.',
      }),
    ];
  },
  dialect: dialectOf({ bareUrl: 'auto', http: false }),
  accepts: strictJson,
  reload: 'quit',
  byHand: 'Add a server in its settings, with the command and arguments that Loom shows.',
};
