import type { ActivityFilter, CallRecord } from '../../../../src-shared/domain/activity.ts';
import type { HubClient } from '../../../state/carrier.ts';
import { mostWaiting, type Newest } from './call-list.ts';

/** How many calls are asked for at first. */
export const pageSize = 200;

export type ListAnswer = Awaited<ReturnType<HubClient['activity']['list']>>;

interface FollowOptions {
  client: HubClient;
  filter: ActivityFilter;
  signal: AbortSignal;
  /** The newest call that is shown, if any is. */
  newestShown(): number | undefined;
  onNewest(newest: Newest & Omit<ListAnswer, 'calls' | 'total'>): void;
  onCalls(calls: readonly CallRecord[]): void;
  onError(error: unknown): void;
}

const retryMs = 1_000;

/**
 * The newest calls, then those that come. A stream may break off alone, and ends when the log is
 * cleared; either way it is taken up again.
 */
export async function followCalls(options: FollowOptions): Promise<void> {
  const { signal, onError } = options;
  while (!signal.aborted) {
    const failure = await followOnce(options).catch((error: unknown) => ({ error }));
    if (signal.aborted) return;
    if (failure) onError(failure.error);
    await pause(failure ? retryMs : retryMs / 10, signal);
  }
}

/** The stream first: what comes between the two answers is in both, and no call in neither. */
async function followOnce(options: FollowOptions): Promise<void> {
  const { client, filter, signal } = options;
  const stream = await client.activity.follow({ filter }, { signal });
  const newest = await readNewest(options);
  if (signal.aborted) return;
  options.onNewest(newest);
  for await (const calls of stream) {
    if (signal.aborted) return;
    options.onCalls(calls);
  }
}

/** Down to what is shown, so that there is no gap between; unless that is too far, or gone. */
async function readNewest({ client, filter, signal, newestShown }: FollowOptions) {
  const shown = newestShown();
  const first = await client.activity.list({ filter, limit: pageSize }, { signal });
  const calls = [...first.calls];
  let hasMore = calls.length === pageSize;
  if (shown === undefined)
    return { ...first, reach: hasMore ? ('gone' as const) : ('joins' as const) };
  while (hasMore && calls.length < mostWaiting && (calls.at(-1)?.id ?? 0) > shown) {
    const limit = mostWaiting - calls.length;
    const page = await client.activity.list(
      { filter, limit, before: calls.at(-1)?.id },
      { signal },
    );
    calls.push(...page.calls);
    hasMore = page.calls.length === limit;
  }
  if (calls.some(({ id }) => id === shown)) return { ...first, calls, reach: 'joins' as const };
  const isFurtherDown = hasMore && (calls.at(-1)?.id ?? 0) > shown;
  const isThere = isFurtherDown && (await isListed({ client, filter, signal }, shown));
  return { ...first, calls, reach: isThere ? ('ends before' as const) : ('gone' as const) };
}

async function isListed(
  { client, filter, signal }: Pick<FollowOptions, 'client' | 'filter' | 'signal'>,
  id: number,
): Promise<boolean> {
  const { calls } = await client.activity.list({ filter, before: id + 1, limit: 1 }, { signal });
  return calls[0]?.id === id;
}

/** Until then, or until it is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
