import { useCallback, useEffect, useRef, useState } from 'react';
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
import { NewCalls } from './list/new-calls.tsx';
import { type Calls, useCalls } from './list/use-calls.ts';
import { useHold } from './list/use-hold.ts';
import { LogActions } from './log-actions.tsx';
import { Notes } from './notes.tsx';
import classes from './page.module.css';
import { State } from './state.tsx';
import { Trends } from './trends/trends.tsx';
import { useStats } from './trends/use-stats.ts';
import { useWholeLog } from './use-whole-log.ts';

/** Every call that went through the hub: what happens now, and what has happened. */
export function Page() {
  const { state } = useLive();
  const { activity, frame } = useMessages();
  const [query, change] = useActivityQuery();
  const [isPaused, setIsPaused] = useState(false);
  const rows = useRef<HTMLDivElement>(null);
  const isHeld = useHold(rows);
  const calls = useCalls(query, isPaused || isHeld);
  const trends = useStats(query, isPaused);
  const { list } = calls;
  useReloadWhenCleared(calls);
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
            <div ref={rows}>
              <List calls={calls} query={query} onChange={change} area={rows} />
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
  query: ActivityQuery;
  onChange: ChangeQuery;
  area: React.RefObject<HTMLDivElement | null>;
}

function List({ calls, query, onChange, area }: ListProps) {
  const { activity } = useMessages();
  const { list, error, reload, readOlder } = calls;
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
    return <NothingFits query={query} onChange={onChange} />;
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
    </>
  );
}

/** The row that it was opened from has the focus again. */
function closePanel(change: ChangeQuery, call: number | undefined): void {
  const row = document.querySelector<HTMLElement>('[role="row"][aria-current]');
  if (call !== undefined) row?.focus({ preventScroll: true });
  change({ call: undefined }, { isStep: true });
}

/** Another window, or `loom`, may have cleared the log. */
function useReloadWhenCleared({ list, reload }: Calls): void {
  const whole = useWholeLog();
  const known = list?.calls[0]?.id;
  const isCleared = whole !== undefined && known !== undefined && whole.newest < known;
  useEffect(() => {
    if (isCleared) reload();
  }, [isCleared, reload]);
}
