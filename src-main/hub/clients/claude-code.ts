import { jsonWithBom } from './accepts.ts';
import type { Client, Machine, SwitchesWhere, Target } from './client.ts';
import { dialectOf, everywhere, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';
import { claudeSwitches } from './reading/switches/claude-switches.ts';

const label = 'Claude Code';

export const claudeCode: Client = {
  id: 'claude-code',
  label,
  sure: 'run',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['claude'],
      inHome: ['.local/bin/claude', '.claude', '.claude.json'],
    }),
  targets: (machine) => {
    const { join, named } = foldersOf(machine);
    const moved = named('CLAUDE_CONFIG_DIR');
    const target = claudeFile('claude-code', label, userFile(machine));
    return withMoved(machine, target, moved && join(moved, '.claude.json'));
  },
  projectTargets: (project, machine) => [
    projectTarget({ id: 'claude-code', label }, foldersOf(machine).join(project, '.mcp.json'), {
      notes: ['Claude Code asks each person once whether a project may start its servers.'],
    }),
    localTarget(project, machine),
  ],
  dialect: dialectOf({
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    timeout: { key: 'timeout', unit: 'ms' },
    references: { as: shellReference, in: everywhere },
    bareUrl: 'stdio',
  }),
  switches: { read: claudeSwitches, layers: filesThatCount },
  accepts: jsonWithBom,
  reload: 'session-or-reconnect',
  managed: (machine) => [
    {
      path: foldersOf(machine).join(managedFolder(machine), 'managed-mcp.json'),
      note: 'An administrator has fixed the servers of Claude Code: this entry has no effect.',
    },
  ],
  limits: {
    toolName: 123,
    note: 'A tool is called mcp__<server>__<tool>, of letters, digits, - and _, at most 128.',
  },
};

/** What a project's `.mcp.json` brings may be refused in any of these. */
function filesThatCount(target: Target, { machine, project }: SwitchesWhere): string[] {
  if (target.scope !== 'project' || project === undefined) return [];
  const { join, home, named } = foldersOf(machine);
  const moved = named('CLAUDE_CONFIG_DIR');
  return [
    moved ? join(moved, '.claude.json') : userFile(machine),
    join(moved ?? join(home, '.claude'), 'settings.json'),
    join(project, '.claude/settings.json'),
    join(project, '.claude/settings.local.json'),
  ];
}

/** A `.claude.json` with the lock that all running sessions take turns by. */
export function claudeFile(id: string, name: string, path: string): Target {
  const lock = { kind: 'folder', path: `${path}.lock`, staleMs: 10_000 } as const;
  return jsonTarget({ id, label: name, path, lock });
}

function userFile(machine: Machine): string {
  const { join, home } = foldersOf(machine);
  return join(home, '.claude.json');
}

/** What `claude mcp add` writes by default: one project, for one person. */
function localTarget(project: string, machine: Machine): Target {
  const { join, named } = foldersOf(machine);
  const moved = named('CLAUDE_CONFIG_DIR');
  const path = moved ? join(moved, '.claude.json') : userFile(machine);
  return {
    ...claudeFile('claude-code:local', `${label}, this project, for you alone`, path),
    scope: 'local',
    root: ['projects', project, 'mcpServers'],
    onlyNamed: true,
    // How it spells a project's folder there is not known well enough to add to.
    ...(machine.platform === 'win32' && {
      write: 'never',
      why: 'On Windows use `claude mcp add --scope local`.',
    }),
  };
}

function managedFolder({ platform }: Machine): string {
  if (platform === 'darwin') return '/Library/Application Support/ClaudeCode';
  return platform === 'win32' ? 'C:\\Program Files\\ClaudeCode' : '/etc/claude-code';
}
