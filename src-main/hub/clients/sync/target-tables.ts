import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Heal } from '../../../../src-shared/domain/client.ts';
import type { ClientStore, KeptDrift } from './client-store.ts';
import { guarded } from './store-failure.ts';
import type { Sighting, SyncedTarget } from './synced-target.ts';

/** More than anybody reads; the oldest go first. */
const mostDrifts = 200;

type TargetTables = Pick<
  ClientStore,
  | 'targets'
  | 'target'
  | 'putTarget'
  | 'removeTarget'
  | 'setProof'
  | 'healOf'
  | 'setHeal'
  | 'drifts'
  | 'addDrift'
  | 'setOutcome'
  | 'see'
  | 'sightings'
>;

/** Targets, settings, drifts and sightings: rows of JSON, since nothing asks for their parts. */
export function targetTables(database: DatabaseSync): TargetTables {
  const run = (sql: string, ...values: SQLInputValue[]) =>
    guarded(() => database.prepare(sql).run(...values));
  const details = (sql: string, ...values: SQLInputValue[]): unknown[] =>
    guarded(() => database.prepare(sql).all(...values)).map((row) =>
      JSON.parse(String(row.details)),
    );
  const target = (key: string) =>
    details('SELECT details FROM targets WHERE key = ?', key)[0] as SyncedTarget | undefined;
  const putTarget = (value: SyncedTarget) =>
    void run('INSERT OR REPLACE INTO targets VALUES (?, ?)', value.key, JSON.stringify(value));

  return {
    targets: () => details('SELECT details FROM targets ORDER BY rowid') as SyncedTarget[],
    target,
    putTarget,
    removeTarget: (key) => void run('DELETE FROM targets WHERE key = ?', key),
    setProof(key, proof) {
      const found = target(key);
      if (found) putTarget({ ...found, proof });
    },
    healOf(id) {
      const sql = 'SELECT heal FROM heals WHERE target = ?';
      const row = guarded(() => database.prepare(sql).get(id));
      return Heal.safeParse(row?.heal).data;
    },
    setHeal: (id, heal) => void run('INSERT OR REPLACE INTO heals VALUES (?, ?)', id, heal),
    ...driftTable(run, details),
    see(sighting) {
      const sql = 'SELECT details FROM sightings WHERE client = ?';
      const [known] = details(sql, sighting.client) as Sighting[];
      if (known && known.at > sighting.at) return;
      const text = JSON.stringify({ ...known, ...sighting });
      run('INSERT OR REPLACE INTO sightings VALUES (?, ?)', sighting.client, text);
    },
    sightings: () => details('SELECT details FROM sightings ORDER BY client') as Sighting[],
  };
}

function driftTable(
  run: (sql: string, ...values: SQLInputValue[]) => { lastInsertRowid: number | bigint },
  details: (sql: string, ...values: SQLInputValue[]) => unknown[],
): Pick<TargetTables, 'drifts' | 'addDrift' | 'setOutcome'> {
  const put = (drift: KeptDrift) =>
    void run('UPDATE drifts SET details = ? WHERE id = ?', JSON.stringify(drift), drift.id);
  return {
    drifts: (limit = mostDrifts) =>
      details('SELECT details FROM drifts ORDER BY id DESC LIMIT ?', limit) as KeptDrift[],
    addDrift(drift) {
      const text = JSON.stringify({ ...drift, id: 0 });
      const { lastInsertRowid } = run('INSERT INTO drifts (details) VALUES (?)', text);
      const kept = { ...drift, id: Number(lastInsertRowid) };
      put(kept);
      run('DELETE FROM drifts WHERE id <= ?', kept.id - mostDrifts);
      return kept;
    },
    setOutcome(id, outcome) {
      const [drift] = details('SELECT details FROM drifts WHERE id = ?', id) as KeptDrift[];
      if (drift) put({ ...drift, outcome });
    },
  };
}
