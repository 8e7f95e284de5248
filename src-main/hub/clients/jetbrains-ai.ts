import { jsonWithBom } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const named = { id: 'jetbrains-ai', label: 'JetBrains AI Assistant' };
const file = '.ai/mcp/mcp.json';

/** No file of it is documented, so Loom makes none, and never touches the XML of the IDEs. */
const rule = {
  write: 'where-exists',
  why: 'JetBrains documents no file; only one that the IDE has made is written.',
  notes: ['Please check in Settings, Tools, AI Assistant, MCP that the server is there and on.'],
} as const;

export const jetbrainsAi: Client = {
  ...named,
  sure: 'weak',
  evidence: (machine) => {
    const { join, appData } = foldersOf(machine);
    return evidenceOf(machine, {
      commands: ['idea', 'pycharm', 'webstorm', 'goland', 'phpstorm', 'rider', 'clion'],
      paths: [join(appData, 'JetBrains')],
      inHome: ['.ai/mcp'],
    });
  },
  targets: (machine) => {
    const { join, home } = foldersOf(machine);
    return [jsonTarget({ ...named, ...rule, path: join(home, file) })];
  },
  projectTargets: (project, machine) => [
    projectTarget(named, foldersOf(machine).join(project, file), rule),
  ],
  dialect: dialectOf({ bareUrl: 'http' }),
  switches: {
    read: () => () => ({ notes: ['each IDE keeps by itself whether it is on: it is taken to be'] }),
  },
  accepts: jsonWithBom,
  reload: 'apply',
  byHand:
    'Open Settings, Tools, AI Assistant, Model Context Protocol, and paste the entry as JSON; ' +
    'or use "Import from Claude" there once Claude Desktop is synced.',
};
