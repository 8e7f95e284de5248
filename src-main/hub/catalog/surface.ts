/** One thing that a server lists: its key (name or URI) and its JSON text as the server sent it. */
export interface Listed {
  key: string;
  text: Uint8Array;
}

/** The four lists a server may offer, and the member that holds them in a list result. */
export const listKinds = {
  tools: { method: 'tools/list', capability: 'tools', key: 'name' },
  prompts: { method: 'prompts/list', capability: 'prompts', key: 'name' },
  resources: { method: 'resources/list', capability: 'resources', key: 'uri' },
  resourceTemplates: {
    method: 'resources/templates/list',
    capability: 'resources',
    key: 'uriTemplate',
  },
} as const;

export type ListKind = keyof typeof listKinds;

export const everyListKind = Object.keys(listKinds) as ListKind[];

/** How long a list may be kept, in milliseconds, and whether for everybody (2026-07-28 caching). */
export interface CachingHint {
  ttlMs: number;
  cacheScope: 'public' | 'private';
}

/** What a server offers (design.md section 2), all texts unchanged. */
export interface Surface {
  /** The raw `initialize` result. */
  initialize: Uint8Array;
  lists: Record<ListKind, Listed[]>;
  /** What a server of the modern era says of each list. */
  caching?: Partial<Record<ListKind, CachingHint>> | undefined;
  /** Milliseconds since the epoch. */
  fetchedAt: number;
}

/** Which lists differ between two surfaces, byte for byte. */
export function changedLists(before: Surface | undefined, after: Surface): ListKind[] {
  return everyListKind.filter((kind) => {
    const old = before?.lists[kind] ?? [];
    const now = after.lists[kind];
    return (
      old.length !== now.length || now.some(({ text }, index) => !sameBytes(text, old[index]?.text))
    );
  });
}

export function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0;
}
