import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import { everyListKind, type Listed, type ListKind, type Surface } from './surface.ts';

/** Surfaces that outlive the hub, keyed by the server's definition. */
export interface SurfaceStore {
  read(definition: string): Surface | undefined;
  write(definition: string, surface: Surface): void;
  isInteractive(definition: string): boolean;
  setInteractive(definition: string): void;
  close(): void;
}

/**
 * Opens the catalog's tables in loom.db.
 *
 * @throws LoomError 'file-unwritable' where the file cannot be opened or is damaged.
 */
export function openSurfaceStore(file: string): SurfaceStore {
  try {
    // SQLite would make it readable for everybody; its other files take over the mode.
    closeSync(openSync(file, 'a', 0o600));
    const database = new DatabaseSync(file);
    database.exec(schema);
    return sqliteStore(database);
  } catch (cause) {
    const why = messageOf(cause);
    throw new LoomError('file-unwritable', `the catalog cache cannot be opened: ${why}`, {
      place: { file },
      cause,
    });
  }
}

/** Used where the disk cannot be: the hub works, and fetches every surface again after a start. */
export function memorySurfaceStore(): SurfaceStore {
  const surfaces = new Map<string, Surface>();
  const interactive = new Set<string>();
  return {
    read: (definition) => surfaces.get(definition),
    write: (definition, surface) => void surfaces.set(definition, surface),
    isInteractive: (definition) => interactive.has(definition),
    setInteractive: (definition) => void interactive.add(definition),
    close: () => {},
  };
}

/** Every edit of a definition leaves one behind; those that nobody fetched for long go first. */
const mostSurfaces = 1000;

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS surface (
    definition TEXT PRIMARY KEY,
    fetched_at INTEGER NOT NULL,
    initialize BLOB NOT NULL,
    lists BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS interactive (definition TEXT PRIMARY KEY) STRICT;
`;

function sqliteStore(database: DatabaseSync): SurfaceStore {
  const select = database.prepare(
    'SELECT fetched_at, initialize, lists FROM surface WHERE definition = ?',
  );
  const upsert = database.prepare('INSERT OR REPLACE INTO surface VALUES (?, ?, ?, ?)');
  const prune = database.prepare(
    'DELETE FROM surface WHERE definition IN ' +
      '(SELECT definition FROM surface ORDER BY fetched_at DESC LIMIT -1 OFFSET ?)',
  );
  const selectInteractive = database.prepare('SELECT 1 FROM interactive WHERE definition = ?');
  const insertInteractive = database.prepare('INSERT OR IGNORE INTO interactive VALUES (?)');
  return {
    read(definition) {
      const row = select.get(definition);
      if (!row) return undefined;
      return {
        fetchedAt: Number(row.fetched_at),
        initialize: row.initialize as Uint8Array,
        lists: unpack(row.lists as Uint8Array),
      };
    },
    write(definition, { fetchedAt, initialize, lists }) {
      upsert.run(definition, fetchedAt, initialize, pack(lists));
      prune.run(mostSurfaces);
    },
    isInteractive: (definition) => selectInteractive.get(definition) !== undefined,
    setInteractive: (definition) => void insertInteractive.run(definition),
    close: () => database.close(),
  };
}

/**
 * The lists as one blob: a line of JSON with every item's key and length, then the items' texts end
 * to end. Reading it back copies nothing and parses only the first line.
 */
function pack(lists: Surface['lists']): Uint8Array {
  const index = everyListKind.map((kind) => lists[kind].map(({ key, text }) => [key, text.length]));
  const texts = everyListKind.flatMap((kind) => lists[kind].map(({ text }) => text));
  return Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...texts]);
}

function unpack(blob: Uint8Array): Surface['lists'] {
  const newline = blob.indexOf(0x0a);
  const index: [string, number][][] = JSON.parse(Buffer.from(blob.subarray(0, newline)).toString());
  let at = newline + 1;
  const take = ([key, length]: [string, number]): Listed => {
    at += length;
    return { key, text: blob.subarray(at - length, at) };
  };
  const lists = everyListKind.map(
    (kind, position) => [kind, (index[position] ?? []).map(take)] as const,
  );
  return Object.fromEntries(lists) as Record<ListKind, Listed[]>;
}
