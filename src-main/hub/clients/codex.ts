import { lenientJson } from './accepts.ts';
import type { Client, Dialect, HttpEntry, JsonObject, StdioEntry } from './client.ts';
import {
  memberUnlessEmpty,
  notExpressible,
  textMap,
  textOf,
  textsOf,
  timeoutMember,
} from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';

const named = { id: 'codex', label: 'Codex' };

/** Shared by its copy in Xcode. */
export const codexFile = { format: 'toml', root: ['mcp_servers'] } as const;

const timeout = { key: 'tool_timeout_sec', unit: 's' } as const;

/** It has no references in values, only keys that name variables. One bad table stops all of it. */
export const codexDialect: Dialect = {
  stdio: stdioTable,
  http: httpTable,
  refersIn: ['env', 'header'],
  carries: ['cwd', 'timeout'],
  bareUrl: 'http',
  timeoutUnit: 's',
};

/** One file for the CLI, the IDE extension and the application. */
export const codex: Client = {
  ...named,
  sure: 'run',
  evidence: (machine) =>
    evidenceOf(machine, {
      commands: ['codex'],
      apps: ['Codex'],
      inHome: ['.codex'],
      paths:
        machine.platform === 'win32'
          ? [foldersOf(machine).join(foldersOf(machine).localAppData, 'Packages/OpenAI.Codex_*')]
          : [],
    }),
  targets: (machine) => {
    const { join, home, named: variable } = foldersOf(machine);
    const usual = jsonTarget({ ...named, ...codexFile, path: join(home, '.codex/config.toml') });
    const moved = variable('CODEX_HOME');
    return withMoved(machine, usual, moved && join(moved, 'config.toml'));
  },
  projectTargets: (project, machine) => [
    projectTarget(named, foldersOf(machine).join(project, '.codex/config.toml'), {
      ...codexFile,
      notes: ['Codex reads the file of a project only where you have trusted that project.'],
    }),
  ],
  dialect: codexDialect,
  accepts: lenientJson,
  reload: 'new-session',
  managed: ({ platform }) =>
    (platform === 'win32' ? [] : ['managed_config.toml', 'requirements.toml']).map((file) => ({
      path: `/etc/codex/${file}`,
      note: 'An administrator has set things for Codex that come before your own.',
    })),
};

function stdioTable(entry: StdioEntry): JsonObject {
  const { plain, referred } = split(entry.env);
  const other = referred.find(({ key, text }) => text.prefix !== '' || text.fromEnv !== key);
  if (other) throw notExpressible(`${other.key} as another name for ${other.text.fromEnv}`);
  return {
    command: entry.command,
    args: textsOf(entry.args, undefined),
    ...memberUnlessEmpty('env', plain),
    ...(referred.length > 0 && { env_vars: referred.map(({ key }) => key) }),
    ...(entry.cwd !== undefined && { cwd: entry.cwd }),
    ...timeoutMember(entry.timeoutMs, timeout),
  };
}

function httpTable(entry: HttpEntry): JsonObject {
  if (entry.transport === 'sse') throw notExpressible('a server that speaks SSE');
  const { plain, referred } = split(entry.headers);
  const bearer = referred.find(isBearer);
  const whole = referred.filter((header) => header !== bearer);
  const other = whole.find(({ text }) => text.prefix !== '');
  if (other) throw notExpressible(`a variable within the header ${other.key}`);
  const fromEnv = Object.fromEntries(whole.map(({ key, text }) => [key, text.fromEnv]));
  return {
    url: textOf(entry.url, undefined),
    ...(bearer && { bearer_token_env_var: bearer.text.fromEnv }),
    ...memberUnlessEmpty('http_headers', plain),
    ...memberUnlessEmpty('env_http_headers', fromEnv),
    ...timeoutMember(entry.timeoutMs, timeout),
  };
}

type Texts = StdioEntry['env'];
type Referred = { key: string; text: Exclude<Texts[string], string> };

function isBearer({ key, text }: Referred): boolean {
  return key.toLowerCase() === 'authorization' && text.prefix === 'Bearer ';
}

function split(texts: Texts): { plain: JsonObject; referred: Referred[] } {
  const entries = Object.entries(texts);
  const plain = entries.filter(([, text]) => typeof text === 'string');
  const referred = entries.flatMap(([key, text]) =>
    typeof text === 'string' ? [] : [{ key, text }],
  );
  return { plain: textMap(Object.fromEntries(plain), undefined), referred };
}
