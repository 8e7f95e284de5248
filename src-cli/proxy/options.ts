import { resolve } from 'node:path';

export interface ProxyOptions {
  profile: string | undefined;
  /** Which client launched us, where known; its own `initialize` tells more. */
  client: string | undefined;
  cwd: string | undefined;
  /** What `${project}` stands for; absolute. */
  project: string | undefined;
  /** Whether a hub may be started where none runs. */
  start: boolean;
}

export type OptionsReading =
  | { ok: true; options: ProxyOptions }
  | { ok: false; reason: 'help' }
  | { ok: false; reason: 'usage'; detail: string };

export interface OptionsInput {
  cwd: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
}

export const usage = `Usage: loom proxy [--profile NAME] [--client ID] [--project DIR] [--no-start]

Connects a client that speaks MCP over stdin and stdout to the hub.

  --profile NAME  the profile of registry.yaml to show (default: default)
  --client ID     which client this is, such as cursor
  --project DIR   the folder that \${project} stands for (default: the current one)
  --no-start      fail where no hub runs instead of starting one
`;

/** Reads what follows `loom proxy`; `--name value` and `--name=value` mean the same. */
export function parseProxyOptions(args: readonly string[], input: OptionsInput): OptionsReading {
  const values = new Map<string, string>();
  let start = true;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] as string;
    if (argument === '--help' || argument === '-h') return { ok: false, reason: 'help' };
    if (argument === '--no-start') {
      start = false;
      continue;
    }
    const [, name, inline] = /^--(profile|client|project)(?:=(.*))?$/s.exec(argument) ?? [];
    if (!name) return refuse(`unknown argument ${JSON.stringify(argument)}`);
    const value = inline ?? args[++index];
    if (!value) return refuse(`--${name} needs a value`);
    values.set(name, value);
  }
  const project = values.get('project');
  const options = {
    profile: values.get('profile'),
    client: values.get('client') ?? clientFromEnvironment(input.env),
    cwd: input.cwd,
    project: project === undefined ? input.cwd : resolve(input.cwd ?? '/', project),
    start,
  };
  return { ok: true, options };
}

/** Variables by which clients mark their children. Two at once: one runs inside the other. */
const marks: Readonly<Record<string, string>> = {
  CLAUDECODE: 'claude-code',
  GEMINI_CLI: 'gemini-cli',
  OPENCODE: 'opencode',
  KILO: 'kilo-code',
};

function clientFromEnvironment(env: OptionsInput['env']): string | undefined {
  const marked = Object.keys(marks).filter((name) => env[name]);
  return marked.length === 1 ? marks[marked[0] as string] : undefined;
}

function refuse(detail: string): OptionsReading {
  return { ok: false, reason: 'usage', detail };
}
