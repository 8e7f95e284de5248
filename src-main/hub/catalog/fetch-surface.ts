import { LoomError } from '../../../src-shared/errors.ts';
import { copySpan, findMembers, parseText, scanArray } from '../../../src-shared/wire/json-scan.ts';
import { rpcCodes } from '../mcp/message.ts';
import { type Peer, ServerRefusal } from '../mcp/peer.ts';
import type { ServerAnswer } from '../upstreams/handshake.ts';
import { everyListKind, type Listed, type ListKind, listKinds, type Surface } from './surface.ts';

/** A server that pages for ever must not fill the memory: what a list may have at most. */
const mostPages = 1000;
const mostItems = 20_000;
const mostBytes = 64 * 1024 * 1024;

/**
 * Asks a server for all it offers, every page of every list that its capabilities announce.
 *
 * @throws LoomError or ServerRefusal where a list cannot be read: a surface with a part missing
 * would look like a server that offers less.
 */
export async function fetchSurface(
  serverId: string,
  peer: Peer,
  answer: ServerAnswer,
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
  { capabilities }: ServerAnswer,
  kind: ListKind,
): Promise<Listed[]> {
  const { method, capability } = listKinds[kind];
  if (capabilities[capability] === undefined) return [];
  const items: Listed[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  let bytes = 0;
  for (let page = 0; page < mostPages; page++) {
    const answer = await ask(peer, kind, method, cursor);
    if (!answer) return items;
    bytes += answer.list.length;
    for (const item of readItems(serverId, kind, { peer, list: answer.list })) items.push(item);
    if (bytes > mostBytes || items.length > mostItems) throw tooMuch(serverId, method);
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
      list: copySpan(bytes, list),
      nextCursor: typeof nextCursor === 'string' ? nextCursor : undefined,
    };
  } catch (error) {
    // Many servers announce resources and know no templates.
    const missing = error instanceof ServerRefusal && error.code === rpcCodes.methodNotFound;
    if (missing && cursor === undefined) return undefined;
    throw error;
  }
}

function tooMuch(serverId: string, method: string): LoomError {
  const text = `server "${serverId}" lists more by ${method} than Loom takes`;
  return new LoomError('server-protocol', `${text} (${mostItems} items, ${mostBytes} bytes)`, {
    server: serverId,
  });
}

function readItems(
  serverId: string,
  kind: ListKind,
  { peer, list }: { peer: Peer; list: Uint8Array },
): Listed[] {
  const spans = scanArray(list, 0, mostItems);
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
    // Its text becomes a part of everybody's lists, where broken JSON would spoil all of them. Nobody
    // could call a tool without a name; what else the server offers is still good.
    if (typeof key === 'string' && parseText(list, span) !== undefined)
      return [{ key, text: list.subarray(span.start, span.end) }];
    peer.warn(`lists something in "${kind}" that has no name or is no JSON; it is left out`);
    return [];
  });
}
