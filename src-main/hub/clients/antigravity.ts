import { strictJson } from './accepts.ts';
import type { Client, Target } from './client.ts';
import { dialectOf, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const named = { id: 'antigravity', label: 'Antigravity' };
const oldFolders = ['antigravity', 'antigravity-ide', 'antigravity-cli'];
const otherProjectFolders = ['.agent', '_agents', '_agent'];

/** The IDE and the command `agy` share their files. */
export const antigravity: Client = {
  ...named,
  sure: 'second-hand',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['agy', 'antigravity'],
      apps: ['Antigravity'],
      programs: ['Antigravity'],
      linux: ['/usr/share/antigravity'],
    }),
  targets: (machine) => {
    const { join, home } = foldersOf(machine);
    return [
      jsonTarget({ ...named, path: join(home, '.gemini/config/mcp_config.json') }),
      ...oldFolders.map((folder) =>
        importOnly({
          id: `antigravity:${folder}`,
          label: `Antigravity, old (${folder})`,
          path: join(home, '.gemini', folder, 'mcp_config.json'),
        }),
      ),
    ];
  },
  projectTargets: (project, machine) => {
    const { join } = foldersOf(machine);
    return [
      projectTarget(named, join(project, '.agents/mcp_config.json')),
      ...otherProjectFolders.map((folder) => ({
        ...importOnly({
          id: `antigravity:${folder}`,
          label: `Antigravity, this project (${folder})`,
          path: join(project, folder, 'mcp_config.json'),
        }),
        scope: 'project' as const,
      })),
    ];
  },
  dialect: dialectOf({
    urlKey: 'serverUrl',
    references: { as: shellReference, in: ['env', 'header'] },
    bareUrl: 'auto',
  }),
  accepts: strictJson,
  reload: 'refresh',
};

function importOnly(given: Pick<Target, 'id' | 'label' | 'path'>): Target {
  const why = 'Newer versions read another file.';
  return jsonTarget({ ...given, write: 'never', why });
}
