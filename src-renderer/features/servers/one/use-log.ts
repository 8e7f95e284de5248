import { useEffect, useRef, useState } from 'react';
import type { LogLine } from '../../../../src-shared/contract/logs.ts';
import { useHubClient, useLive } from '../../../state/hub.tsx';
import { LogBuffer, type ShownLine } from './log-buffer.ts';

/** What is shown of a log that goes on. */
export interface ShownLog {
  lines: readonly ShownLine[];
  /** Lines that came since it was paused. */
  waiting: number;
  /** The first answer is there. */
  isRead: boolean;
  clear(): void;
}

/**
 * Follows a server's log. However fast lines come, the page changes once per frame; while it is paused
 * lines are gathered, and what is shown stays. It is taken up again after the hub was away.
 */
export function useLog(server: string, isPaused: boolean): ShownLog {
  const client = useHubClient();
  const { phase } = useLive();
  const [buffer] = useState(() => new LogBuffer());
  const [shown, setShown] = useState<{ lines: readonly ShownLine[]; total: number }>();
  const [total, setTotal] = useState(0);
  const paused = useRef(isPaused);

  useEffect(() => {
    paused.current = isPaused;
    if (!isPaused) setShown((now) => now && { lines: buffer.snapshot(), total: buffer.total });
  }, [isPaused, buffer]);

  useEffect(() => {
    if (phase !== 'live') return;
    const closing = new AbortController();
    let frame = 0;
    const show = () => {
      frame = 0;
      setTotal(buffer.total);
      if (!paused.current) setShown({ lines: buffer.snapshot(), total: buffer.total });
    };
    const changed = () => {
      frame ||= requestAnimationFrame(show);
    };
    void follow({ client, server, buffer, changed, signal: closing.signal });
    return () => {
      closing.abort();
      cancelAnimationFrame(frame);
    };
  }, [client, server, phase, buffer]);

  return {
    lines: shown?.lines ?? [],
    waiting: isPaused ? total - (shown?.total ?? 0) : 0,
    isRead: shown !== undefined,
    clear() {
      buffer.clear();
      setShown({ lines: [], total: buffer.total });
    },
  };
}

interface Following {
  client: ReturnType<typeof useHubClient>;
  server: string;
  buffer: LogBuffer;
  changed(): void;
  signal: AbortSignal;
}

const retryMs = 1000;

/** A stream may break off alone; what was written meanwhile is read then. */
async function follow(following: Following): Promise<void> {
  const { signal, changed } = following;
  while (!signal.aborted) {
    // While the hub is away, the frame says so.
    await followOnce(following).catch(changed);
    await pause(signal);
  }
}

/** What was written before, then what is written from now on. */
async function followOnce({ client, server, buffer, changed, signal }: Following): Promise<void> {
  const lines = await client.logs.follow({ server }, { signal });
  const recent = await client.logs.recent({ server }, { signal });
  const known = buffer.snapshot().at(-1)?.at ?? 0;
  for (const line of recent) if (line.at > known) buffer.add(line);
  changed();
  const isKnown = createOverlap(recent);
  for await (const line of lines) {
    if (isKnown(line)) continue;
    buffer.add(line);
    changed();
  }
}

/** Lines that were written between the two questions are in both answers. */
function createOverlap(recent: readonly LogLine[]): (line: LogLine) => boolean {
  const readTo = recent.at(-1)?.at ?? 0;
  const last = recent.filter(({ at }) => at === readTo).map(({ text }) => text);
  return ({ at, text }) => {
    if (at !== readTo) return at < readTo;
    const place = last.indexOf(text);
    if (place >= 0) last.splice(place, 1);
    return place >= 0;
  };
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, retryMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
