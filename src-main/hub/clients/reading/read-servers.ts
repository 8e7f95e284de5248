import type { KnownFormat } from '../../secret-scan/known-formats.ts';
import type { EntryContext } from './entry-context.ts';
import { entryLeaves } from './entry-leaves.ts';
import type { FoundInput, FoundServer, FoundServers, SkippedEntry } from './found-server.ts';
import { isObject } from './is-object.ts';
import { locateEntries } from './locate-entries.ts';
import { readEntry } from './read-entry.ts';
import { pathKey } from './secrets-in.ts';

export interface HowToRead extends EntryContext {
  /** Keys to what holds the entries. */
  root: readonly string[];
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
  const isAllowed = allowedBy(content);
  for (const entry of located.entries) {
    const read = readEntry(entry, how);
    if (!read.ok) skipped.push(read.skipped);
    else {
      const { server } = read;
      servers.push(isAllowed(server.name) ? server : { ...server, enabled: false });
    }
  }
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

/** Gemini CLI and its relatives run only what such lists name. */
function allowedBy(content: unknown): (name: string) => boolean {
  if (!isObject(content)) return () => true;
  const { mcp, allowMCPServers, excludeMCPServers } = content;
  const { allowed, excluded } = isObject(mcp) ? mcp : {};
  const allow = [allowed, allowMCPServers].filter((list) => Array.isArray(list));
  const deny = [excluded, excludeMCPServers].filter((list) => Array.isArray(list));
  return (name) =>
    allow.every((list) => list.includes(name)) && !deny.some((list) => list.includes(name));
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
