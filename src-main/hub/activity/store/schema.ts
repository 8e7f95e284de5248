/** The shape of activity.db; another number is another shape. */
export const schemaVersion = 1;

export const pragmas = `
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -2000;
  PRAGMA temp_store = MEMORY;
`;

/**
 * Calls are only ever removed from the oldest on, so ids have no gaps. `ended_at` never falls as ids
 * grow, whatever the clock does: times are found by halving. `minute` counts all calls, those that
 * came too fast for a row of their own included, by what is the same of them (`series`).
 */
export const schema = `
  CREATE TABLE call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    duration REAL NOT NULL,
    client TEXT NOT NULL,
    session TEXT NOT NULL,
    is_modern INTEGER NOT NULL,
    profile TEXT NOT NULL,
    project TEXT,
    server TEXT NOT NULL,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    request_bytes INTEGER NOT NULL,
    result_bytes INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    error TEXT
  ) STRICT;
  CREATE TABLE payload (
    id INTEGER PRIMARY KEY,
    arguments TEXT,
    result TEXT,
    cut INTEGER NOT NULL,
    detail INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    server TEXT NOT NULL,
    client TEXT NOT NULL,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (server, client, kind, name)
  ) STRICT;
  CREATE TABLE minute (
    minute INTEGER NOT NULL,
    series INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    bin INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    PRIMARY KEY (minute, series, outcome, bin)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE number (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${schemaVersion};
`;

/**
 * The index of words is in parts of so many calls. A word's beginning is looked up part by part from
 * the newest on, until there are enough; and what retention takes away is dropped part by part.
 */
export const callsPerPart = 16_384;

export function partOf(id: number): number {
  return Math.floor(id / callsPerPart);
}

export function partName(part: number): string {
  return `words_${part}`;
}

/** Of letters not in ASCII all count as such, so that words are exactly those of words.ts. */
export function partSchema(part: number): string {
  return `CREATE VIRTUAL TABLE IF NOT EXISTS ${partName(part)} USING fts5(
    words, content='', columnsize=0, detail=none, tokenize='ascii', prefix='1 2 3'
  )`;
}
