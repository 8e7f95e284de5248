import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'jan', label: 'Jan' };

const local = dialectOf({ bareUrl: 'http' });
const remote = dialectOf({ bareUrl: 'http', types: { http: 'http', sse: 'sse' } });

export const jan: Client = {
  ...itself,
  sure: 'source',
  evidence: (machine) => {
    const { join, appData, data } = foldersOf(machine);
    const folder = join(machine.platform === 'linux' ? data : appData, 'Jan');
    return evidenceOf(machine, { apps: ['Jan'], programs: ['jan', 'Jan'], paths: [folder] });
  },
  targets(machine) {
    const { join, appData, data } = foldersOf(machine);
    const folder = join(machine.platform === 'linux' ? data : appData, 'Jan/data');
    return [
      jsonTarget({
        ...itself,
        path: join(folder, 'mcp_config.json'),
        write: 'where-exists',
        why: 'Jan makes it at its first start, in its "App data" folder, which can be moved.',
      }),
    ];
  },
  /** Every entry has all the keys, a remote one an empty command. */
  dialect: {
    ...local,
    stdio: (entry) => ({ env: {}, ...local.stdio(entry), active: true }),
    http: (entry) => ({ ...remote.http?.(entry), command: '', args: [], env: {}, active: true }),
  },
  accepts: strictJson,
  reload: 'Quit it and start it again.',
};
