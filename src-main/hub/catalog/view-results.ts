import type { KnownAnswer } from './capabilities.ts';
import { legacyTool } from './legacy-tool.ts';
import type { Origin } from './naming.ts';
import { type CachingHint, type ListKind, listKinds, type Surface } from './surface.ts';

/** The `result` of a list request of the legacy era. */
export function legacyResult(kind: ListKind, items: readonly { text: Uint8Array }[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(`{"${kind}":[`)];
  items.forEach(({ text }, index) => {
    if (index > 0) parts.push(comma);
    parts.push(text);
  });
  parts.push(Buffer.from(']}'));
  return Buffer.concat(parts);
}

const comma = Buffer.from(',');

/**
 * The tools for the legacy era, those of modern servers so that its clients can read them; undefined
 * where there are no modern servers.
 */
export function legacyTools(
  servers: readonly { id: string; answer: KnownAnswer }[],
  tools: readonly { origin: Origin; text: Uint8Array }[],
): Uint8Array | undefined {
  const modern = servers.filter(({ answer }) => answer?.era === 'modern');
  if (modern.length === 0) return undefined;
  const ids = new Set(modern.map(({ id }) => id));
  const items = tools.map(({ origin, text }) =>
    ids.has(origin.serverId) ? legacyTool(text) : { text },
  );
  return legacyResult('tools', items);
}

/**
 * The same list as a result of the modern era.
 *
 * @param members - what it says besides the list.
 */
export function modernResult(legacy: Uint8Array, members: object): Uint8Array {
  const withoutBraces = legacy.subarray(1, legacy.length - 1);
  const behind = JSON.stringify(members).slice(1);
  return Buffer.concat([modernHead, withoutBraces, comma, Buffer.from(behind)]);
}

const modernHead = Buffer.from('{"resultType":"complete",');

/** A server whose list is part of a merged one, as far as caching is concerned. */
export interface CachedServer {
  surface: Surface | undefined;
  answer: KnownAnswer;
}

/**
 * How long clients may keep a merged list (2026-07-28 server/utilities/caching): the least time that
 * one of its servers gives, and for nobody else where one of them says so. Servers that say nothing,
 * as those of the legacy era, and those that were not listed yet count as the strictest.
 */
export function mergeCaching(servers: readonly CachedServer[], kind: ListKind): CachingHint {
  const { capability } = listKinds[kind];
  const parts = servers.filter(
    ({ answer }) => !answer || answer.capabilities[capability] !== undefined,
  );
  const hints = parts.map(({ surface }) => surface?.caching?.[kind] ?? strictest);
  const [first, ...others] = hints;
  if (!first) return strictest;
  return others.reduce(
    (merged, { ttlMs, cacheScope }) => ({
      ttlMs: Math.min(merged.ttlMs, ttlMs),
      cacheScope: cacheScope === 'private' ? 'private' : merged.cacheScope,
    }),
    first,
  );
}

const strictest: CachingHint = { ttlMs: 0, cacheScope: 'private' };
