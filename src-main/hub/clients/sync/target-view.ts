import type { Heal, TargetView } from '../../../../src-shared/domain/client.ts';
import type { Inspection } from './sync.ts';

/** A target as console and CLI show it. */
export function toTargetView(inspection: Inspection, heal: Heal): TargetView {
  const { found, record, state, duplicates, notes } = inspection;
  const { client, target, exists, evidence, readOnly, dialect } = found;
  const [entry] = record?.entries ?? [];
  return {
    id: target.id,
    client: client.id,
    label: target.label,
    scope: target.scope,
    file: target.path,
    format: target.format,
    exists,
    ...(evidence !== undefined && { evidence }),
    state,
    ...(readOnly !== undefined && { readOnly }),
    takesHttp: dialect.http !== undefined,
    ...(record?.profile !== undefined && { profile: record.profile }),
    ...(record && { via: record.via, syncedAt: record.at }),
    ...(entry && { entry: entry.name }),
    ...(record?.where.project !== undefined && { project: record.where.project }),
    heal,
    proof: record?.proof ?? { phase: 'none' },
    duplicates: [...duplicates],
    reload: client.reload,
    notes: [...notes],
  };
}
