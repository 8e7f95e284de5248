import { strictJson } from './accepts.ts';
import type { Client, Dialect, Machine, Target } from './client.ts';
import { extensionTargets, extensionTraces } from './code-editors.ts';
import { dialectOf, timeoutMember } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';

const extension = 'saoudrizwan.claude-dev';
const file = 'cline_mcp_settings.json';
const types = { stdio: 'stdio', http: 'streamableHttp', sse: 'sse' };
const timeout = { key: 'timeout', unit: 's' } as const;

/** Its extension keeps a file in each editor; the CLI and newer extensions share another one. */
export const cline: Client = {
  id: 'cline',
  label: 'Cline',
  sure: 'run',
  evidence: (machine) => [
    ...cliEvidence(machine),
    ...evidenceOf(machine, { paths: extensionTraces(machine, extension) }),
  ],
  targets: (machine) => [
    ...extensionTargets(machine, {
      client: 'cline',
      label: 'Cline',
      extension,
      file: `settings/${file}`,
    }),
    ...cliTargets(machine),
  ],
  dialect: dialectOf({
    types,
    also: { disabled: false },
    timeout,
    bareUrl: 'sse',
  }),
  accepts: strictJson,
  reload: 'at-once-or-session',
};

function cliTargets(machine: Machine): Target[] {
  const { join, home, named } = foldersOf(machine);
  const settings = join('settings', file);
  const usual = jsonTarget({
    id: 'cline:cli',
    label: 'Cline CLI',
    path: join(home, '.cline/data', settings),
    evidence: cliEvidence(machine),
    dialect: nestedDialect(),
  });
  const data = named('CLINE_DATA_DIR');
  const root = named('CLINE_DIR');
  const moved =
    named('CLINE_MCP_SETTINGS_PATH') ??
    (data && join(data, settings)) ??
    (root && join(root, 'data', settings));
  return withMoved(machine, usual, moved);
}

/** The CLI writes `transport: { type, … }`, with what concerns itself beside it. */
function nestedDialect(): Dialect {
  const inner = dialectOf({ types, bareUrl: 'sse' });
  return {
    ...inner,
    stdio: (entry) => ({
      transport: inner.stdio(entry),
      ...timeoutMember(entry.timeoutMs, timeout),
    }),
    http: (entry) => ({
      transport: inner.http?.(entry) ?? {},
      ...timeoutMember(entry.timeoutMs, timeout),
    }),
    carries: ['timeout'],
    timeoutUnit: 's',
  };
}

function cliEvidence(machine: Machine) {
  return evidenceOf(machine, { commands: ['cline'], inHome: ['.cline'] });
}
