import type { LogLine } from '../../../src-shared/contract/logs.ts';
import type { HubService } from './hub-service.ts';
import { createWakeUp } from './wake-up.ts';

/** Lines kept for a reader that is slower than the writers. */
const longestQueue = 1000;

/**
 * Log lines from now on, of one server or of all. A reader that cannot keep up loses the oldest
 * lines and is told how many. Ends when `signal` aborts.
 */
export async function* followLines(
  service: { logs: Pick<HubService['logs'], 'onLine'> },
  server: string | undefined,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<LogLine, void, void> {
  let queue: LogLine[] = [];
  let dropped = 0;
  const arrived = createWakeUp(signal);
  const unsubscribe = service.logs.onLine((line) => {
    if (server !== undefined && line.server !== server) return;
    queue.push(line);
    if (queue.length > longestQueue) {
      queue.shift();
      dropped += 1;
    }
    arrived.wake();
  });
  try {
    while (!signal.aborted) {
      await arrived.wait();
      const lines = queue;
      const gap = dropped;
      queue = [];
      dropped = 0;
      if (gap > 0) yield { at: Date.now(), text: `… ${gap} lines left out: they came too fast` };
      for (const line of lines) yield line;
    }
  } finally {
    unsubscribe();
    arrived.close();
  }
}
