import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'qoder', label: 'Qoder' };

export const qoder: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) =>
    evidenceOf(machine, { apps: ['Qoder'], programs: ['Qoder'], inHome: ['.qoder'] }),
  targets(machine) {
    const { join, home, appData } = foldersOf(machine);
    const path =
      machine.platform === 'win32'
        ? join(appData, 'Qoder/SharedClientCache/mcp.json')
        : join(home, '.qoder/mcp.json');
    return [jsonTarget({ ...itself, path, write: 'where-folder' })];
  },
  dialect: dialectOf({ bareUrl: 'auto', http: false }),
  accepts: strictJson,
  reload: 'look',
};
