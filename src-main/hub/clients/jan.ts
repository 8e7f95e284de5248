import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { isObject } from './reading/is-object.ts';
import type { ReadSwitches } from './reading/switches/switch.ts';

const itself = { id: 'jan', label: 'Jan' };

const local = dialectOf({ bareUrl: 'http' });
const remote = dialectOf({ bareUrl: 'http', types: { http: 'http', sse: 'sse' } });

/** What Jan itself writes into every file. */
const usualSeconds = 30;

/** One limit for the calls of all servers; the usual one is nobody's wish. */
const timeLimit: ReadSwitches = ([own]) => {
  const { mcpSettings } = isObject(own?.content) ? own.content : {};
  const { toolCallTimeoutSeconds: seconds } = isObject(mcpSettings) ? mcpSettings : {};
  const isUsual = seconds === undefined || seconds === usualSeconds;
  const note = `not carried over: mcpSettings.toolCallTimeoutSeconds (${seconds})`;
  return () => (isUsual ? {} : { notes: [note] });
};

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
    const name = 'mcp_config.json';
    return [
      jsonTarget({
        ...itself,
        path: join(folder, name),
        movedBy: { file: join(folder, '../settings.json'), key: 'data_folder', name },
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
  switches: { read: timeLimit },
  accepts: strictJson,
  reload: 'quit',
};
