import { jsonWithBom } from './accepts.ts';
import type { Client, Machine, Target } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const file = 'Claude/claude_desktop_config.json';

export const claudeDesktop: Client = {
  id: 'claude-desktop',
  label: 'Claude Desktop',
  sure: 'documentation',
  evidence: (machine) => {
    const { join, localAppData, appData } = foldersOf(machine);
    return evidenceOf(machine, {
      apps: ['Claude'],
      ...(machine.platform === 'win32' && {
        paths: [packageFolder(machine), join(localAppData, 'AnthropicClaude')],
      }),
      // There is no official application for Linux; the community's builds have this folder.
      linux: [join(appData, 'Claude')],
    });
  },
  targets: (machine) => {
    if (machine.platform === 'win32') return onWindows(machine);
    const { join, appData } = foldersOf(machine);
    const path = join(appData, file);
    const write = machine.platform === 'darwin' ? 'always' : 'where-folder';
    return [jsonTarget({ id: 'claude-desktop', label: 'Claude Desktop', path, write })];
  },
  // Remote servers are connectors there, called from Anthropic's cloud: no loopback address can work.
  dialect: dialectOf({ bareUrl: 'http', http: false }),
  accepts: jsonWithBom,
  reload: 'quit-fully',
};

/** The packaged application sees a redirected AppData; older builds read the real one. */
function onWindows(machine: Machine): Target[] {
  const { join, appData } = foldersOf(machine);
  const packaged = packageFolder(machine);
  return [
    jsonTarget({
      id: 'claude-desktop',
      label: 'Claude Desktop',
      path: join(appData, file),
      unless: {
        exists: packaged,
        write: 'where-exists',
        why: 'The packaged Claude Desktop has its own file.',
      },
    }),
    jsonTarget({
      id: 'claude-desktop:msix',
      label: 'Claude Desktop, packaged',
      path: join(packaged, 'LocalCache/Roaming', file),
      evidence: [{ path: packaged }],
    }),
  ];
}

function packageFolder(machine: Machine): string {
  const { join, localAppData } = foldersOf(machine);
  return join(localAppData, 'Packages/Claude_*');
}
