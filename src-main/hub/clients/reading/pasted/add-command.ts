import { isObject } from '../is-object.ts';
import { nameOfEntry } from './name-of-entry.ts';
import type { CommandReading } from './pasted.ts';

/** Options with a value, by what they mean. Clients differ in little else. */
const valued: Record<string, string> = {
  '-s': 'scope',
  '--scope': 'scope',
  '-t': 'type',
  '--transport': 'type',
  '--type': 'type',
  '-e': 'env',
  '--env': 'env',
  '-H': 'header',
  '--header': 'header',
  '--headers': 'header',
  '--name': 'name',
  '-n': 'name',
  '--url': 'url',
  '--command': 'command',
  '--cmd': 'command',
  '--args': 'args',
  '--arg': 'args',
  '--cwd': 'cwd',
  '--timeout': 'timeout',
  '--bearer-token-env-var': 'bearer_token_env_var',
  '--include-tools': 'includeTools',
  '--exclude-tools': 'excludeTools',
  '--tools': 'tools',
  '--client-id': 'clientId',
  '--callback-port': 'callbackPort',
  '--description': 'description',
  '--profile': 'profile',
};
/** Options for how the client asks, or where it writes: nothing of a server. */
const silent = new Set(['-y', '--yes', '--force', '-f', '--global', '-g', '--user', '--project']);

interface Options {
  values: Map<string, string[]>;
  /** Name, then command or URL. */
  plain: string[];
  /** The command with its arguments. */
  command: string[];
  unknown: string[];
}

/** `<client> mcp add …`, `… mcp add-json name '{…}'`, `code --add-mcp '{…}'`; else undefined. */
export function readAddCommand(words: readonly string[]): CommandReading | undefined {
  const inline = words.findIndex((word) => /^--add-mcp(=|$)/.test(word));
  if (inline >= 0) {
    const text = words[inline]?.slice('--add-mcp='.length) || words[inline + 1];
    return fromJson(text ?? '', undefined);
  }
  const at = words.findIndex((word, index) => {
    return word === 'mcp' && /^(add(-json)?|set)$/.test(words[index + 1] ?? '');
  });
  if (at < 1 || at > 5) return undefined;
  const options = readOptions(words.slice(at + 2));
  const [name, json] = options.plain;
  const isJson = words[at + 1] === 'add-json' || looksJson(json ?? '');
  return isJson ? fromJson(json ?? options.command[0] ?? '', name) : fromOptions(options);
}

function fromJson(text: string, name: string | undefined): CommandReading {
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'the JSON in the command is not valid' };
  }
  if (!isObject(entry)) return { ok: false, reason: 'the JSON in the command is no object' };
  const own = typeof entry.name === 'string' ? entry.name : undefined;
  return { ok: true, found: { name: name ?? own ?? nameOfEntry(entry), entry } };
}

/** Behind `--`, or behind the command where none is there, all words are the command's. */
function readOptions(words: readonly string[]): Options {
  const options: Options = { values: new Map(), plain: [], command: [], unknown: [] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return { ...options, command: words.slice(at + 1) };
    if (word.startsWith('-') && word.length > 1) at += readOption(words.slice(at), options);
    else if (options.plain.length === 1 && !isAddress(word) && !looksJson(word)) {
      return { ...options, command: words.slice(at) };
    } else options.plain.push(word);
  }
  return options;
}

/** How many of the words that follow belong to the option. */
function readOption([word = '', ...next]: readonly string[], options: Options): number {
  const [, flag = '-', inside] = /^(--[\w-]+|-\w)(?:=(.*)|$)/s.exec(word) ?? [];
  const meaning = Object.hasOwn(valued, flag) ? valued[flag] : undefined;
  if (meaning === undefined) {
    if (!silent.has(flag)) options.unknown.push(flag);
    return 0;
  }
  const values = inside === undefined ? next.slice(0, countValues(meaning, next)) : [inside];
  options.values.set(meaning, [...(options.values.get(meaning) ?? []), ...values]);
  return inside === undefined ? values.length : 0;
}

/** Claude Code takes several variables, or headers, behind one flag. */
function countValues(meaning: string, next: readonly string[]): number {
  const pattern = { env: /^[A-Za-z_]\w*=/, header: /^[\w-]+:\s/ }[meaning];
  const more = pattern ? next.slice(1).findIndex((word) => !pattern.test(word)) : 0;
  return 1 + (more < 0 ? next.length - 1 : more);
}

function fromOptions(options: Options): CommandReading {
  const { values, command, unknown } = options;
  const first = (meaning: string) => values.get(meaning)?.[0];
  const plain = [...options.plain];
  const isNamed = first('name') !== undefined || (plain.length === 1 && isAddress(plain[0] ?? ''));
  const name = isNamed ? first('name') : plain.shift();
  const url = first('url') ?? plain.find(isAddress);
  const launch = first('command') === undefined ? command : [first('command') ?? ''];
  if (url === undefined && launch.length === 0) {
    return { ok: false, reason: 'the command says neither what to run nor an address' };
  }
  const entry = {
    ...(url === undefined
      ? { command: launch[0], args: [...launch.slice(1), ...(values.get('args') ?? [])] }
      : { url }),
    ...settings(values),
    ...Object.fromEntries(unknown.map((flag) => [flag, true])),
  };
  return { ok: true, found: { name: name ?? nameOfEntry(entry), entry } };
}

function settings(values: Options['values']): Record<string, unknown> {
  const env = values.get('env') ?? [];
  const list = (meaning: string) => values.get(meaning)?.flatMap((text) => text.split(','));
  const clientId = values.get('clientId')?.[0];
  const callbackPort = values.get('callbackPort')?.[0];
  return {
    type: values.get('type')?.[0],
    env: Object.fromEntries(env.filter((text) => text.includes('=')).map((text) => cut(text, '='))),
    // A name alone: as it is in the shell.
    env_vars: env.filter((text) => !text.includes('=')),
    headers: Object.fromEntries((values.get('header') ?? []).map((text) => cut(text, '[:=]'))),
    cwd: values.get('cwd')?.[0],
    timeout: values.get('timeout')?.[0],
    bearer_token_env_var: values.get('bearer_token_env_var')?.[0],
    includeTools: list('includeTools'),
    excludeTools: list('excludeTools'),
    tools: list('tools'),
    oauth: (clientId ?? callbackPort) ? { clientId, callbackPort } : undefined,
  };
}

function cut(text: string, separator: string): [string, string] {
  const [, name = text, value = ''] =
    new RegExp(`^(.*?)${separator}\\s*(.*)$`, 's').exec(text) ?? [];
  return [name.trim(), value];
}

function isAddress(word: string): boolean {
  return /^(https?|wss?):\/\//i.test(word);
}

function looksJson(word: string): boolean {
  return word.startsWith('{');
}
