import type { KnownFormat } from '../../secret-scan/known-formats.ts';
import type { EntryContext } from './entry-context.ts';
import { entryLeaves } from './entry-leaves.ts';
import type { FoundInput, FoundServer, FoundServers, SkippedEntry } from './found-server.ts';
import { isObject } from './is-object.ts';
import { type LocatedEntry, locateEntries } from './locate-entries.ts';
import { readEntry } from './read-entry.ts';
import { pathKey } from './secrets-in.ts';
import { both, type EntryPlace, type Switch } from './switches/switch.ts';
import { switchesInFile } from './switches/switches-in-file.ts';

export interface HowToRead extends EntryContext {
  /** Keys to what holds the entries. */
  root: readonly string[];
  /** What is said about servers outside of their entries; by default what the file itself says. */
  switchOf?: (place: EntryPlace) => Switch;
}

/**
 * The servers in a client's file, in its order. `content` is what the file's editor read; undefined
 * for an empty file. Never resolves a reference and never runs anything.
 *
 * The user's file of Claude Code also gives the servers of each project, with `project`.
 */
export function readServers(content: unknown, how: HowToRead): FoundServers {
  const located = locateEntries(content, how);
  if (!located.ok) return { servers: [], skipped: [], invalid: located.reason };
  const servers: FoundServer[] = [];
  const skipped: SkippedEntry[] = [];
  const { switchOf = switchesInFile(how.root)([{ path: '', content }]) } = how;
  for (const entry of located.entries) {
    const read = readEntry(entry, how);
    if (!read.ok) skipped.push(read.skipped);
    else servers.push(switched(read.server, switchOf({ key: keyOf(entry), path: entry.path })));
  }
  skipped.push(...insideClient(content, how.clientId));
  const inputs = inputsOf(content, how.root);
  return { servers, skipped, ...(inputs.length > 0 && { inputs }) };
}

/** The same, and tokens of well-known formats are secrets wherever they stand. */
export async function readServersAndFormats(
  content: unknown,
  how: Omit<HowToRead, 'formats'>,
  findFormats: (texts: readonly { name: string; text: string }[]) => Promise<KnownFormat[][]>,
): Promise<FoundServers> {
  const located = locateEntries(content, how);
  const entries = located.ok ? located.entries : [];
  const leaves = entries.flatMap(({ entry, path }) => entryLeaves(entry, path));
  const found = leaves.length > 0 ? await findFormats(leaves) : [];
  const formats = new Map(leaves.map(({ path }, index) => [pathKey(path), found[index] ?? []]));
  return readServers(content, { ...how, formats });
}

/** Clients go by the key, also where the entry has a name of its own; in a list there is no other. */
function keyOf({ name, path }: LocatedEntry): string {
  const key = path.at(-1);
  return typeof key === 'string' ? key : name;
}

function switched(server: FoundServer, said: Switch): FoundServer {
  const { tools } = both({ ...(server.tools && { tools: server.tools }) }, said);
  return {
    ...server,
    enabled: server.enabled && said.isOff !== true,
    ...(tools && { tools }),
    warnings: [...server.warnings, ...(said.notes ?? [])],
  };
}

/** mcphub.nvim keeps servers in Lua; the file only says what of them is switched off. */
function insideClient(content: unknown, clientId: string): SkippedEntry[] {
  const native = isObject(content) ? content.nativeMCPServers : undefined;
  if (clientId !== 'mcphub-nvim' || !isObject(native)) return [];
  return Object.keys(native).map((name) => {
    return { name, path: ['nativeMCPServers', name], reason: 'it runs inside its client' };
  });
}

/** VS Code's `inputs` stand beside the servers. */
function inputsOf(content: unknown, root: readonly string[]): FoundInput[] {
  const parent = root
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), content);
  const { inputs } = isObject(parent) ? parent : {};
  return (Array.isArray(inputs) ? inputs : []).flatMap((input: unknown): FoundInput[] => {
    if (!isObject(input) || typeof input.id !== 'string') return [];
    const { id, password, description } = input;
    const isSecret = password === true;
    return [{ id, isSecret, ...(typeof description === 'string' && { description }) }];
  });
}
