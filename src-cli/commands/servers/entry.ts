import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { LoomError } from '../../../src-shared/errors.ts';
import { quoteCommand } from '../../../src-shared/quote-command.ts';

export interface AddOptions {
  transport?: 'stdio' | 'http' | 'sse';
  url?: string;
  header?: Record<string, string>;
  env?: Record<string, string>;
  cwd?: string;
  scope?: string;
  title?: string;
  idleStop?: string;
  eager?: boolean;
  disabled?: boolean;
}

/** An entry as it goes into registry.yaml: only what was given, no defaults. */
export type Entry = Record<string, unknown>;

/** The options of `servers add` as an entry; what contradicts itself is refused. */
export function buildEntry(words: readonly string[], options: AddOptions, cwd: string): Entry {
  const [command, ...args] = words;
  const transport = options.transport ?? (options.url ? 'http' : 'stdio');
  checkOptions(transport, command, options);
  const own =
    transport === 'stdio'
      ? {
          command: command?.startsWith('.') ? resolve(cwd, command) : command,
          ...(args.length > 0 && { args }),
          ...(options.env && { env: options.env }),
          ...(options.cwd && { cwd: absolute(options.cwd, cwd) }),
        }
      : { url: options.url, ...(options.header && { headers: options.header }) };
  return { transport, ...own, ...commonParts(options) };
}

function commonParts(options: AddOptions): Entry {
  return {
    ...(options.title && { title: options.title }),
    ...(options.scope && { scope: options.scope }),
    ...(options.eager && { start: 'eager' }),
    ...(options.idleStop && { idle_stop: options.idleStop }),
    ...(options.disabled && { enabled: false }),
  };
}

function checkOptions(transport: string, command: string | undefined, options: AddOptions): void {
  const problem =
    transport === 'stdio'
      ? (!command && !options.url && 'Neither a command nor a URL was given.') ||
        (options.url && 'A stdio server has a command, not a URL.') ||
        (options.header && 'Headers belong to a server with a URL; a command takes --env.')
      : (command && 'A server is either a command or a URL, not both.') ||
        (!options.url && `A server over ${transport} needs --url.`) ||
        (options.env && 'A server with a URL has no environment; it takes --header.') ||
        (options.cwd && 'A server with a URL has no working directory.');
  if (!problem) return;
  throw new LoomError('usage', problem, {
    remedy: 'loom servers add NAME -- COMMAND ARGS…, or loom servers add NAME --url URL',
  });
}

/** A parser for repeated `NAME=value` options; a header may be written `NAME: value` as well. */
export function collectPairs(text: string, previous: Record<string, string> = {}) {
  const match = /^([^=:\s]+)(?:=|:\s*)(.*)$/s.exec(text);
  if (!match?.[1]) throw new InvalidArgumentError('Expected NAME=value.');
  return { ...previous, [match[1]]: match[2] ?? '' };
}

/** What a person must see before it runs: the whole command or URL; of secrets only the names. */
export function describeEntry(id: string, entry: Entry): string {
  const { transport, command, args, url, env, headers, cwd } = entry;
  const local = transport === 'stdio';
  const words = [command, ...(Array.isArray(args) ? args : [])].map(String);
  const parts = [
    local ? `${id} runs this command with your rights:` : `${id} connects to:`,
    `  ${local ? quoteCommand(words) : quoteCommand([String(url)])}`,
    env && `  env: ${Object.keys(env).join(', ')}`,
    headers && `  headers: ${Object.keys(headers).join(', ')}`,
    cwd && `  in: ${quoteCommand([String(cwd)])}`,
  ];
  return parts.filter(Boolean).join('\n');
}

/** What will likely go wrong with an entry, each in a line or two. */
export function entryWarnings(entry: Entry, cwd: string): string[] {
  return [...plaintextSecrets(entry), ...relativePaths(entry, cwd)];
}

const secretName =
  /(^|[_-])(api)?(token|key|secret|passw(or)?d|pass|pwd|credentials?|auth|authorization|pat)$/i;

function plaintextSecrets({ env, headers }: Entry): string[] {
  const pairs = [...Object.entries(env ?? {}), ...Object.entries(headers ?? {})];
  return pairs
    .filter(
      ([name, value]) => secretName.test(name) && value !== '' && !String(value).includes('${'),
    )
    .map(([name]) => {
      const reference = name.toUpperCase().replaceAll('-', '_');
      return (
        `${name} looks like a credential and would be written into registry.yaml as it is.\n` +
        `→ Better: '${name}=\${secret:${reference}}', and \`loom secret set ${reference}\``
      );
    });
}

/** The hub has another working directory than this terminal. */
function relativePaths({ args, cwd: own }: Entry, cwd: string): string[] {
  if (own || !Array.isArray(args)) return [];
  return args
    .map(String)
    .filter(
      (word) => /^\.{1,2}([/\\]|$)/.test(word) || (/[/\\]/.test(word) && isFileHere(word, cwd)),
    )
    .map(
      (word) =>
        `${word} is a relative path, and the hub runs elsewhere.\n→ Use ${resolve(cwd, word)}, or --cwd`,
    );
}

function isFileHere(word: string, cwd: string): boolean {
  return !isAbsolute(word) && existsSync(join(cwd, word));
}

function absolute(path: string, cwd: string): string {
  return path.startsWith('${') ? path : resolve(cwd, path);
}
