import { useCallback, useRef, useState } from 'react';
import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { CallPanel } from './details/call-panel.tsx';
import { NoCalls, NothingFits } from './empty.tsx';
import { type ActivityQuery, isFiltered } from './filter/activity-query.ts';
import { FilterBar } from './filter/filter-bar.tsx';
import { type ChangeQuery, useActivityQuery } from './filter/use-activity-query.ts';
import { CallsTable } from './list/calls-table.tsx';
import { ListEnd } from './list/list-end.tsx';
import { NewCalls } from './list/new-calls.tsx';
import { type Calls, useCalls } from './list/use-calls.ts';
import { useHold } from './list/use-hold.ts';
import { LogActions } from './log-actions.tsx';
import { Notes } from './notes.tsx';
import classes from './page.module.css';
import { State } from './state.tsx';
import { Trends } from './trends/trends.tsx';
import { type Trends as TrendsOf, useStats } from './trends/use-stats.ts';

/** Every call that went through the hub: what happens now, and what has happened. */
export function Page() {
  const { state } = useLive();
  const { activity, frame } = useMessages();
  const [query, change] = useActivityQuery();
  const [isPaused, setIsPaused] = useState(false);
  const rows = useRef<HTMLDivElement>(null);
  const isHeld = useHold(rows);
  const calls = useCalls(query, isPaused || isHeld);
  const { list } = calls;
  const trends = useStats(query, isPaused, list?.total);
  const isEmpty = list?.total === 0 && !isFiltered(query);
  return (
    <PageFrame
      title={frame.pages.activity}
      wide
      state={<State list={list} query={query} isPaused={isPaused} />}
      search={
        <SearchField
          label={activity.search}
          value={query.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
      }
      actions={
        <>
          <Button onClick={() => setIsPaused(!isPaused)}>
            {isPaused ? activity.follow : activity.pause}
          </Button>
          <LogActions query={query} onCleared={calls.reload} />
        </>
      }
    >
      <div className={classes.page} data-panel={query.call !== undefined || undefined}>
        <Notes notRecording={calls.notRecording} skipped={calls.skipped} />
        {isEmpty && <NoCalls />}
        {!isEmpty && (
          <>
            <FilterBar
              query={query}
              onChange={change}
              choices={trends.choices}
              servers={state?.servers.map(({ id }) => id) ?? []}
            />
            <Trends trends={trends} query={query} onChange={change} />
            <div ref={rows} className={classes.rows} data-stale={calls.isStale || undefined}>
              <List {...{ calls, trends, query }} onChange={change} area={rows} />
            </div>
          </>
        )}
      </div>
      {query.call !== undefined && (
        <CallPanel id={query.call} onClose={() => closePanel(change, query.call)} />
      )}
    </PageFrame>
  );
}

interface ListProps {
  calls: Calls;
  trends: TrendsOf;
  query: ActivityQuery;
  onChange: ChangeQuery;
  area: React.RefObject<HTMLDivElement | null>;
}

function List({ calls, trends, query, onChange, area }: ListProps) {
  const { activity } = useMessages();
  const { list, error, reload, readOlder } = calls;
  const unlisted = unlistedOf(calls, trends, query);
  const showNew = useCallback(() => {
    calls.showNew();
    area.current?.scrollIntoView();
  }, [calls, area]);
  if (!list)
    return error ? (
      <Failure error={error} retry={reload} />
    ) : (
      <ListSkeleton label={activity.table} />
    );
  if (list.calls.length === 0 && list.waiting.length === 0) {
    return <NothingFits query={query} unlisted={unlisted} onChange={onChange} />;
  }
  return (
    <>
      <NewCalls list={list} onShow={showNew} />
      <CallsTable
        calls={list.calls}
        isNarrow={query.call !== undefined}
        current={query.call}
        onOpen={({ id }) => onChange({ call: id }, { isStep: true })}
        onEnd={readOlder}
      />
      <ListEnd calls={calls} unlisted={unlisted} />
    </>
  );
}

/** The row that it was opened from has the focus again. */
function closePanel(change: ChangeQuery, call: number | undefined): void {
  const row = document.querySelector<HTMLElement>('[role="row"][aria-current]');
  if (call !== undefined) row?.focus({ preventScroll: true });
  change({ call: undefined }, { isStep: true });
}

/**
 * Calls of a picked time that is over which the charts count and the list does not have: they were too
 * many, or are not kept one by one any more.
 */
function unlistedOf({ list, isStale }: Calls, { sums }: TrendsOf, query: ActivityQuery): number {
  const isOver = query.to !== undefined && query.to < Date.now();
  if (!isOver || isStale || !list || list.hasMore || !sums) return 0;
  return Math.max(0, sums.all.calls - list.total);
}
