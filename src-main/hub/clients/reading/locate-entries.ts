import { member, words } from './entry-words.ts';
import { isObject } from './is-object.ts';

export interface LocatedEntry {
  name: string;
  path: readonly (string | number)[];
  entry: unknown;
  /** Of a file with several projects. */
  project?: string;
}

export type Located = { ok: true; entries: LocatedEntry[] } | { ok: false; reason: string };

/**
 * The entries below a root, maps and lists alike: files of one client have either. Where the root is
 * missing and all that the file holds are entries, it is a bare map.
 */
export function locateEntries(
  content: unknown,
  { root, clientId }: { root: readonly string[]; clientId: string },
): Located {
  if (content === undefined || content === null) return { ok: true, entries: [] };
  if (!isObject(content)) return { ok: false, reason: 'its root is no object' };
  const [first] = root;
  if (first === undefined || !Object.hasOwn(content, first)) {
    const entries = isBareMap(content) ? entriesAt(content, []) : [];
    return { ok: true, entries: [...entries, ...inProjects(content, root, clientId)] };
  }
  const { value, path } = valueAt(content, root);
  if (value === undefined || value === null) {
    return { ok: true, entries: inProjects(content, root, clientId) };
  }
  if (!isObject(value) && !Array.isArray(value)) {
    return { ok: false, reason: `"${path.join('.')}" holds neither a map nor a list` };
  }
  const entries = [...entriesAt(value, path), ...inProjects(content, root, clientId)];
  return { ok: true, entries };
}

/** Whether it could be the entry of a server: it starts something, or has an address. */
export function looksLikeEntry(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (isObject(value.transport)) return looksLikeEntry(value.transport);
  const command = member(value, words.command)?.value;
  if (typeof command === 'string' || Array.isArray(command)) return true;
  if (isObject(command)) return typeof command.path === 'string';
  return typeof member(value, [...words.httpUrl, ...words.url])?.value === 'string';
}

/** An object with nothing but entries in it. */
export function isBareMap(content: Readonly<Record<string, unknown>>): boolean {
  const values = Object.entries(content).filter(([key]) => key !== '$schema' && key !== 'inputs');
  return values.length > 0 && values.every(([, value]) => looksLikeEntry(value));
}

function valueAt(
  content: unknown,
  root: readonly string[],
): { value: unknown; path: readonly string[] } {
  const value = root.reduce<unknown>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    content,
  );
  const { servers } = isObject(value) ? value : {};
  // opencode and VS Code's old place: `mcp.servers`.
  const isNested = isObject(servers) && !looksLikeEntry(servers) && isBareMap(servers);
  return isNested ? { value: servers, path: [...root, 'servers'] } : { value, path: root };
}

function entriesAt(value: unknown, path: readonly string[]): LocatedEntry[] {
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => {
      return { name: nameIn(entry) ?? String(index + 1), path: [...path, index], entry };
    });
  }
  return Object.entries(isObject(value) ? value : {})
    .filter(([key]) => key !== '$schema' && !(path.length === 0 && key === 'inputs'))
    .map(([key, entry]) => ({ name: nameIn(entry) ?? key, path: [...path, key], entry }));
}

/** Goose's keys are lower-case ids: the name is in the entry. */
function nameIn(entry: unknown): string | undefined {
  const name = isObject(entry) ? entry.name : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
}

/** Claude Code keeps what belongs to one project and one user beside the user's own servers. */
function inProjects(
  { projects }: Readonly<Record<string, unknown>>,
  root: readonly string[],
  clientId: string,
): LocatedEntry[] {
  if (clientId !== 'claude-code' || root.join('/') !== 'mcpServers' || !isObject(projects)) {
    return [];
  }
  return Object.entries(projects).flatMap(([project, settings]) => {
    const servers = isObject(settings) ? settings.mcpServers : undefined;
    return isObject(servers)
      ? entriesAt(servers, ['projects', project, 'mcpServers']).map((entry) => {
          return { ...entry, project };
        })
      : [];
  });
}
