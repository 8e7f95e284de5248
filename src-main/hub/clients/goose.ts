import { lenientJson } from './accepts.ts';
import type { Client, EntryText, HttpEntry, JsonObject, StdioEntry } from './client.ts';
import {
  memberUnlessEmpty,
  notExpressible,
  shellReference,
  textMap,
  textOf,
  textsOf,
} from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { withMoved } from './moved-target.ts';

const itself = { id: 'goose', label: 'Goose' };

/** What goose gives an extension where nothing else is said, in seconds. */
const usualTimeout = 300;

export const goose: Client = {
  ...itself,
  sure: 'documentation',
  evidence: (machine) => {
    const { join, config, appData } = foldersOf(machine);
    const folder = machine.platform === 'win32' ? 'Block/goose' : 'goose';
    return evidenceOf(machine, {
      commands: ['goose'],
      apps: ['Goose'],
      paths: [join(machine.platform === 'win32' ? appData : config, folder)],
    });
  },
  targets(machine) {
    const { join, config, appData, named } = foldersOf(machine);
    const path =
      machine.platform === 'win32'
        ? join(appData, 'Block/goose/config/config.yaml')
        : join(config, 'goose/config.yaml');
    const usual = {
      ...jsonTarget({ ...itself, path, root: ['extensions'] }),
      format: 'yaml' as const,
    };
    const root = named('GOOSE_PATH_ROOT');
    return withMoved(machine, usual, root && join(root, 'config/config.yaml'));
  },
  dialect: {
    stdio,
    http,
    refersIn: ['env', 'header'],
    carries: ['timeout'],
    bareUrl: 'http',
    timeoutUnit: 's',
  },
  accepts: lenientJson,
  reload: 'session-may-lose',
  installLink: (name, entry) => httpLink(name, entry),
};

function stdio(entry: StdioEntry): JsonObject {
  const { plain, keys } = splitEnv(entry.env);
  return {
    ...head('stdio', entry),
    cmd: entry.command,
    args: textsOf(entry.args, undefined),
    ...tail(entry, plain, keys),
  };
}

function http(entry: HttpEntry): JsonObject {
  if (entry.transport === 'sse') throw notExpressible('a server that speaks SSE');
  const keys = Object.values(entry.headers).flatMap((text) =>
    typeof text === 'string' ? [] : [text.fromEnv],
  );
  return {
    ...head('streamable_http', entry),
    uri: textOf(entry.url, undefined),
    ...memberUnlessEmpty('headers', textMap(entry.headers, shellReference)),
    ...tail(entry, {}, keys),
  };
}

function head(type: string, { name }: { name: string }): JsonObject {
  return { enabled: true, type, name, description: name === 'loom' ? 'Loom' : name };
}

function tail(
  entry: { timeoutMs?: number },
  envs: JsonObject,
  keys: readonly string[],
): JsonObject {
  const timeout = entry.timeoutMs === undefined ? usualTimeout : Math.ceil(entry.timeoutMs / 1000);
  return { envs, env_keys: [...new Set(keys)], timeout };
}

/** `env_keys` are names: goose looks each up in its environment and its keyring. */
function splitEnv(env: Readonly<Record<string, EntryText>>) {
  const plain: Record<string, string> = {};
  const keys: string[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (typeof text === 'string') plain[name] = text;
    else if (text.fromEnv === name && text.prefix === '') keys.push(name);
    else throw notExpressible(`that ${name} is made of the variable ${text.fromEnv}`);
  }
  return { plain, keys };
}

/** Its links start none but a few well-known programs, so one can only add a URL. */
function httpLink(name: string, { uri }: JsonObject): string | undefined {
  if (typeof uri !== 'string') return undefined;
  const query = { url: uri, type: 'streamable_http', id: name, name };
  return `goose://extension?${new URLSearchParams(query)}`;
}
