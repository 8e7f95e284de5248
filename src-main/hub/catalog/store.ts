import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { EraVerdict } from '../../../src-shared/domain/era.ts';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import { everyListKind, type Listed, type ListKind, type Surface } from './surface.ts';

/** How a server can be spoken to, and when that was found out (milliseconds since the epoch). */
export interface KnownEra {
  verdict: EraVerdict;
  at: number;
}

/** Surfaces and what else is known of servers, keyed by definition; it outlives the hub. */
export interface SurfaceStore {
  read(definition: string): Surface | undefined;
  write(definition: string, surface: Surface): void;
  isInteractive(definition: string): boolean;
  setInteractive(definition: string): void;
  /** How the server can be spoken to, where that was found out. */
  readVerdict(definition: string): KnownEra | undefined;
  /** @param known - undefined: it has to be found out again. */
  writeVerdict(definition: string, known: KnownEra | undefined): void;
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
  const verdicts = new Map<string, KnownEra | undefined>();
  return {
    read: (definition) => surfaces.get(definition),
    write: (definition, surface) => void surfaces.set(definition, surface),
    isInteractive: (definition) => interactive.has(definition),
    setInteractive: (definition) => void interactive.add(definition),
    readVerdict: (definition) => verdicts.get(definition),
    writeVerdict: (definition, known) => void verdicts.set(definition, known),
    close: () => {},
  };
}

/** Every edit of a definition leaves one behind; those that nobody fetched for long go first. */
const mostSurfaces = 1000;
const mostVerdicts = 1000;

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
  CREATE TABLE IF NOT EXISTS verdict (
    definition TEXT PRIMARY KEY,
    verdict TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
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
        ...unpack(row.lists as Uint8Array),
      };
    },
    write(definition, surface) {
      upsert.run(definition, surface.fetchedAt, surface.initialize, pack(surface));
      prune.run(mostSurfaces);
    },
    isInteractive: (definition) => selectInteractive.get(definition) !== undefined,
    setInteractive: (definition) => void insertInteractive.run(definition),
    ...verdictTable(database),
    close: () => database.close(),
  };
}

function verdictTable(database: DatabaseSync): Pick<SurfaceStore, 'readVerdict' | 'writeVerdict'> {
  const select = database.prepare('SELECT verdict, at FROM verdict WHERE definition = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO verdict VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM verdict WHERE definition = ?');
  const prune = database.prepare(
    'DELETE FROM verdict WHERE definition IN ' +
      '(SELECT definition FROM verdict ORDER BY at DESC LIMIT -1 OFFSET ?)',
  );
  return {
    readVerdict(definition) {
      const row = select.get(definition);
      // A later Loom may know others.
      const verdict = EraVerdict.safeParse(row?.verdict);
      return verdict.success ? { verdict: verdict.data, at: Number(row?.at) } : undefined;
    },
    writeVerdict(definition, known) {
      if (!known) {
        remove.run(definition);
        return;
      }
      upsert.run(definition, known.verdict, known.at);
      prune.run(mostVerdicts);
    },
  };
}

/**
 * The lists as one blob: a line of JSON with every item's key and length and, last, what the server
 * says of caching; then the items' texts end to end. Reading it back copies nothing and parses only
 * the first line.
 */
function pack({ lists, caching }: Surface): Uint8Array {
  const index = everyListKind.map((kind) => lists[kind].map(({ key, text }) => [key, text.length]));
  const texts = everyListKind.flatMap((kind) => lists[kind].map(({ text }) => text));
  const head = caching ? [...index, caching] : index;
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...texts]);
}

function unpack(blob: Uint8Array): Pick<Surface, 'lists' | 'caching'> {
  const newline = blob.indexOf(0x0a);
  const head: unknown[] = JSON.parse(Buffer.from(blob.subarray(0, newline)).toString());
  const index = head.slice(0, everyListKind.length) as [string, number][][];
  let at = newline + 1;
  const take = ([key, length]: [string, number]): Listed => {
    at += length;
    return { key, text: blob.subarray(at - length, at) };
  };
  const lists = everyListKind.map(
    (kind, position) => [kind, (index[position] ?? []).map(take)] as const,
  );
  return {
    lists: Object.fromEntries(lists) as Record<ListKind, Listed[]>,
    caching: head[everyListKind.length] as Surface['caching'],
  };
}
