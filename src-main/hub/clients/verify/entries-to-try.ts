import { isDeepStrictEqual } from 'node:util';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { FoundServer } from '../reading/found-server.ts';
import { readEntry } from '../reading/read-entry.ts';
import { agrees } from '../sync/agrees.ts';
import { loomName } from '../sync/loom-entry.ts';
import type { Inspection } from '../sync/sync.ts';
import type { WrittenEntry } from '../sync/synced-target.ts';

/**
 * The entries of a target that may be run: those that start what Loom wrote there. What anybody else
 * wrote, in a project from elsewhere or into Loom's own entry, only its client may start, which asks.
 *
 * @throws LoomError where there is none, or one is not Loom's, is turned off, or cannot be read.
 */
export function entriesToTry(inspection: Inspection): FoundServer[] {
  const { record, entries } = inspection;
  const names = new Set(record?.entries.map(({ name }) => name) ?? [loomName]);
  const own = entries.filter(({ name }) => names.has(name));
  if (own.length === 0) throw notThere(inspection);
  return own.map((entry) => {
    if (!isAsWritten(entry, inspection)) throw notLooms(entry, inspection);
    const found = readOne(entry, inspection);
    if (found.enabled) return found;
    const { client, target } = inspection.found;
    const remedy = `Turn it on in ${client.label}.`;
    const text = `"${entry.name}" is turned off in ${target.path}`;
    throw new LoomError('server-disabled', text, { remedy, remedyId: 'turn-on-in-client' });
  });
}

/** In a file of their own, people may add to Loom's entry; one that comes with a project may not. */
function isAsWritten(entry: WrittenEntry, inspection: Inspection): boolean {
  const { record, found, state } = inspection;
  const written = record?.entries.find(({ name }) => name === entry.name);
  if (!written) {
    const { env = {}, cwd } = readOne(entry, inspection);
    return state.phase === 'synced' && Object.keys(env).length === 0 && cwd === undefined;
  }
  if (!agrees(entry.value, written.value)) return false;
  if (found.target.scope === 'user') return true;
  const [now, then] = [entry, written].map((one) => launchOf(readOne(one, inspection)));
  return isDeepStrictEqual(now, then);
}

function launchOf({ command, args, env, cwd, url, headers }: FoundServer): unknown {
  return { command, args, env, cwd, url, headers };
}

function readOne({ name, value }: WrittenEntry, { found }: Inspection): FoundServer {
  const { dialect, client, target } = found;
  const located = { name, path: [...target.root, name], entry: value };
  const read = readEntry(located, { dialect, clientId: client.id, withLoom: true });
  if (read.ok) return read.server;
  throw new LoomError('invalid-client-file', `"${name}": ${read.skipped.reason}`);
}

function notThere({ found, state }: Inspection): LoomError {
  const { path, id } = found.target;
  if (state.phase === 'unreadable')
    return new LoomError('invalid-client-file', `${path} cannot be read: ${state.reason}`);
  const remedy = `\`loom sync ${id}\` puts it there.`;
  return new LoomError('not-found', `Loom's entry is not in ${path}`, {
    remedy,
    remedyId: 'connect-again',
  });
}

/** Without its command, which may hold anything. */
function notLooms({ name }: WrittenEntry, { found }: Inspection): LoomError {
  const { path, id } = found.target;
  const text = `"${name}" in ${path} is not what Loom wrote, and was not run`;
  const remedy = `Look at it; \`loom sync ${id}\` writes Loom's own.`;
  return new LoomError('file-changed', text, {
    place: { file: path },
    remedy,
    remedyId: 'connect-again',
  });
}
