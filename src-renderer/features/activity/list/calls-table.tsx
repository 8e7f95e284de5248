import type { CallRecord } from '../../../../src-shared/domain/activity.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useNow } from '../../../state/now.ts';
import { CutMiddle } from '../../../ui/cut-middle.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { OutcomeMark } from '../outcome-mark.tsx';
import classes from './calls-table.module.css';

interface CallsTableProps {
  calls: readonly CallRecord[];
  /** Leaves room for the details beside it. */
  isNarrow: boolean;
  /** The one whose details are open. */
  current: number | undefined;
  onOpen(call: CallRecord): void;
  onEnd(): void;
}

/** Calls, the newest first. */
export function CallsTable({ calls, isNarrow, current, onOpen, onEnd }: CallsTableProps) {
  const { activity } = useMessages();
  return (
    <DataTable
      label={activity.table}
      columns={useColumns(isNarrow)}
      rows={calls}
      rowKey={({ id }) => String(id)}
      {...(current !== undefined && { current: String(current) })}
      onOpen={onOpen}
      onEnd={onEnd}
    />
  );
}

function useColumns(isNarrow: boolean): DataColumn<CallRecord>[] {
  const { columns: words, sizes } = useMessages().activity;
  const { duration, bytes } = useFormats();
  const columns: (DataColumn<CallRecord> & { isExtra?: boolean })[] = [
    { id: 'time', header: words.time, width: 116, cell: ({ at }) => <CallTime at={at} /> },
    {
      ...{ id: 'client', header: words.client, width: '2fr', isExtra: true },
      cell: ({ client }) => <span title={client}>{client}</span>,
    },
    {
      ...{ id: 'server', header: words.server, width: '2fr', isExtra: true },
      cell: ({ server }) => <code title={server}>{server}</code>,
    },
    { id: 'name', header: words.name, width: '5fr', cell: (call) => <CallName call={call} /> },
    {
      ...{ id: 'duration', header: words.duration, width: 72, align: 'end' },
      cell: ({ durationMs }) => duration(durationMs),
    },
    {
      ...{ id: 'size', header: words.size, width: 80, align: 'end', isExtra: true },
      wideOnly: true,
      cell: ({ requestBytes, resultBytes }) => (
        <span title={sizes(bytes(requestBytes), bytes(resultBytes))}>
          {bytes(requestBytes + resultBytes)}
        </span>
      ),
    },
    {
      ...{ id: 'outcome', header: words.outcome, width: 104 },
      cell: ({ outcome }) => <OutcomeMark outcome={outcome} isListed />,
    },
  ];
  return isNarrow ? columns.filter(({ isExtra }) => !isExtra) : columns;
}

function CallTime({ at }: { at: number }) {
  const now = useNow();
  const { stamp, moment, relative } = useFormats();
  return (
    <time dateTime={new Date(at).toISOString()} title={`${moment(at)}\n${relative(at, now)}`}>
      {stamp(at, now)}
    </time>
  );
}

/** What was called, and why it failed: one line, the details have all of it. */
function CallName({ call: { name, error, outcome } }: { call: CallRecord }) {
  return (
    <span className={classes.name}>
      <CutMiddle text={name} />
      {error && (
        <span className={classes.error} data-outcome={outcome} title={error}>
          {error}
        </span>
      )}
    </span>
  );
}
