import { lenientJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';
import { byNames } from './reading/switches/by-names.ts';

const itself = { id: 'grok-build', label: 'Grok Build' };

export const grokBuild: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { commands: ['grok'], inHome: ['.grok'] }),
  targets(machine) {
    const { join, home, named } = foldersOf(machine);
    const usual = jsonTarget({
      ...itself,
      path: join(home, '.grok/config.toml'),
      format: 'toml',
      root: ['mcp_servers'],
      notes: [
        "It reads Claude's servers too, unless [compat.claude] says mcps = false: Loom may then " +
          'appear more than once.',
      ],
    });
    const folder = named('GROK_HOME');
    return withMoved(machine, usual, folder && join(folder, 'config.toml'));
  },
  dialect: dialectOf({ bareUrl: 'http', also: { enabled: true } }),
  switches: { read: byNames('disabled_mcp_servers') },
  accepts: lenientJson,
  reload: 'new-session',
};
