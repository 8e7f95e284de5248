import type { ByHand, TargetView } from '../../../src-shared/domain/client.ts';

/** One line of the list: a file of a client, or a client that has none. */
export interface ClientRow {
  /** Unique; also what is typed after `loom sync`. */
  key: string;
  client: string;
  label: string;
  target?: TargetView;
  byHand?: ByHand;
}

export type Standing =
  | TargetView['state']['phase']
  /** Loom reads it and must not write it. */
  | 'read-only'
  | 'by-hand';

/** What a list may be narrowed to; the word in the address. */
export type Group = 'synced' | 'absent' | 'attention';

export interface ListedClients {
  /** Those that are on this machine. */
  here: ClientRow[];
  /** Known ones that are not: a row for each client. */
  elsewhere: ClientRow[];
}

/** Sorts out what is here; of a client that is, files that exist nowhere and are never made stay out. */
export function listRows(targets: readonly TargetView[], byHand: readonly ByHand[]): ListedClients {
  const listed: ListedClients = { here: [], elsewhere: [] };
  for (const ofClient of Map.groupBy(targets, ({ client }) => client).values()) {
    const here = ofClient.filter(({ state }) => state.phase !== 'not-installed');
    const shown = here.filter(isListed);
    const [first] = ofClient;
    if (here.length > 0) {
      listed.here.push(...(shown.length > 0 ? shown : here.slice(0, 1)).map(rowOf));
    } else if (first) listed.elsewhere.push({ ...rowOf(first), key: first.client });
  }
  for (const one of byHand.filter(({ hasFile }) => !hasFile)) {
    const row = { key: one.client, client: one.client, label: one.label, byHand: one };
    (one.evidence === undefined ? listed.elsewhere : listed.here).push(row);
  }
  const byLabel = (a: ClientRow, b: ClientRow) => a.label.localeCompare(b.label);
  return { here: listed.here.toSorted(byLabel), elsewhere: listed.elsewhere.toSorted(byLabel) };
}

/** A file that is only read says nothing, unless it is all that there is of its client. */
function isListed(target: TargetView): boolean {
  return isOfUse(target) && !(target.state.phase === 'absent' && target.readOnly !== undefined);
}

/** Whether there is anything to see or to do about a file of a client that is here. */
export function isOfUse({ exists, readOnly, entry }: TargetView): boolean {
  return exists || entry !== undefined || readOnly === undefined;
}

export function standingOf({ target }: ClientRow): Standing {
  if (!target) return 'by-hand';
  const { state, readOnly } = target;
  return state.phase === 'absent' && readOnly !== undefined ? 'read-only' : state.phase;
}

/** The group that a row is counted in; none where there is nothing to say. */
export function groupOf(row: ClientRow): Group | undefined {
  const standing = standingOf(row);
  if (standing === 'synced') {
    return row.target?.proof.phase === 'failed' ? 'attention' : 'synced';
  }
  if (standing === 'absent') return 'absent';
  return standing === 'drifted' || standing === 'unreadable' || standing === 'other-entry'
    ? 'attention'
    : undefined;
}

/** Whether connecting could change something. Of a project's file only by itself. */
export function isConnectable(target: TargetView): boolean {
  return target.readOnly === undefined && target.state.phase !== 'unreadable';
}

/** What "all" connects: what is here and not as it should be. */
export function unconnected({ here }: ListedClients): TargetView[] {
  return here.flatMap(({ target }) =>
    target && isConnectable(target) && target.scope === 'user' && target.state.phase !== 'synced'
      ? [target]
      : [],
  );
}

export function filterRows(
  rows: readonly ClientRow[],
  { text, group }: { text: string; group: string },
): ClientRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const { label, key, target } = row;
    const all = `${label} ${key} ${target?.file ?? ''} ${target?.profile ?? ''}`.toLowerCase();
    return (!group || groupOf(row) === group) && words.every((word) => all.includes(word));
  });
}

function rowOf(target: TargetView): ClientRow {
  const { id, client, label, project } = target;
  return { key: project === undefined ? id : `${id} ${project}`, client, label, target };
}
