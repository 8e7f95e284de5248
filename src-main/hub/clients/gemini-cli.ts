import { commentedJson } from './accepts.ts';
import { allowListEdits } from './allow-list-edits.ts';
import type { Client, Dialect, HttpEntry, Machine, SwitchesWhere, Target } from './client.ts';
import { dialectOf, everywhere, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';
import { enablementFile, geminiSwitches } from './reading/switches/gemini-switches.ts';

const named = { id: 'gemini-cli', label: 'Gemini CLI' };
const file = '.gemini/settings.json';

export const geminiCli: Client = {
  ...named,
  sure: 'run',
  evidence: (machine) => evidenceOf(machine, { commands: ['gemini'], inHome: [file] }),
  targets: (machine) => {
    const { join, home, named: variable } = foldersOf(machine);
    const usual = jsonTarget({ ...named, format: 'jsonc', path: join(home, file) });
    const moved = variable('GEMINI_CLI_HOME');
    return withMoved(machine, usual, moved && join(moved, file));
  },
  projectTargets: (project, machine) => [
    projectTarget(named, foldersOf(machine).join(project, file), { format: 'jsonc' }),
  ],
  dialect: geminiDialect(),
  switches: { read: geminiSwitches, layers: settingsThatCount },
  accepts: commentedJson,
  reload: 'session-or-refresh',
  approval: 'In a folder that it does not trust, Gemini CLI starts no servers at all.',
  managed: (machine) => [
    {
      path: systemFile(machine),
      note: 'An administrator has set things for Gemini CLI that come before your own.',
    },
  ],
  limits: {
    toolName: 59,
    note: 'A tool is called mcp_<server>_<tool>; beyond 63 characters the middle is cut out.',
  },
  extraEdits: allowListEdits(named.label, false),
};

function geminiDialect(): Dialect {
  const words = {
    cwdKey: 'cwd',
    timeout: { key: 'timeout', unit: 'ms' },
    references: { as: shellReference, in: everywhere },
    bareUrl: 'auto',
  } as const;
  // `httpUrl` is HTTP in every version; `url` was SSE before there was a `type`.
  const http = dialectOf({ ...words, urlKey: 'httpUrl' });
  const sse = dialectOf({ ...words, types: { sse: 'sse' } });
  return {
    ...http,
    http: (entry: HttpEntry) => (entry.transport === 'sse' ? sse : http).http?.(entry) ?? {},
  };
}

/** The lists of all of these count: of the user, of the project, of an administrator. */
function settingsThatCount(target: Target, { machine, project }: SwitchesWhere): string[] {
  const { join, home, dirname, named: variable } = foldersOf(machine);
  const user = join(variable('GEMINI_CLI_HOME') ?? home, file);
  const own = target.scope === 'user' ? target.path : user;
  return [
    join(dirname(own), enablementFile),
    own,
    ...(project === undefined ? [] : [join(project, file)]),
    systemFile(machine),
    join(dirname(systemFile(machine)), 'system-defaults.json'),
  ];
}

function systemFile({ platform }: Machine): string {
  if (platform === 'darwin') return '/Library/Application Support/GeminiCli/settings.json';
  return platform === 'win32'
    ? 'C:\\ProgramData\\gemini-cli\\settings.json'
    : '/etc/gemini-cli/settings.json';
}
