import type { ActivityFilter, CallRecord } from '../../../../src-shared/domain/activity.ts';
import type { HubClient } from '../../../state/carrier.ts';

/** How many calls are asked for at once. */
export const pageSize = 200;

export type ListAnswer = Awaited<ReturnType<HubClient['activity']['list']>>;

interface FollowOptions {
  client: HubClient;
  filter: ActivityFilter;
  signal: AbortSignal;
  onPage(page: ListAnswer): void;
  onCalls(calls: readonly CallRecord[]): void;
  onError(error: unknown): void;
}

const retryMs = 1_000;

/** The newest calls, then those that come. A stream may break off alone, and is taken up again. */
export async function followCalls(options: FollowOptions): Promise<void> {
  const { signal, onError } = options;
  while (!signal.aborted) {
    await followOnce(options).catch((error) => {
      if (!signal.aborted) onError(error);
    });
    await pause(signal);
  }
}

/** The stream first: what comes between the two answers is in both, and no call in neither. */
async function followOnce({ client, filter, signal, ...options }: FollowOptions): Promise<void> {
  // What is over brings nothing new.
  const isOver = filter.until !== undefined && filter.until < Date.now();
  const stream = isOver ? [] : await client.activity.follow({ filter }, { signal });
  options.onPage(await client.activity.list({ filter, limit: pageSize }, { signal }));
  for await (const calls of stream) options.onCalls(calls);
  if (isOver) await aborted(signal);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}

function pause(signal: AbortSignal): Promise<void> {
  return Promise.race([aborted(signal), new Promise<void>((done) => setTimeout(done, retryMs))]);
}
