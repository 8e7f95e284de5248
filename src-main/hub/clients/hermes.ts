import { lenientJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'hermes', label: 'Hermes' };

export const hermes: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { commands: ['hermes'], inHome: ['.hermes'] }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    const path = join(home, '.hermes/config.yaml');
    return [jsonTarget({ ...itself, path, format: 'yaml', root: ['mcp_servers'] })];
  },
  dialect: dialectOf({ bareUrl: 'http' }),
  accepts: lenientJson,
  reload: 'new-session',
};
