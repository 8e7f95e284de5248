import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf, envReference, everywhere } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const named = { id: 'cursor', label: 'Cursor' };

export const cursor: Client = {
  ...named,
  sure: 'documentation',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['cursor', 'cursor-agent'],
      apps: ['Cursor'],
      programs: ['cursor'],
      // An AppImage is nowhere in particular, but leaves its settings.
      linux: ['/usr/share/cursor', foldersOf(machine).join(foldersOf(machine).appData, 'Cursor')],
    }),
  targets: (machine) => {
    const { join, home } = foldersOf(machine);
    return [jsonTarget({ ...named, path: join(home, '.cursor/mcp.json') })];
  },
  projectTargets: (project, machine) => [
    projectTarget(named, foldersOf(machine).join(project, '.cursor/mcp.json')),
  ],
  dialect: dialectOf({
    types: { stdio: 'stdio' },
    references: { as: envReference, in: everywhere },
    bareUrl: 'auto',
  }),
  // Most versions read comments, but its documentation does not promise that.
  accepts: { ...strictJson, bom: true },
  reload: 'window',
  approval: 'A new server may be off until it is switched on in Settings, MCP.',
  installLink: (name, entry) => {
    const config = encodeURIComponent(btoa(JSON.stringify(entry)));
    const query = `name=${encodeURIComponent(name)}&config=${config}`;
    return `cursor://anysphere.cursor-deeplink/mcp/install?${query}`;
  },
};
