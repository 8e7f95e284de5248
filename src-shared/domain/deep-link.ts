/**
 * What a `loom://` link asks for. Anybody may write one, on any page, so that nothing is guessed: what
 * is not exactly one of the two forms is refused, and what is understood is only ever shown and asked.
 *
 *   loom://install?name=NAME&config=DEFINITION   one server; JSON as it is, or in base64(url)
 *   loom://preset/ID?SLOT=VALUE&…                a preset of Loom's own, its fields filled
 */
import { decodeBase64 } from './decode-base64.ts';

/** A server as a link may describe it: nothing but what is run or asked, in full. */
export type LinkedServer =
  | { command: string; args?: string[]; env?: Record<string, string> }
  | { url: string; type?: 'http' | 'sse'; headers?: Record<string, string> };

export type DeepLink =
  | { kind: 'install'; name: string | undefined; server: LinkedServer }
  | { kind: 'preset'; id: string; values: Record<string, string> };

export const linkRefusals = [
  'no-link',
  'too-long',
  'hidden-characters',
  'unknown-kind',
  'unknown-part',
  'unreadable',
  'no-server',
  'unsafe-address',
  'reference',
] as const;
export type LinkRefusal = (typeof linkRefusals)[number];

export type ParsedLink = { ok: true; link: DeepLink } | { ok: false; reason: LinkRefusal };

const longestLink = 8192;
const longestName = 64;
const mostValues = 64;
/** Control characters, those that are drawn as nothing, and those that make a text look other than it is. */
const hidden =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Of all references these alone tell nothing of the machine to whoever wrote the link. */
const harmless = /\$\{(?:project|home)\}/g;
/**
 * What Loom and other clients mean a variable, a secret, a file or a command by: a definition is read
 * in the words of all of them (`clients/reading/reference-patterns.ts` of the hub).
 */
const references =
  /\$[{(]|\{(?:env|file):|^op:|^\$: |^\s*(?:(?:Bearer|Basic|Token)\s+)?(?:\$[a-z_]\w*|%[a-z_]\w*%)\s*$/i;

/** Never throws, whatever it is given. */
export function parseDeepLink(text: string): ParsedLink {
  try {
    return { ok: true, link: readLink(text) };
  } catch (thrown) {
    return { ok: false, reason: thrown instanceof Refused ? thrown.reason : 'unreadable' };
  }
}

/** Whether a text of the command line is meant as a link, however wrong it is. */
export function isDeepLink(text: string): boolean {
  return /^loom:/i.test(text);
}

class Refused extends Error {
  readonly reason: LinkRefusal;
  constructor(reason: LinkRefusal) {
    super(reason);
    this.reason = reason;
  }
}

function readLink(text: string): DeepLink {
  check(text.length <= longestLink, 'too-long');
  check(!hidden.test(text), 'hidden-characters');
  const parts = /^loom:\/\/([^/?#@:\\\s]+)(?:\/([^/?#\\\s]*))?(?:\?([^#\s]*))?$/i.exec(text);
  check(parts !== null, 'no-link');
  const [, kind = '', id = '', query = ''] = parts;
  if (kind.toLowerCase() === 'install') {
    check(id === '', 'unknown-part');
    return readInstall(readQuery(query));
  }
  check(kind.toLowerCase() === 'preset', 'unknown-kind');
  check(/^[a-z0-9][a-z0-9-]{0,63}$/.test(id), 'no-link');
  return readPreset(id, readQuery(query));
}

/** Each name once; a plus is a blank, as in every query. */
function readQuery(query: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', ...value] = pair.split('=');
    const key = decodeURIComponent(name);
    check(value.length > 0 && !values.has(key) && values.size < mostValues, 'unknown-part');
    values.set(key, visible(decodeURIComponent(value.join('=').replaceAll('+', ' '))));
  }
  return values;
}

function readInstall(query: Map<string, string>): DeepLink {
  checkKeys([...query.keys()], ['name', 'config']);
  const name = query.get('name')?.trim();
  check(name === undefined || (name !== '' && name.length <= longestName), 'unreadable');
  const config = query.get('config');
  check(config !== undefined, 'no-server');
  // Base64 that was not escaped has lost its pluses.
  const text = config.startsWith('{') ? config : decodeBase64(config.replaceAll(' ', '+'));
  const content: unknown = JSON.parse(text);
  return { kind: 'install', name, server: readServer(content) };
}

function readServer(content: unknown): LinkedServer {
  check(isObject(content), 'no-server');
  const { command, args, env, url, type, headers } = content;
  if (url === undefined) {
    checkKeys(Object.keys(content), ['command', 'args', 'env', 'type']);
    check(type === undefined || type === 'stdio', 'no-server');
    const program = readText(command);
    check(program.trim() !== '', 'no-server');
    return {
      command: program,
      ...(args !== undefined && { args: readTexts(args) }),
      ...(env !== undefined && { env: readPairs(env, /^[a-z_][a-z0-9_]*$/i) }),
    };
  }
  checkKeys(Object.keys(content), ['url', 'type', 'headers']);
  check(type === undefined || isOneOf(['http', 'streamable-http', 'sse'], type), 'no-server');
  return {
    url: readAddress(url),
    ...(type !== undefined && { type: type === 'sse' ? 'sse' : 'http' }),
    ...(headers !== undefined && { headers: readPairs(headers, /^[\w!#$%&'*+.^`|~-]+$/) }),
  };
}

function readPreset(id: string, query: Map<string, string>): DeepLink {
  const values: Record<string, string> = {};
  for (const [name, value] of query) {
    check(/^[a-z]\w{0,63}$/i.test(name), 'unknown-part');
    values[name] = readText(value);
  }
  return { kind: 'preset', id, values };
}

/** Of the web, without a name and a password in it, and in letters that look like no others. */
function readAddress(url: unknown): string {
  const text = readText(url);
  check(/^https?:\/\/[!-~]+$/i.test(text), 'unsafe-address');
  check(/^https?:\/\/[^/?#@\\]+(?:[/?#][^\\]*)?$/i.test(text), 'unsafe-address');
  return text;
}

function readTexts(value: unknown): string[] {
  check(Array.isArray(value), 'no-server');
  return value.map(readText);
}

function readPairs(value: unknown, name: RegExp): Record<string, string> {
  check(isObject(value), 'no-server');
  const pairs = Object.entries(value).map(([key, text]) => {
    check(name.test(key) && key !== '__proto__', 'no-server');
    return [key, readText(text)] as const;
  });
  return Object.fromEntries(pairs);
}

/** A link that could name a secret could also send it away. */
function readText(value: unknown): string {
  check(typeof value === 'string', 'no-server');
  check(!references.test(value.replaceAll(harmless, '')), 'reference');
  return visible(value);
}

function visible(text: string): string {
  check(!hidden.test(text), 'hidden-characters');
  return text;
}

function checkKeys(keys: readonly string[], known: readonly string[]): void {
  check(
    keys.every((key) => known.includes(key)),
    'unknown-part',
  );
}

function isOneOf(texts: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && texts.includes(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function check(holds: boolean, reason: LinkRefusal): asserts holds {
  if (!holds) throw new Refused(reason);
}
