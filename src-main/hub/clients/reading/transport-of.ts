import type { EntryContext } from './entry-context.ts';
import { textOf, words } from './entry-words.ts';
import type { FoundServer } from './found-server.ts';

export type Transport =
  | { ok: true; transport: FoundServer['transport']; url?: string }
  | { ok: false; reason: string };

/** By the letters of the word alone: clients write them with `-`, `_`, or capitals. */
const kinds: Record<string, FoundServer['transport'] | 'remote'> = {
  stdio: 'stdio',
  local: 'stdio',
  command: 'stdio',
  http: 'http',
  streamable: 'http',
  streamablehttp: 'http',
  httpstream: 'http',
  sse: 'sse',
  remote: 'remote',
};

const foreign: Record<string, string> = {
  builtin: 'it is built into its client',
  platform: 'it is built into its client',
  frontend: 'it runs inside its client',
  sdk: 'it runs inside its client',
  inlinepython: 'it is a program in the text of the file',
  ws: 'Loom does not speak WebSocket',
  websocket: 'Loom does not speak WebSocket',
};

/** How an entry is reached, after its own words and what its client makes of a bare address. */
export function transportOf(
  entry: Readonly<Record<string, unknown>>,
  hasCommand: boolean,
  { clientId, dialect }: Pick<EntryContext, 'clientId' | 'dialect'>,
  warn: (text: string) => void,
): Transport {
  const word =
    textOf(entry, words.type)
      ?.toLowerCase()
      .replace(/[^a-z]/g, '') ?? '';
  if (Object.hasOwn(foreign, word)) return { ok: false, reason: foreign[word] ?? '' };
  const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
  if (word !== '' && !kind) warn('its type is unknown');
  const http = textOf(entry, words.httpUrl);
  const url = http ?? textOf(entry, words.url);
  if (hasCommand && url !== undefined) {
    warn('has command and url: most clients run the command, Antigravity takes the url');
  }
  const isRemote = url !== undefined && (!hasCommand || clientId === 'antigravity');
  if (hasCommand && (kind === 'stdio' || url === undefined || (!kind && !isRemote))) {
    return { ok: true, transport: 'stdio', ...(url !== undefined && { url }) };
  }
  if (url === undefined) return { ok: false, reason: reasonOf(entry) };
  if (!/^(https?:\/\/|[$%{])/i.test(url)) warn('Loom reaches http and https addresses only');
  if (kind === 'http' || kind === 'sse') return { ok: true, transport: kind, url };
  if (http !== undefined) return { ok: true, transport: 'http', url };
  if (kind === 'stdio') warn('its type is stdio, but it has nothing to run');
  return { ok: true, transport: ofBareUrl(kind, dialect, warn), url };
}

function ofBareUrl(
  kind: FoundServer['transport'] | 'remote' | undefined,
  dialect: EntryContext['dialect'],
  warn: (text: string) => void,
): FoundServer['transport'] {
  const bare = dialect?.bareUrl ?? 'auto';
  if (bare !== 'stdio') return bare;
  if (!kind) warn('without a type its client does not take the address for one');
  return 'auto';
}

function reasonOf(entry: Readonly<Record<string, unknown>>): string {
  if ('settings' in entry)
    return 'an extension of its client runs it: there is no command to import';
  if ('tcp' in entry) return 'Loom does not speak WebSocket';
  const keys = Object.keys(entry);
  return keys.length > 0 &&
    keys.every((key) => [...words.on, ...words.off].some((on) => on === key))
    ? 'it only switches a server that is defined elsewhere'
    : 'it has neither a command nor an address';
}
