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

/** What the hub has now, read down to the newest call that is shown, or as far as can wait. */
export interface Newest extends CallPage {
  /** Whether it reaches the shown calls; `gone`: the newest of them is not there any more. */
  reach: 'joins' | 'ends before' | 'gone';
}

/**
 * The same list after the hub was asked again: what was read before stays where it joins what the hub
 * has now. Where the log was cleared it begins anew; where too many came, as soon as rows may move.
 */
export function resumeList(
  list: CallList | undefined,
  newest: Newest,
  how: { limit: number; isHeld: boolean },
): CallList {
  const { calls, total, reach } = newest;
  if (list && reach === 'joins') {
    const plain = { ...list, waiting: [], isOverrun: false };
    return { ...addNewer(plain, calls, how.isHeld), total };
  }
  if (list && reach === 'ends before' && how.isHeld) {
    return { ...list, waiting: calls.slice(0, mostWaiting), isOverrun: true, total };
  }
  return startList({ calls: calls.slice(0, how.limit), total }, how.limit);
}

/** Without what a span has left behind. */
export function dropBefore(list: CallList, since: number | undefined): CallList {
  if (since === undefined || list.calls.every(({ at }) => at >= since)) return list;
  return { ...list, calls: list.calls.filter(({ at }) => at >= since) };
}
