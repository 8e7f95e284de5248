import type { DatabaseSync } from 'node:sqlite';
import type { ProjectFolder } from '../../../../src-shared/domain/client.ts';

/** How far back is looked: enough for days of work, and read in a few milliseconds. */
const lookedAt = 20_000;

/** Folders that the last calls were made for, the newest first. */
export function readProjects(
  database: DatabaseSync,
  lastId: number,
  limit: number,
): ProjectFolder[] {
  const sql = `SELECT project, max(ended_at) AS at FROM call
    WHERE id > ? AND project IS NOT NULL GROUP BY project ORDER BY max(id) DESC LIMIT ?`;
  const rows = database.prepare(sql).all(lastId - lookedAt, limit);
  return rows.map(({ project, at }) => ({ folder: String(project), lastUsedAt: Number(at) }));
}
