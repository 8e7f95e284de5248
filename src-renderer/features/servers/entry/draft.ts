import { printArguments, readArguments } from './command-words.ts';
import { type Entry, listOf, textOf, textsOf } from './entry.ts';

export type DraftKind = 'stdio' | 'http' | 'sse';

export const scopes = ['auto', 'shared', 'project', 'session'] as const;

/** A variable or header while it is edited. */
export interface Pair {
  /** Its own, for as long as it is shown. */
  key: number;
  name: string;
  /** Of a secret: what was typed; empty keeps what the vault has. */
  value: string;
  isSecret: boolean;
  /** The name in the vault. */
  secretName: string;
  /** What stands before the secret, such as `Bearer `. */
  prefix: string;
}

/** A server's definition while it is edited. */
export interface Draft {
  kind: DraftKind;
  id: string;
  command: string;
  /** One in each line. */
  args: string;
  url: string;
  pairs: Pair[];
  cwd: string;
  scope: string;
}

/** What a draft comes to: the entry, and the secrets that go into the vault before it. */
export interface Filled {
  entry: Entry;
  secrets: { name: string; secret: string }[];
}

export function emptyDraft(kind: DraftKind): Draft {
  return { kind, id: '', command: '', args: '', url: '', pairs: [], cwd: '', scope: 'auto' };
}

/** An entry as it is edited. */
export function draftOf(id: string, entry: Entry): Draft {
  const kind = entry.transport === 'http' || entry.transport === 'sse' ? entry.transport : 'stdio';
  return {
    kind,
    id,
    command: textOf(entry.command),
    args: printArguments(listOf(entry.args)),
    url: textOf(entry.url),
    pairs: textsOf(kind === 'stdio' ? entry.env : entry.headers).map(pairOf),
    cwd: textOf(entry.cwd),
    scope: textOf(entry.scope) || 'auto',
  };
}

let lastKey = 0;

export function newPair(more: Partial<Pair> = {}): Pair {
  lastKey += 1;
  const empty = { name: '', value: '', isSecret: false, secretName: '', prefix: '' };
  return { ...empty, ...more, key: lastKey };
}

/** Puts a draft into an entry; keys that it does not know stay as they are. */
export function fillEntry(draft: Draft, before: Entry = {}): Filled {
  const pairs = draft.pairs.filter(({ name }) => name.trim() !== '');
  const values = Object.fromEntries(
    pairs.map((pair) => [pair.name.trim(), writtenValue(draft, pair)]),
  );
  const isLocal = draft.kind === 'stdio';
  const changed: Entry = {
    transport: draft.kind,
    command: isLocal ? draft.command.trim() : undefined,
    args: isLocal ? orNothing(readArguments(draft.args)) : undefined,
    url: isLocal ? undefined : draft.url.trim(),
    env: isLocal ? orNothing(values) : undefined,
    headers: isLocal ? undefined : orNothing(values),
    cwd: (isLocal && draft.cwd.trim()) || undefined,
    scope: draft.scope === 'auto' ? undefined : draft.scope,
  };
  const entry = Object.fromEntries(
    Object.entries({ ...before, ...changed }).filter(([, value]) => value !== undefined),
  );
  const secrets = pairs
    .filter(({ isSecret, value }) => isSecret && value !== '')
    .map((pair) => ({ name: secretNameOf(draft, pair), secret: splitScheme(pair.value).rest }));
  return { entry, secrets };
}

/** Under which name a secret is kept, unless a person says otherwise. */
export function secretNameOf({ kind, id }: Pick<Draft, 'kind' | 'id'>, pair: Pair): string {
  if (pair.secretName.trim() !== '') return pair.secretName.trim();
  const plain = pair.name.trim().replace(/\W/g, '_').toUpperCase();
  // Every server has a header of that name, and each its own.
  return kind === 'stdio' ? plain : `${id.replace(/\W/g, '_').toUpperCase()}_${plain}`;
}

function writtenValue(draft: Draft, pair: Pair): string {
  if (!pair.isSecret) return pair.value;
  const scheme = pair.value === '' ? pair.prefix : splitScheme(pair.value).scheme || pair.prefix;
  return `${scheme}\${secret:${secretNameOf(draft, pair)}}`;
}

/** `Bearer` says how a secret is sent, and is none. */
function splitScheme(value: string): { scheme: string; rest: string } {
  const [, scheme = '', rest = value] = /^((?:Bearer|Basic|Token)\s+)(\S.*)$/is.exec(value) ?? [];
  return { scheme, rest };
}

function pairOf([name, value]: [string, string]): Pair {
  const [, prefix = '', secretName] =
    /^((?:Bearer|Basic|Token)\s+)?\$\{secret:([^{}]+)\}$/i.exec(value) ?? [];
  return secretName === undefined
    ? newPair({ name, value })
    : newPair({ name, isSecret: true, secretName, prefix });
}

function orNothing<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
