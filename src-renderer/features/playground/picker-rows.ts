import type { SavedCall } from './saved-calls.ts';
import { searchThings, type Thing, type ThingKind } from './things.ts';

export type PickerFilter = 'all' | 'tools' | 'prompts' | 'resources';

/** One line of the list: a heading, or what can be chosen. */
export type PickerRow =
  | { type: 'head'; key: string; text: string }
  | { type: 'thing'; key: string; thing: Thing }
  | { type: 'saved'; key: string; call: SavedCall };

const shown: Record<PickerFilter, readonly ThingKind[]> = {
  all: ['tool', 'prompt', 'resource', 'template'],
  tools: ['tool'],
  prompts: ['prompt'],
  resources: ['resource', 'template'],
};

interface PickerContent {
  things: readonly Thing[];
  saved: readonly SavedCall[];
  savedTitle: string;
  filter: PickerFilter;
  query: string;
}

/** The list as it is drawn: saved calls first, then everything by its server. */
export function rowsOf({ things, saved, savedTitle, filter, query }: PickerContent): PickerRow[] {
  const kinds = shown[filter];
  const found = searchThings(things, query).filter(({ kind }) => kinds.includes(kind));
  const calls = filter === 'all' || filter === 'tools' ? searchCalls(saved, query) : [];
  const rows: PickerRow[] = [];
  if (calls.length > 0) rows.push({ type: 'head', key: 'head saved', text: savedTitle });
  for (const call of calls) rows.push({ type: 'saved', key: `saved ${call.name}`, call });
  let server: string | undefined;
  for (const thing of found) {
    if (thing.server !== server) {
      server = thing.server;
      rows.push({ type: 'head', key: `head ${server}`, text: server });
    }
    rows.push({ type: 'thing', key: `${thing.kind} ${thing.id}`, thing });
  }
  return rows;
}

/** The next row in a direction that can be chosen; the same one where there is none. */
export function nextRow(rows: readonly PickerRow[], from: number, step: 1 | -1): number {
  for (let index = from + step; index >= 0 && index < rows.length; index += step) {
    if (rows[index]?.type !== 'head') return index;
  }
  return from;
}

/** Under its server's heading a name needs no prefix. */
export function shortName({ kind, id, server }: Thing): string {
  const prefix = `${server}__`;
  const isNamed = kind === 'tool' || kind === 'prompt';
  return isNamed && id.startsWith(prefix) ? id.slice(prefix.length) : id;
}

function searchCalls(calls: readonly SavedCall[], query: string): readonly SavedCall[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return calls.filter(({ name, tool }) => {
    const text = `${name} ${tool}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
