import { useDocumentVisibility } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ActivityFilter } from '../../../../src-shared/domain/activity.ts';
import { useHubClient, useLive } from '../../../state/hub.tsx';
import { type ActivityQuery, filterOf, listKey } from '../filter/activity-query.ts';
import { useSearchLater } from '../filter/use-search-later.ts';
import { addNewer, type CallList, dropBefore, resumeList, showWaiting } from './call-list.ts';
import { followCalls, type ListAnswer, pageSize } from './follow-calls.ts';
import { type Read, useOlder } from './use-older.ts';
import { useSlide } from './use-slide.ts';

export interface Calls {
  /** Undefined until something is known. */
  list: CallList | undefined;
  /** The list is that of another query; this one's answer is on its way. */
  isStale: boolean;
  /** Why there is no list, or none for this query. */
  error: unknown;
  notRecording: string | undefined;
  skipped: number;
  /** Reads calls that are older than the last one, if there are any. */
  readOlder(): void;
  /** Why older ones could not be read; `readOlder` tries again. */
  olderError: unknown;
  /** Shows what came while the list was held. */
  showNew(): void;
  /** Reads everything anew. */
  reload(): void;
}

const typingMs = 150;

/**
 * The calls that fit the query, live. The stream is open only while somebody could see it: a browser
 * has six connections to the hub for all of its windows.
 */
export function useCalls(query: ActivityQuery, isHeld: boolean): Calls {
  const client = useHubClient();
  const { phase } = useLive();
  const isVisible = useDocumentVisibility() !== 'hidden';
  const settled = useSearchLater(query, typingMs);
  const key = listKey(settled);
  const [read, setRead] = useState<Read>();
  const [failure, setFailure] = useState<unknown>();
  const [about, setAbout] = useState<Omit<ListAnswer, 'calls' | 'total'>>({ skipped: 0 });
  const [round, setRound] = useState(0);
  const latest = useRef({ isHeld, read });
  latest.current = { isHeld, read };
  const asked = useRef<{ key: string; filter: ActivityFilter }>({ key: '', filter: {} });
  const slide = useSlide(settled.from === undefined ? settled.span : undefined, isHeld);

  useEffect(() => {
    if (isHeld) return;
    if (latest.current.read?.list.isOverrun) setRound((before) => before + 1);
    else setRead((now) => now && { ...now, list: showWaiting(now.list) });
  }, [isHeld]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` and `slide` ask once more
  useEffect(() => {
    if (phase !== 'live' || !isVisible) return;
    const closing = new AbortController();
    // What is read keeps its span, too.
    const stays = asked.current.key === key && latest.current.isHeld;
    const filter = stays ? asked.current.filter : filterOf(readKey(key), Date.now());
    asked.current = { key, filter };
    const listOf = (now: Read | undefined) => (now?.key === key ? now.list : undefined);
    void followCalls({
      ...{ client, filter, signal: closing.signal },
      newestShown: () => listOf(latest.current.read)?.calls[0]?.id,
      onNewest({ notRecording, skipped, ...newest }) {
        setFailure(undefined);
        setAbout({ skipped, ...(notRecording !== undefined && { notRecording }) });
        setRead((now) => {
          const how = { limit: pageSize, isHeld: latest.current.isHeld };
          const list = resumeList(listOf(now), newest, how);
          return { key, list: how.isHeld ? list : dropBefore(list, filter.since) };
        });
      },
      onCalls: (calls) =>
        setRead((now) =>
          now?.key === key ? { key, list: addNewer(now.list, calls, latest.current.isHeld) } : now,
        ),
      onError: setFailure,
    });
    return () => closing.abort();
  }, [client, phase, isVisible, key, round, slide]);

  const older = useOlder(read, setRead, asked);
  const reload = useCallback(() => {
    setRead(undefined);
    setRound((before) => before + 1);
  }, []);
  const isStale = read !== undefined && read.key !== listKey(query);
  const { list } = read ?? {};
  return {
    list: isStale && failure !== undefined ? undefined : list,
    isStale,
    error: failure,
    notRecording: about.notRecording,
    skipped: about.skipped,
    ...older,
    showNew() {
      if (list?.isOverrun) reload();
      else setRead((now) => now && { ...now, list: showWaiting(now.list) });
    },
    reload,
  };
}

function readKey(key: string): ActivityQuery {
  return Object.fromEntries(JSON.parse(key) as [string, unknown][]);
}
