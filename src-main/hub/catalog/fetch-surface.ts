import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { copySpan, findMembers, parseText, scanArray } from '../../../src-shared/wire/json-scan.ts';
import { rpcCodes } from '../mcp/message.ts';
import { type Peer, ServerRefusal } from '../mcp/peer.ts';
import type { ServerAnswer } from '../upstreams/server-answer.ts';
import { headerParams } from './header-params.ts';
import {
  type CachingHint,
  everyListKind,
  type Listed,
  type ListKind,
  listKinds,
  type Surface,
} from './surface.ts';

/** A server that pages for ever must not fill the memory: what a list may have at most. */
const mostPages = 1000;
const mostItems = 20_000;
const mostBytes = 64 * 1024 * 1024;

/** The connection whose server is asked. */
export interface ListedServer {
  serverId: string;
  peer: Peer;
  answer: ServerAnswer;
  transport: ServerSpec['transport'];
}

/**
 * Asks a server for all it offers, every page of every list that its capabilities announce.
 *
 * @throws LoomError or ServerRefusal where a list cannot be read: a surface with a part missing
 * would look like a server that offers less.
 */
export async function fetchSurface(server: ListedServer): Promise<Surface> {
  const fetched = await Promise.all(
    everyListKind.map(async (kind) => [kind, await fetchList(server, kind)] as const),
  );
  const empty = { tools: [], prompts: [], resources: [], resourceTemplates: [] };
  const lists = fetched.map(([kind, { items }]) => [kind, items] as const);
  const hints = fetched.flatMap(([kind, { hint }]) => (hint ? [[kind, hint] as const] : []));
  return {
    initialize: server.answer.raw,
    lists: { ...empty, ...Object.fromEntries(lists) },
    caching: hints.length > 0 ? Object.fromEntries(hints) : undefined,
    fetchedAt: Date.now(),
  };
}

interface FetchedList {
  items: Listed[];
  /** Holds for all pages. */
  hint: CachingHint | undefined;
}

async function fetchList(server: ListedServer, kind: ListKind): Promise<FetchedList> {
  const { method, capability } = listKinds[kind];
  const items: Listed[] = [];
  const hints: (CachingHint | undefined)[] = [];
  if (server.answer.capabilities[capability] === undefined) return { items, hint: undefined };
  const seen = new Set<string>();
  let cursor: string | undefined;
  let bytes = 0;
  for (let page = 0; page < mostPages; page++) {
    const answer = await ask(server, kind, cursor);
    if (!answer) return { items, hint: undefined };
    bytes += answer.list.length;
    hints.push(answer.hint);
    for (const item of readItems(server, kind, answer.list)) items.push(item);
    if (bytes > mostBytes || items.length > mostItems) {
      const most = `(${mostItems} items, ${mostBytes} bytes)`;
      throw broken(server, `lists more by ${method} than Loom takes ${most}`);
    }
    cursor = answer.nextCursor;
    // An empty cursor is a cursor; a repeated one is a server that never ends.
    if (cursor === undefined) return { items, hint: leastHint(hints) };
    if (seen.has(cursor)) throw broken(server, `repeats a page of ${method} for ever`);
    seen.add(cursor);
  }
  throw broken(server, `has over ${mostPages} pages of ${method}`);
}

interface Page {
  list: Uint8Array;
  nextCursor: string | undefined;
  hint: CachingHint | undefined;
}

async function ask(
  { peer, answer }: ListedServer,
  kind: ListKind,
  cursor: string | undefined,
): Promise<Page | undefined> {
  const { method } = listKinds[kind];
  try {
    const { bytes, body } = await peer.ask(method, cursor === undefined ? undefined : { cursor });
    const names = [kind, 'nextCursor', 'ttlMs', 'cacheScope'];
    const [list, next, ttl, scope] = findMembers(bytes, body.start, names) ?? [];
    if (!list) throw new LoomError('server-protocol', `its answer to ${method} has no "${kind}"`);
    const nextCursor = next && parseText(bytes, next);
    const isModern = answer.era === 'modern';
    return {
      list: copySpan(bytes, list),
      nextCursor: typeof nextCursor === 'string' ? nextCursor : undefined,
      hint:
        isModern && ttl && scope
          ? readHint(parseText(bytes, ttl), parseText(bytes, scope))
          : undefined,
    };
  } catch (error) {
    // Many servers announce resources and know no templates.
    const missing = error instanceof ServerRefusal && error.code === rpcCodes.methodNotFound;
    if (missing && cursor === undefined) return undefined;
    throw error;
  }
}

function readHint(ttlMs: unknown, cacheScope: unknown): CachingHint | undefined {
  if (typeof ttlMs !== 'number' || !Number.isFinite(ttlMs) || ttlMs < 0) return undefined;
  return cacheScope === 'public' || cacheScope === 'private' ? { ttlMs, cacheScope } : undefined;
}

/** What holds for every page; undefined where a page says nothing. */
function leastHint(hints: readonly (CachingHint | undefined)[]): CachingHint | undefined {
  return hints.reduce((least, hint) => {
    if (!least || !hint) return undefined;
    const isPrivate = least.cacheScope === 'private' || hint.cacheScope === 'private';
    return {
      ttlMs: Math.min(least.ttlMs, hint.ttlMs),
      cacheScope: isPrivate ? 'private' : 'public',
    };
  });
}

function broken({ serverId }: ListedServer, what: string): LoomError {
  return new LoomError('server-protocol', `server "${serverId}" ${what}`, { server: serverId });
}

function readItems(server: ListedServer, kind: ListKind, list: Uint8Array): Listed[] {
  const { peer, answer, transport } = server;
  const spans = scanArray(list, 0, mostItems);
  if (!spans) throw broken(server, `sent "${kind}" that is not a list`);
  const checksHeaders = kind === 'tools' && answer.era === 'modern' && transport === 'http';
  return spans.flatMap((span) => {
    const [keySpan] = findMembers(list, span.start, [listKinds[kind].key]) ?? [];
    const key = keySpan && parseText(list, keySpan);
    // Its text becomes a part of everybody's lists, where broken JSON would spoil all of them. Nobody
    // could call a tool without a name; what else the server offers is still good.
    if (typeof key !== 'string' || parseText(list, span) === undefined) {
      peer.warn(`lists something in "${kind}" that has no name or is no JSON; it is left out`);
      return [];
    }
    const text = list.subarray(span.start, span.end);
    // 2026-07-28 transports/streamable-http: such a tool could not be called as it wants to be.
    const marks = checksHeaders ? headerParams(text) : undefined;
    if (!marks || marks.ok) return [{ key, text }];
    peer.warn(
      `lists the tool ${JSON.stringify(key)} with a bad x-mcp-header: ${marks.reason}; it is left out`,
    );
    return [];
  });
}
