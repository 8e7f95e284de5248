import type { CallDetails, CallRecord } from '../../../../src-shared/domain/activity.ts';
import { details, kinds, outcomes } from '../places.ts';

/** The columns of `call` that a list shows. */
export const listed =
  'call.id, at, client, session, is_modern, profile, server, kind, name, duration, ' +
  'request_bytes, result_bytes, outcome, error';

/** And what is known of one call besides. */
export const detailed = [
  listed,
  'project',
  ...['arguments', 'result', 'cut', 'detail'].map(
    (column) => `(SELECT ${column} FROM payload WHERE payload.id = call.id) AS ${column}`,
  ),
].join(', ');

/** What SQLite gives for a row. */
export type Row = Record<string, unknown>;

export function recordOf(row: Row): CallRecord {
  return {
    id: Number(row.id),
    at: Number(row.at),
    client: String(row.client),
    session: String(row.session),
    era: row.is_modern ? 'modern' : 'legacy',
    profile: String(row.profile),
    server: String(row.server),
    kind: kinds[Number(row.kind)] ?? 'other',
    name: String(row.name),
    durationMs: Number(row.duration),
    requestBytes: Number(row.request_bytes),
    resultBytes: Number(row.result_bytes),
    outcome: outcomes[Number(row.outcome)] ?? 'error',
    ...(row.error !== null && { error: String(row.error) }),
  };
}

const withheld: Partial<Record<(typeof details)[number], string>> = {
  'no-payloads': 'config.yaml says that payloads are not to be kept (activity.payloads: none)',
  hurried: 'calls came too fast to keep what was in them',
};

/** @param row - with the columns of `payload`, as far as there are any. */
export function detailsOf(row: Row): CallDetails {
  const cut = Number(row.cut ?? 0);
  const why = withheld[details[Number(row.detail ?? 0)] ?? 'all'];
  return {
    ...recordOf(row),
    ...textIn(row, 'arguments'),
    ...textIn(row, 'result'),
    ...textIn(row, 'project'),
    cut: [...(cut & 1 ? (['arguments'] as const) : []), ...(cut & 2 ? (['result'] as const) : [])],
    ...(why && { withheld: why }),
  };
}

function textIn<Name extends string>(row: Row, name: Name): { [Key in Name]?: string } {
  const text = row[name];
  return (typeof text === 'string' ? { [name]: text } : {}) as { [Key in Name]?: string };
}
