import type { EntryContext } from './entry-context.ts';
import { member, textOf, times, words } from './entry-words.ts';
import type { FoundServer } from './found-server.ts';
import { isObject } from './is-object.ts';
import { toMs } from './time-in.ts';
import { unreadOf } from './unread-of.ts';

type Entry = Readonly<Record<string, unknown>>;
type Options = Pick<
  FoundServer,
  'enabled' | 'cwd' | 'envFile' | 'timeoutMs' | 'startupTimeoutMs' | 'tools' | 'oauth' | 'unread'
>;

/** Everything about an entry but how its server is reached. */
export function optionsOf(
  entry: Entry,
  transport: FoundServer['transport'],
  { dialect }: Pick<EntryContext, 'dialect'>,
): Options {
  const cwd = transport === 'stdio' ? textOf(entry, words.cwd) : undefined;
  const envFile = textOf(entry, words.envFile);
  const timeoutMs = timeOf(entry, times.call) ?? toMs(entry.timeout, dialect?.timeoutUnit);
  const startupTimeoutMs = timeOf(entry, times.start);
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
  return (
    words.on.every((on) => entry[on] !== false) && words.off.every((off) => entry[off] !== true)
  );
}

function timeOf(entry: Entry, units: Readonly<Record<string, string>>): number | undefined {
  const found = member(entry, Object.keys(units));
  return found && toMs(found.value, units[found.key]);
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
  const { clientId, scopes } = isObject(settings)
    ? {
        clientId: textOf(settings, words.clientId),
        scopes: member(settings, words.scopes)?.value ?? entry.scopes,
      }
    : { clientId: undefined, scopes: entry.scopes };
  const list = typeof scopes === 'string' ? scopes.split(/[\s,]+/).filter(Boolean) : listOf(scopes);
  if (clientId === undefined && list.length === 0) return undefined;
  return { ...(clientId !== undefined && { clientId }), ...(list.length > 0 && { scopes: list }) };
}
