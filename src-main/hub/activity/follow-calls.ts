import type { ActivityFilter, CallRecord } from '../../../src-shared/domain/activity.ts';
import { createWakeUp } from '../api/wake-up.ts';
import type { Signal } from '../signal.ts';
import type { WriterThread } from './writer-thread.ts';

const mostAtOnce = 500;

/**
 * Calls from now on, in the batches in which they are written. Which of them a filter lets through
 * is found by the same search that lists them. Ends when `signal` aborts, and when the log is cleared:
 * whoever follows has to read it anew.
 */
export async function* followCalls(
  log: { ask: WriterThread['ask']; written: Signal<number>; cleared: Signal },
  filter: ActivityFilter,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<CallRecord[], void, void> {
  const wakeUp = createWakeUp(signal);
  let isCleared = false;
  const stopListening = log.written.on(wakeUp.wake);
  const stopWatching = log.cleared.on(() => {
    isCleared = true;
    wakeUp.wake();
  });
  try {
    const newest = { filter: {}, after: Number.MAX_SAFE_INTEGER - 1, limit: 1 };
    let after = (await log.ask('newer', newest)).last;
    while (!signal.aborted && !isCleared) {
      const { calls, last } = await log.ask('newer', { filter, after, limit: mostAtOnce });
      after = last;
      if (calls.length > 0) yield calls;
      if (calls.length < mostAtOnce) await wakeUp.wait();
    }
  } finally {
    stopListening();
    stopWatching();
    wakeUp.close();
  }
}
