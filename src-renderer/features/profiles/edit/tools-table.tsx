import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { canShow } from '../edit-profile.ts';
import type { ServerRow, SwitchedTool, ToolRow } from '../tool-rows.ts';
import type { ClientLimit } from '../use-profiles.ts';
import classes from './tools-table.module.css';

interface ToolsTableProps {
  rows: readonly ToolRow[];
  /** Only what is seen, in the order in which it is seen. */
  isFlat: boolean;
  limit: ClientLimit | undefined;
  sort: string;
  onSort(sort: string): void;
  onServer(server: string, isIn: boolean): void;
  onFold(server: string): void;
  isClosed(server: string): boolean;
  onTool(tool: SwitchedTool): void;
}

/** Servers and their tools, each with its switch and its cost. */
export function ToolsTable(props: ToolsTableProps) {
  const { rows, sort, onSort, onFold, onTool, isFlat } = props;
  const { profiles } = useMessages();
  const columns = useColumns(props);
  return (
    <DataTable
      label={profiles.toolsTable}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      sort={sort}
      onSort={onSort}
      {...(!isFlat && {
        onOpen: (row: ToolRow) => (row.kind === 'tool' ? onTool(row.tool) : onFold(row.server)),
        onToggle: (row: ToolRow) =>
          row.kind === 'tool' ? onTool(row.tool) : props.onServer(row.server, !row.isIn),
      })}
    />
  );
}

function useColumns(props: ToolsTableProps): DataColumn<ToolRow>[] {
  const { toolColumns } = useMessages().profiles;
  const { isFlat, limit } = props;
  return [
    isFlat
      ? {
          id: 'number',
          header: toolColumns.number,
          width: 40,
          align: 'end',
          cell: (row) => row.kind === 'tool' && <span className={classes.quiet}>{row.place}</span>,
        }
      : {
          id: 'on',
          header: toolColumns.isOn,
          hidesHeader: true,
          width: 24,
          cell: (row) => <Switch row={row} {...props} />,
        },
    {
      id: 'tool',
      header: toolColumns.tool,
      width: '3fr',
      cell: (row) =>
        row.kind === 'tool' ? (
          <Tool tool={row.tool} />
        ) : (
          <Server row={row} isClosed={props.isClosed(row.server)} />
        ),
    },
    {
      id: 'why',
      header: toolColumns.why,
      hidesHeader: isFlat,
      width: isFlat ? 240 : 200,
      cell: (row) => <Why row={row} limit={isFlat ? limit : undefined} />,
    },
    {
      id: 'tokens',
      header: toolColumns.tokens,
      width: 96,
      align: 'end',
      // Rows come sorted within their servers.
      sortBy: () => undefined,
      cell: (row) => <Tokens row={row} />,
    },
  ];
}

function Switch({ row, onServer, onTool }: { row: ToolRow } & ToolsTableProps) {
  const { servers } = useMessages().profiles;
  if (row.kind === 'server') {
    return (
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={servers.showServer(row.server)}
        checked={row.isIn}
        onChange={({ currentTarget }) => onServer(row.server, currentTarget.checked)}
      />
    );
  }
  const { tool } = row;
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={servers.showTool(tool.name)}
      checked={!tool.hidden}
      disabled={tool.hidden !== undefined && !canShow(tool.hidden)}
      onChange={() => onTool(tool)}
    />
  );
}

function Server({ row, isClosed }: { row: ServerRow; isClosed: boolean }) {
  const { servers } = useMessages().profiles;
  const { number } = useFormats();
  const { server, tools, shown, note } = row;
  const Icon = isClosed ? IconChevronRight : IconChevronDown;
  const notes = {
    unknown: servers.unknownTools,
    disabled: servers.disabled,
    gone: servers.gone,
  };
  return (
    <span className={classes.server}>
      <Icon size={14} stroke={1.5} aria-hidden className={classes.chevron} />
      <code>{server}</code>
      <span className={classes.quiet}>
        {note ? notes[note] : servers.counts(number(shown), number(tools))}
      </span>
    </span>
  );
}

function Tool({ tool: { name, description, hidden, isChanged } }: { tool: SwitchedTool }) {
  return (
    <span className={classes.tool} title={description}>
      <code data-hidden={hidden !== undefined || undefined} data-changed={isChanged || undefined}>
        {name}
      </code>
      <span className={classes.quiet}>{description}</span>
    </span>
  );
}

/** What hides a tool; or, as a client sees it, that it will not take this one. */
function Why({ row, limit }: { row: ToolRow; limit: ClientLimit | undefined }) {
  const { profiles } = useMessages();
  const { number } = useFormats();
  if (row.kind === 'server') return null;
  if (limit?.tools !== undefined && row.place > limit.tools) {
    const word = profiles.beyond(limit.label, number(limit.tools));
    return <StateMark tone="failed" word={word} />;
  }
  const { hidden } = row.tool;
  if (!hidden) return null;
  const { hiddenBy } = profiles;
  const text =
    hidden.by === 'deny'
      ? hidden.isOwn
        ? hiddenBy.own
        : hiddenBy.pattern(hidden.pattern)
      : hiddenBy[hidden.by];
  return (
    <span className={classes.quiet} title={text}>
      {text}
    </span>
  );
}

function Tokens({ row }: { row: ToolRow }) {
  const { number, compact } = useFormats();
  if (row.kind === 'tool') {
    return (
      <span className={row.tool.hidden ? classes.quiet : undefined}>{number(row.tool.tokens)}</span>
    );
  }
  if (row.tools === 0) return null;
  return <strong className={classes.sum}>{compact(row.shownTokens)}</strong>;
}
