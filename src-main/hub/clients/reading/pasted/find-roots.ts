import { isObject } from '../is-object.ts';
import { isBareMap, looksLikeEntry } from '../locate-entries.ts';
import { nameOfEntry } from './name-of-entry.ts';
import type { NotPasted, Pasted } from './pasted.ts';

/** Where clients keep their servers, and whose file it then is. */
const known: readonly { root: readonly string[]; clientId: string }[] = [
  { root: ['mcpServers'], clientId: 'claude-code' },
  { root: ['servers'], clientId: 'vscode' },
  { root: ['mcp', 'servers'], clientId: 'vscode' },
  { root: ['mcp'], clientId: 'opencode' },
  { root: ['mcp_servers'], clientId: 'codex' },
  { root: ['context_servers'], clientId: 'zed' },
  { root: ['extensions'], clientId: 'goose' },
  { root: ['amp.mcpServers'], clientId: 'amp' },
  { root: ['augment.advanced', 'mcpServers'], clientId: 'augment' },
  { root: ['customizations', 'vscode', 'mcp', 'servers'], clientId: 'vscode' },
];

export type Shape = Pick<Pasted, 'ok' | 'content' | 'roots' | 'clientId'> | NotPasted;

/** Finds the servers in what was pasted: a whole file, a map or list of entries, or a single one. */
export function findRoots(content: unknown, name?: string): Shape {
  if (Array.isArray(content)) {
    return content.some(looksLikeEntry)
      ? { ok: true, content: { servers: content }, roots: [['servers']], clientId: '' }
      : nothing();
  }
  if (!isObject(content)) return nothing();
  if (looksLikeEntry(content)) return single(content, name);
  const found = known.filter(({ root }) => holdsEntries(content, root));
  const [first] = found;
  if (first) {
    const roots = found.map(({ root }) => root);
    // `mcp.servers` is there by two of the names.
    const own = roots.filter((root) => !roots.some((other) => isBelow(other, root)));
    return { ok: true, content, roots: own, clientId: first.clientId };
  }
  return isBareMap(content) ? { ok: true, content, roots: [[]], clientId: '' } : nothing();
}

function nothing(): NotPasted {
  return { ok: false, reason: 'no servers were found in it' };
}

function single(entry: Readonly<Record<string, unknown>>, name: string | undefined): Shape {
  const { name: own, inputs, ...rest } = entry;
  const called = typeof own === 'string' && own.trim() !== '' ? own.trim() : name;
  const servers = { [called ?? nameOfEntry(rest)]: rest };
  return { ok: true, content: { servers, inputs }, roots: [['servers']], clientId: '' };
}

function holdsEntries(content: unknown, root: readonly string[]): boolean {
  const value = root.reduce<unknown>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    content,
  );
  if (root.at(-1) === 'mcpServers' || root.at(-1) === 'amp.mcpServers') {
    return isObject(value) || Array.isArray(value);
  }
  return (Array.isArray(value) ? value : Object.values(isObject(value) ? value : {})).some(
    looksLikeEntry,
  );
}

function isBelow(path: readonly string[], other: readonly string[]): boolean {
  return path.length > other.length && other.every((key, index) => path[index] === key);
}
