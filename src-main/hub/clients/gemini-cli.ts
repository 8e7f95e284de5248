import { commentedJson } from './accepts.ts';
import type { Client, Dialect, ExtraEdit, HttpEntry, Machine } from './client.ts';
import { dialectOf, everywhere, shellReference } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';

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
  accepts: commentedJson,
  reload: 'Start a new session, or type /mcp refresh in a running one.',
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
  extraEdits: (content, name) => allowListEdits(content, name),
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

/** Where `mcp.allowed` is a list, a server that is not in it is blocked. */
function allowListEdits(content: unknown, name: string): ExtraEdit[] {
  const allowed = memberOf(memberOf(content, 'mcp'), 'allowed');
  if (!Array.isArray(allowed) || allowed.includes(name)) return [];
  const why = 'Loom is put into mcp.allowed: Gemini CLI blocks servers that are not in it.';
  return [{ appendTo: ['mcp', 'allowed'], value: name, why }];
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function systemFile({ platform }: Machine): string {
  if (platform === 'darwin') return '/Library/Application Support/GeminiCli/settings.json';
  return platform === 'win32'
    ? 'C:\\ProgramData\\gemini-cli\\settings.json'
    : '/etc/gemini-cli/settings.json';
}
