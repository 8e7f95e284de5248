import { useDebouncedValue, useDocumentVisibility } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ActivityFilter } from '../../../../src-shared/domain/activity.ts';
import { useHubClient, useLive } from '../../../state/hub.tsx';
import { type ActivityQuery, filterOf, listKey } from '../filter/activity-query.ts';
import { addNewer, addOlder, type CallList, resumeList, showWaiting } from './call-list.ts';
import { followCalls, type ListAnswer, pageSize } from './follow-calls.ts';

export interface Calls {
  /** Undefined until something is known. */
  list: CallList | undefined;
  error: unknown;
  notRecording: string | undefined;
  skipped: number;
  /** Reads calls that are older than the last one, if there are any. */
  readOlder(): void;
  /** Shows what came while the list was held. */
  showNew(): void;
  /** Reads everything anew. */
  reload(): void;
}

/** What was read belongs to a query; another one's answer replaces it. */
interface Read {
  key: string;
  list: CallList;
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
  const [key] = useDebouncedValue(listKey(query), typingMs);
  const [read, setRead] = useState<Read>();
  const [failure, setFailure] = useState<unknown>();
  const [about, setAbout] = useState<Omit<ListAnswer, 'calls' | 'total'>>({ skipped: 0 });
  const [round, setRound] = useState(0);
  const held = useRef(isHeld);
  const filter = useRef<ActivityFilter>({});

  useEffect(() => {
    held.current = isHeld;
    if (!isHeld) setRead((now) => now && { ...now, list: showWaiting(now.list) });
  }, [isHeld]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for another round
  useEffect(() => {
    if (phase !== 'live' || !isVisible) return;
    const closing = new AbortController();
    const asked = Object.fromEntries(JSON.parse(key) as [string, unknown][]);
    filter.current = filterOf(asked, Date.now());
    void followCalls({
      client,
      filter: filter.current,
      signal: closing.signal,
      onPage({ calls, total, ...rest }) {
        setFailure(undefined);
        setAbout(rest);
        setRead((before) => {
          const known = before?.key === key ? before.list : undefined;
          const how = { limit: pageSize, isHeld: held.current };
          return { key, list: resumeList(known, { calls, total }, how) };
        });
      },
      onCalls: (calls) =>
        setRead((now) => now && { ...now, list: addNewer(now.list, calls, held.current) }),
      onError: setFailure,
    });
    return () => closing.abort();
  }, [client, phase, isVisible, key, round]);

  const reading = useRef(false);
  const readOlder = useCallback(() => {
    const last = read?.list.calls.at(-1);
    if (!read?.list.hasMore || !last || reading.current) return;
    reading.current = true;
    client.activity
      .list({ filter: filter.current, before: last.id, limit: pageSize })
      .then(
        (page) =>
          setRead((now) =>
            now?.key === read.key ? { ...now, list: addOlder(now.list, page, pageSize) } : now,
          ),
        // While the hub is away the frame says so; scrolling on asks again.
        () => undefined,
      )
      .finally(() => {
        reading.current = false;
      });
  }, [client, read]);

  const reload = useCallback(() => {
    setRead(undefined);
    setRound((before) => before + 1);
  }, []);

  return {
    list: read?.list,
    error: failure,
    notRecording: about.notRecording,
    skipped: about.skipped,
    readOlder,
    showNew() {
      if (read?.list.isOverrun) reload();
      else setRead((now) => now && { ...now, list: showWaiting(now.list) });
    },
    reload,
  };
}
