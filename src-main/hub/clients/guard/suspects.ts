import { basename } from 'node:path';
import { listProcessNames, type NamedProcess } from '../../platform/process-names.ts';
import type { Client, Machine } from '../client.ts';

/** A client has many processes; who reads this wants to know which program, not all of its parts. */
const mostNamed = 3;

/**
 * Running programs that look like this client: who changed a file cannot be told for certain.
 * `Cursor (pid 123)`.
 */
export async function findSuspects(
  client: Client,
  machine: Machine,
  list: () => Promise<NamedProcess[]> = listProcessNames,
): Promise<string[]> {
  const known = new Set(namesOf(client, machine).map(plain));
  const suspects = (await list()).flatMap(({ pid, names }) => {
    const name = names.find((one) => known.has(plain(one)));
    return name === undefined ? [] : [{ pid, name }];
  });
  suspects.sort((one, other) => one.pid - other.pid);
  return suspects.slice(0, mostNamed).map(({ pid, name }) => `${name} (pid ${pid})`);
}

function namesOf(client: Client, machine: Machine): string[] {
  const traces = client.evidence(machine).flatMap((trace) => {
    if ('command' in trace) return [trace.command];
    return /\.app$/.test(trace.path) ? [basename(trace.path)] : [];
  });
  return [client.id, client.label, ...traces];
}

/** `Claude Desktop`, `claude-desktop` and `Claude Desktop.app` are one. */
function plain(name: string): string {
  return name
    .replace(/\.(exe|app|AppImage)$/i, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
