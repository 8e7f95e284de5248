import type { EntryContext } from './entry-context.ts';
import {
  decoration,
  headerVariables,
  keyringVariables,
  member,
  passedVariables,
  textOf,
  tokenVariables,
  words,
} from './entry-words.ts';
import type { FoundServer } from './found-server.ts';
import { isObject } from './is-object.ts';

type Entry = Readonly<Record<string, unknown>>;
type Options = Pick<
  FoundServer,
  'enabled' | 'cwd' | 'envFile' | 'timeoutMs' | 'startupTimeoutMs' | 'tools' | 'oauth' | 'unread'
>;

/** Fields that hold a time, with their unit. */
const callTimes = { timeoutMs: 'ms', timeout_ms: 'ms', toolTimeoutMs: 'ms', tool_timeout_ms: 'ms' };
const callSeconds = { tool_timeout_sec: 's', toolTimeoutSec: 's', timeout_sec: 's' };
const startTimes = { startupTimeoutMs: 'ms', startup_timeout_ms: 'ms', startup_timeout_sec: 's' };
const times = { ...callTimes, ...callSeconds, ...startTimes, timeout: '' };

/** Everything about an entry but how its server is reached. */
export function optionsOf(
  entry: Entry,
  transport: FoundServer['transport'],
  { dialect }: Pick<EntryContext, 'dialect'>,
): Options {
  const cwd = transport === 'stdio' ? textOf(entry, words.cwd) : undefined;
  const envFile = textOf(entry, words.envFile);
  const timeoutMs =
    timeOf(entry, { ...callTimes, ...callSeconds }) ?? toMs(entry.timeout, dialect?.timeoutUnit);
  const startupTimeoutMs = timeOf(entry, startTimes);
  const tools = toolsOf(entry);
  const oauth = oauthOf(entry);
  return {
    enabled: isOn(entry),
    ...(cwd !== undefined && { cwd }),
    ...(envFile !== undefined && { envFile }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(startupTimeoutMs !== undefined && { startupTimeoutMs }),
    ...(tools && { tools }),
    ...(oauth && { oauth }),
    unread: unreadOf(entry, transport),
  };
}

function isOn(entry: Entry): boolean {
  return member(entry, words.on)?.value !== false && member(entry, words.off)?.value !== true;
}

function timeOf(entry: Entry, units: Readonly<Record<string, string>>): number | undefined {
  const found = member(entry, Object.keys(units));
  return found && toMs(found.value, units[found.key]);
}

/** In milliseconds. Where the unit is unknown, nobody waits a quarter of an hour or a blink. */
function toMs(value: unknown, unit: string | undefined): number | undefined {
  const [, digits, written] = /^(\d+(?:\.\d+)?)\s?(ms|s|m)?$/.exec(String(value)) ?? [];
  const number = Number(digits);
  if (digits === undefined || !(number > 0) || typeof value === 'boolean') return undefined;
  const guessed = number < 1000 ? 's' : 'ms';
  const factor = { ms: 1, s: 1000, m: 60_000 }[written ?? (unit || guessed)] ?? 1;
  return Math.round(number * factor);
}

function toolsOf(entry: Entry): FoundServer['tools'] {
  const allow = listOf(member(entry, [...words.allow, 'tools'])?.value);
  const deny = listOf(member(entry, words.deny)?.value);
  const isAll = allow.length === 0 || allow.includes('*');
  if (isAll && deny.length === 0) return undefined;
  return { ...(!isAll && { allow }), ...(deny.length > 0 && { deny }) };
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function oauthOf(entry: Entry): FoundServer['oauth'] {
  const settings = member(entry, words.oauth)?.value;
  const { scopes: own } = entry;
  if (!isObject(settings)) return Array.isArray(own) ? { scopes: listOf(own) } : undefined;
  const clientId = textOf(settings, words.clientId);
  const scopes = member(settings, words.scopes)?.value ?? own;
  const list = typeof scopes === 'string' ? scopes.split(/[\s,]+/) : listOf(scopes);
  if (clientId === undefined && list.length === 0) return undefined;
  return { ...(clientId !== undefined && { clientId }), ...(list.length > 0 && { scopes: list }) };
}

const always: readonly string[] = [
  ...words.type,
  ...words.command,
  ...words.args,
  ...words.httpUrl,
  ...words.url,
  ...words.envFile,
  ...words.on,
  ...words.off,
  ...words.allow,
  ...words.deny,
  ...words.oauth,
  ...tokenVariables,
  ...keyringVariables,
  ...Object.keys(times),
  'tools',
  'scopes',
];
const localOnly: readonly string[] = [...words.env, ...words.cwd, ...passedVariables];
const remoteOnly: readonly string[] = [
  ...words.headers,
  ...words.requests,
  ...headerVariables,
  'apiKey',
  'api_key_header',
  'api_key_format',
];

function unreadOf(entry: Entry, transport: FoundServer['transport']): string[] {
  const known = new Set([...always, ...(transport === 'stdio' ? localOnly : remoteOnly)]);
  return Object.entries(entry)
    .filter(([key, value]) => !known.has(key) && !decoration.has(key) && !isNothing(value))
    .map(([key]) => key)
    .concat(isObject(entry.tools) ? ['tools'] : []);
}

/** Says nothing: `false`, `null`, an empty text, list or map. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}
