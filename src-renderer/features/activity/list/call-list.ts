import type { CallRecord } from '../../../../src-shared/domain/activity.ts';

/** Calls that are shown, and those that came since and wait until it disturbs nobody. */
export interface CallList {
  /** Newest first, as all here. */
  calls: readonly CallRecord[];
  waiting: readonly CallRecord[];
  /** More came than can wait: showing them means to read the list anew. */
  isOverrun: boolean;
  /** There are older ones. */
  hasMore: boolean;
  /** As far as the hub counts. */
  total: number;
}

export interface CallPage {
  calls: readonly CallRecord[];
  total: number;
}

/** Of those that come while nobody scrolls; older ones are read again when somebody does. */
export const mostLive = 2_000;
export const mostWaiting = 1_000;

export function startList({ calls, total }: CallPage, limit: number): CallList {
  return { calls, waiting: [], isOverrun: false, hasMore: calls.length >= limit, total };
}

/** @param page - what is older than the last call of the list. */
export function addOlder(list: CallList, page: CallPage, limit: number): CallList {
  const last = list.calls.at(-1)?.id ?? Number.POSITIVE_INFINITY;
  const older = page.calls.filter(({ id }) => id < last);
  return { ...list, calls: [...list.calls, ...older], hasMore: page.calls.length >= limit };
}

/**
 * Calls as they come, in any order.
 *
 * @param isHeld - what is shown must not move now.
 */
export function addNewer(list: CallList, batch: readonly CallRecord[], isHeld: boolean): CallList {
  const newest = list.waiting[0]?.id ?? list.calls[0]?.id ?? 0;
  const newer = batch.filter(({ id }) => id > newest).toSorted((a, b) => b.id - a.id);
  if (newer.length === 0) return list;
  const all = [...newer, ...list.waiting];
  const grown: CallList = {
    ...list,
    waiting: all.slice(0, mostWaiting),
    isOverrun: list.isOverrun || all.length > mostWaiting,
    total: list.total + newer.length,
  };
  return isHeld ? grown : showWaiting(grown);
}

/** Shows what waits. A list that is overrun stays as it is. */
export function showWaiting(list: CallList): CallList {
  if (list.isOverrun || list.waiting.length === 0) return list;
  const calls = [...list.waiting, ...list.calls];
  return {
    ...list,
    calls: calls.slice(0, Math.max(mostLive, list.calls.length)),
    waiting: [],
    hasMore: list.hasMore || calls.length > Math.max(mostLive, list.calls.length),
  };
}

/**
 * The same list after the hub was asked again: what was read before stays where it joins what the hub
 * has now. Where calls were forgotten, or too many came, it begins anew.
 */
export function resumeList(
  list: CallList | undefined,
  page: CallPage,
  how: { limit: number; isHeld: boolean },
): CallList {
  const newest = list?.waiting[0]?.id ?? list?.calls[0]?.id;
  const joins = page.calls.some(({ id }) => id === newest);
  if (!list || !joins || list.isOverrun) return startList(page, how.limit);
  return { ...addNewer(list, page.calls, how.isHeld), total: page.total };
}
