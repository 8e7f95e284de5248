import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { byAgentTools } from './reading/switches/by-agent-tools.ts';

const itself = { id: 'amazon-q', label: 'Amazon Q Developer' };

/** The file is a whole agent: its `tools` and `allowedTools` are the user's. */
export const amazonQ: Client = {
  ...itself,
  sure: 'documentation',
  evidence: (machine) => evidenceOf(machine, { inHome: ['.aws/amazonq'] }),
  targets(machine) {
    const { join, home } = foldersOf(machine);
    const folder = join(home, '.aws/amazonq');
    return [
      jsonTarget({ ...itself, path: join(folder, 'default.json') }),
      jsonTarget({
        id: 'amazon-q:agents',
        label: 'Amazon Q Developer, folder of agents',
        path: join(folder, 'agents/default.json'),
        write: 'where-exists',
        why: 'Only some versions keep the default agent here.',
      }),
      jsonTarget({
        id: 'amazon-q:legacy',
        label: 'Amazon Q Developer, old file',
        path: join(folder, 'mcp.json'),
        write: 'never',
        why: 'It is read only while the agent says useLegacyMcpJson: servers are imported from it.',
      }),
    ];
  },
  projectTargets: (project, machine) => [
    projectTarget(itself, foldersOf(machine).join(project, '.amazonq/default.json')),
  ],
  dialect: dialectOf({
    bareUrl: 'http',
    types: { http: 'http' },
    timeout: { key: 'timeout', unit: 'ms' },
  }),
  switches: { read: byAgentTools },
  accepts: strictJson,
  reload: 'chat',
};
