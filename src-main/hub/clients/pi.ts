import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

const itself = { id: 'pi', label: 'Pi (pi-mcp-adapter)' };

/** Pi takes no MCP servers itself; the adapter reads several files, some of them neutral ones. */
export const pi: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { inHome: ['.pi/agent'] }),
  targets(machine) {
    const { join, home, config } = foldersOf(machine);
    const shared = {
      write: 'where-exists',
      why: 'Other programs read it too: ~/.pi/agent/mcp.json is enough for Pi.',
      onlyNamed: true,
    } as const;
    return [
      jsonTarget({ ...itself, path: join(home, '.pi/agent/mcp.json') }),
      jsonTarget({
        id: 'pi:config',
        label: 'Shared file (~/.config/mcp)',
        path: join(config, 'mcp/mcp.json'),
        ...shared,
      }),
      jsonTarget({
        id: 'pi:agents',
        label: 'Shared file (~/.agents)',
        path: join(home, '.agents/mcp.json'),
        ...shared,
      }),
    ];
  },
  projectTargets: (project, machine) => [
    projectTarget(itself, foldersOf(machine).join(project, '.pi/mcp.json')),
  ],
  dialect: dialectOf({ bareUrl: 'http' }),
  accepts: strictJson,
  reload: 'new-session',
};
