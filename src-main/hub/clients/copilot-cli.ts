import { lenientJson } from './accepts.ts';
import type { Client, Target } from './client.ts';
import { dialectOf, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';

const named = { id: 'copilot-cli', label: 'Copilot CLI' };

export const copilotCli: Client = {
  ...named,
  sure: 'run',
  evidence: (machine) => evidenceOf(machine, { commands: ['copilot'], inHome: ['.copilot'] }),
  targets: (machine) => {
    const { join, home, named: variable } = foldersOf(machine);
    const folder = join(home, '.copilot');
    const usual: Target = jsonTarget({
      ...named,
      format: 'jsonc',
      path: join(folder, 'mcp-config.json'),
      lock: { kind: 'held-file', path: join(folder, '.mcp-writer.lock'), staleMs: 10_000 },
    });
    // XDG_CONFIG_HOME does not move it, whatever older documentation says.
    const moved = variable('COPILOT_HOME');
    return withMoved(machine, usual, moved && join(moved, 'mcp-config.json'));
  },
  projectTargets: (project, machine) => {
    const { join } = foldersOf(machine);
    return [
      projectTarget(named, join(project, '.github/mcp.json'), { format: 'jsonc' }),
      jsonTarget({
        id: 'copilot-cli:workspace',
        label: 'Copilot CLI, this project (.mcp.json)',
        scope: 'project',
        format: 'jsonc',
        path: join(project, '.mcp.json'),
        // A bare map; with `mcpServers` it is the file of Claude Code.
        root: [],
        write: 'never',
        why: 'This file is shared with Claude Code, which needs the key mcpServers in it.',
      }),
    ];
  },
  dialect: dialectOf({
    types: { stdio: 'local', http: 'http', sse: 'sse' },
    also: { tools: ['*'] },
    timeout: { key: 'timeout', unit: 'ms' },
    references: { as: shellReference, in: ['env', 'url', 'header'] },
    bareUrl: 'auto',
  }),
  accepts: lenientJson,
  reload: 'next-turn',
};
