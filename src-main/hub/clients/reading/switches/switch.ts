/** A file of a client's that has a say in which servers run. */
export interface Layer {
  path: string;
  content: unknown;
}

/** Where the entry of a server stands; its key is what its client calls it. */
export interface EntryPlace {
  key: string;
  path: readonly (string | number)[];
}

/** What is said about a server outside of its entry. */
export interface Switch {
  isOff?: boolean;
  /** In upstream names, `*` any run. */
  tools?: { allow?: readonly string[]; deny?: readonly string[] };
  /** What of it has no place in registry.yaml. */
  notes?: readonly string[];
}

/** @param layers - the files that count; the last has the last word. */
export type ReadSwitches = (layers: readonly Layer[]) => (place: EntryPlace) => Switch;

/** All that several of them say. */
export function allOf(...readers: readonly ReadSwitches[]): ReadSwitches {
  return (layers) => {
    const ways = readers.map((read) => read(layers));
    return (place) => ways.map((switchOf) => switchOf(place)).reduce(both, {});
  };
}

/** Where both filter tools, the allowed ones of the first count. */
export function both(one: Switch, other: Switch): Switch {
  const allow = one.tools?.allow ?? other.tools?.allow;
  const deny = [...new Set([...(one.tools?.deny ?? []), ...(other.tools?.deny ?? [])])];
  const tools = { ...(allow && { allow }), ...(deny.length > 0 && { deny }) };
  return {
    isOff: one.isOff === true || other.isOff === true,
    ...((allow || deny.length > 0) && { tools }),
    notes: [...(one.notes ?? []), ...(other.notes ?? [])],
  };
}
