import { type Draft, type Field, fieldKey } from './draft.ts';
import { identityOf, isCompatible, isOwn } from './same-server.ts';

/** One server with all places that have it. */
export interface Merged extends Omit<Draft, 'name' | 'source'> {
  names: readonly string[];
  sources: readonly Draft['source'][];
}

/**
 * The same server of several clients as one. Two that hold different values for one variable or header
 * stay two: they may be two accounts.
 */
export function mergeDrafts(drafts: readonly Draft[]): Merged[] {
  const merged: { identity: string; server: Merged }[] = [];
  for (const draft of drafts) {
    const identity = identityOf(draft);
    const same = merged.find(
      (other) => other.identity === identity && isCompatible(other.server.fields, draft.fields),
    );
    if (same) same.server = merge(same.server, draft);
    else merged.push({ identity, server: alone(draft) });
  }
  return merged.map(({ server }) => server);
}

function alone({ name, source, ...rest }: Draft): Merged {
  return { ...rest, names: [name], sources: [source] };
}

function merge(one: Merged, other: Draft): Merged {
  const isElsewhere = !one.sources.some(({ file }) => file === other.source.file);
  const callTimeoutMs = longest(one.callTimeoutMs, other.callTimeoutMs);
  const startTimeoutMs = longest(one.startTimeoutMs, other.startTimeoutMs);
  const tools = one.tools ?? other.tools;
  const isSplit = JSON.stringify(one.tools ?? {}) !== JSON.stringify(other.tools ?? {});
  const said = new Set([
    ...one.notes,
    ...other.notes,
    ...(one.isEnabled === other.isEnabled ? [] : ['some clients have it switched off']),
    ...(isSplit ? ['clients filter its tools in different ways: the first of them is kept'] : []),
  ]);
  return {
    names: [...new Set([...one.names, other.name])],
    sources: isElsewhere ? [...one.sources, other.source] : one.sources,
    // Who names a transport knows more than who leaves it open.
    transport: one.isGuess ? other.transport : one.transport,
    isGuess: one.isGuess && other.isGuess,
    fields: union(one.fields, other.fields),
    isEnabled: one.isEnabled || other.isEnabled,
    ...(callTimeoutMs !== undefined && { callTimeoutMs }),
    ...(startTimeoutMs !== undefined && { startTimeoutMs }),
    ...(tools && { tools }),
    notes: [...said],
  };
}

function longest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

/** The command or URL of one, the variables and headers of both; a secret before a blank. */
function union(one: readonly Field[], other: readonly Field[]): Field[] {
  const launch = [one, other]
    .map((fields) => fields.filter((field) => !isOwn(field)))
    .sort((a, b) => Number(a.some(asks)) - Number(b.some(asks)))[0];
  const own = new Map<string, Field>();
  for (const field of [...one, ...other].filter(isOwn)) {
    const known = own.get(fieldKey(field));
    if (!known || (asks(known) && !asks(field))) own.set(fieldKey(field), field);
  }
  return [...(launch ?? []), ...own.values()];
}

function asks({ text }: Field): boolean {
  return text.some(({ kind }) => kind === 'blank');
}
