import { lenientJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'openclaw', label: 'OpenClaw' };

/** Its file is JSON5: keys without quotes, texts in single ones. */
export const openclaw: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { commands: ['openclaw'], inHome: ['.openclaw'] }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    const path = join(home, '.openclaw/openclaw.json');
    return [jsonTarget({ ...itself, path, format: 'json5', root: ['mcp', 'servers'] })];
  },
  dialect: dialectOf({
    bareUrl: 'auto',
    typeKey: 'transport',
    types: { http: 'streamable-http' },
  }),
  accepts: lenientJson,
  reload: 'gateway',
};
