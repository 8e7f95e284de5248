import {
  type Dispatch,
  type RefObject,
  type SetStateAction,
  useCallback,
  useRef,
  useState,
} from 'react';
import type { ActivityFilter } from '../../../../src-shared/domain/activity.ts';
import { useHubClient } from '../../../state/hub.tsx';
import { addOlder, type CallList } from './call-list.ts';

/** What was read belongs to a query; another one's answer replaces it. */
export interface Read {
  key: string;
  list: CallList;
}

/** More than at first: whoever scrolls so far goes on. */
const pageSize = 500;

/** Reads the list on, page by page. */
export function useOlder(
  read: Read | undefined,
  setRead: Dispatch<SetStateAction<Read | undefined>>,
  asked: RefObject<{ filter: ActivityFilter }>,
): { readOlder(): void; olderError: unknown } {
  const client = useHubClient();
  const [olderError, setError] = useState<unknown>();
  const reading = useRef(false);
  const readOlder = useCallback(() => {
    const last = read?.list.calls.at(-1);
    if (!read?.list.hasMore || !last || reading.current) return;
    reading.current = true;
    client.activity
      .list({ filter: asked.current.filter, before: last.id, limit: pageSize })
      .then((page) => {
        setError(undefined);
        // A list that was read anew meanwhile ends somewhere else.
        setRead((now) =>
          now?.key === read.key && now.list.calls.at(-1)?.id === last.id
            ? { ...now, list: addOlder(now.list, page, pageSize) }
            : now,
        );
      })
      .catch(setError)
      .finally(() => {
        reading.current = false;
      });
  }, [client, read, setRead, asked]);
  return { readOlder, olderError };
}
