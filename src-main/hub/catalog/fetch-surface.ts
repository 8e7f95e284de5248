import { LoomError } from '../../../src-shared/errors.ts';
import { findMembers, parseText, scanArray } from '../../../src-shared/wire/json-scan.ts';
import { rpcCodes } from '../mcp/message.ts';
import { type Peer, ServerRefusal } from '../mcp/peer.ts';
import type { InitializeAnswer } from '../upstreams/handshake.ts';
import { everyListKind, type Listed, type ListKind, listKinds, type Surface } from './surface.ts';

/** A server that pages for ever must not fill the memory. */
const mostPages = 1000;

/**
 * Asks a server for all it offers, every page of every list that its capabilities announce.
 *
 * @throws LoomError or ServerRefusal where a list cannot be read: a surface with a part missing
 * would look like a server that offers less.
 */
export async function fetchSurface(
  serverId: string,
  peer: Peer,
  answer: InitializeAnswer,
  kinds: readonly ListKind[] = everyListKind,
): Promise<Surface> {
  const fetched = await Promise.all(
    kinds.map(async (kind) => [kind, await fetchList(serverId, peer, answer, kind)] as const),
  );
  const empty = { tools: [], prompts: [], resources: [], resourceTemplates: [] };
  return {
    initialize: answer.raw,
    lists: { ...empty, ...Object.fromEntries(fetched) },
    fetchedAt: Date.now(),
  };
}

async function fetchList(
  serverId: string,
  peer: Peer,
  { capabilities }: InitializeAnswer,
  kind: ListKind,
): Promise<Listed[]> {
  const { method, capability } = listKinds[kind];
  if (capabilities[capability] === undefined) return [];
  const items: Listed[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await ask(peer, kind, method, cursor);
    if (!answer) return items;
    items.push(...readItems(serverId, kind, answer.list));
    cursor = answer.nextCursor;
    // An empty cursor is a cursor; a repeated one is a server that never ends.
    if (cursor === undefined) return items;
    if (seen.has(cursor)) {
      throw new LoomError(
        'server-protocol',
        `server "${serverId}" repeats a page of ${method} for ever`,
        {
          server: serverId,
        },
      );
    }
    seen.add(cursor);
  }
  throw new LoomError(
    'server-protocol',
    `server "${serverId}" has over ${mostPages} pages of ${method}`,
    {
      server: serverId,
    },
  );
}

interface Page {
  list: Uint8Array;
  nextCursor: string | undefined;
}

async function ask(
  peer: Peer,
  kind: ListKind,
  method: string,
  cursor: string | undefined,
): Promise<Page | undefined> {
  try {
    const { bytes, body } = await peer.ask(method, cursor === undefined ? undefined : { cursor });
    const [list, next] = findMembers(bytes, body.start, [kind, 'nextCursor']) ?? [];
    if (!list) throw new LoomError('server-protocol', `its answer to ${method} has no "${kind}"`);
    const nextCursor = next && parseText(bytes, next);
    return {
      list: bytes.subarray(list.start, list.end),
      nextCursor: typeof nextCursor === 'string' ? nextCursor : undefined,
    };
  } catch (error) {
    // Many servers announce resources and know no templates.
    const missing = error instanceof ServerRefusal && error.code === rpcCodes.methodNotFound;
    if (missing && cursor === undefined) return undefined;
    throw error;
  }
}

function readItems(serverId: string, kind: ListKind, list: Uint8Array): Listed[] {
  const spans = scanArray(list, 0);
  if (!spans) {
    throw new LoomError(
      'server-protocol',
      `server "${serverId}" sent "${kind}" that is not a list`,
      {
        server: serverId,
      },
    );
  }
  return spans.flatMap((span) => {
    const [keySpan] = findMembers(list, span.start, [listKinds[kind].key]) ?? [];
    const key = keySpan && parseText(list, keySpan);
    // Nobody could call a tool without a name; what else it offers is still good.
    return typeof key === 'string' ? [{ key, text: list.slice(span.start, span.end) }] : [];
  });
}
