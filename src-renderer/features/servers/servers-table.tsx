import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHealth } from '../../state/use-health.ts';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { HealthMark } from '../../ui/health-mark.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { rankOf } from './filter-servers.ts';
import classes from './page.module.css';
import { Trouble } from './trouble.tsx';
import { useMemory } from './use-memory.ts';

interface ServersTableProps {
  servers: readonly ServerView[];
  sort: string;
  onSort(sort: string): void;
  selected: ReadonlySet<string>;
  onSelect(selected: ReadonlySet<string>): void;
}

/** Which one is broken or slow: one row for each server. */
export function ServersTable({ servers, ...table }: ServersTableProps) {
  const { frame } = useMessages();
  const columns = useColumns();
  const navigate = useNavigate();
  return (
    <DataTable
      {...table}
      label={frame.pages.servers}
      columns={columns}
      rows={servers}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: `/servers/${id}` })}
      below={troubleOf}
    />
  );
}

function troubleOf(server: ServerView): ReactNode {
  const { health, warning } = server;
  const isBad = ['failed', 'waiting', 'backing-off'].includes(health.phase);
  const isOdd = warning && (health.phase === 'ready' || health.phase === 'idle');
  return isBad || isOdd ? (
    <div className={classes.below}>
      <Trouble server={server} />
    </div>
  ) : undefined;
}

function useColumns(): DataColumn<ServerView>[] {
  const { servers, common } = useMessages();
  const { columns: words } = servers;
  const { bytes } = useFormats();
  const { ofServer } = useMemory();
  return useMemo(
    () => [
      {
        id: 'state',
        header: common.state,
        width: 120,
        cell: (server) => <State server={server} />,
        sortBy: rankOf,
      },
      {
        id: 'name',
        header: common.name,
        width: '3fr',
        cell: (server) => <Name server={server} />,
        sortBy: ({ id }) => id,
      },
      {
        id: 'tools',
        header: words.tools,
        width: 56,
        align: 'end',
        cell: ({ id, surface }) => surface && <Tools id={id} count={surface.tools} />,
        sortBy: ({ surface }) => surface?.tools,
      },
      {
        id: 'calls',
        header: words.calls,
        width: 128,
        align: 'end',
        cell: (server) => <Calls server={server} />,
        sortBy: lastHourOf,
      },
      {
        id: 'latency',
        header: words.latency,
        width: 128,
        align: 'end',
        cell: (server) => <Latency server={server} />,
        sortBy: ({ latency }) => latency?.p95,
      },
      {
        id: 'memory',
        header: words.memory,
        width: 80,
        align: 'end',
        wideOnly: true,
        cell: ({ id }) => {
          const memory = ofServer(id);
          return memory === undefined ? null : bytes(memory);
        },
        sortBy: ({ id }) => ofServer(id),
      },
      {
        id: 'used',
        header: words.lastUsed,
        width: 96,
        align: 'end',
        cell: ({ lastUsedAt }) =>
          lastUsedAt === undefined ? (
            <span className={classes.quiet}>{common.never}</span>
          ) : (
            <TimeAgo at={lastUsedAt} />
          ),
        sortBy: ({ lastUsedAt }) => (lastUsedAt === undefined ? undefined : -lastUsedAt),
      },
      {
        id: 'idle',
        header: words.idle,
        width: 80,
        align: 'end',
        wideOnly: true,
        cell: (server) => <Stops server={server} />,
        sortBy: stopsAtOf,
      },
    ],
    [common, words, bytes, ofServer],
  );
}

function State({ server }: { server: ServerView }) {
  const { tone, word, why } = useHealth()(server);
  return <HealthMark tone={tone} word={word} why={why} />;
}

function Name({ server: { id, title, target } }: { server: ServerView }) {
  return (
    <span className={classes.name} title={target}>
      {/* Rows are reached with j and k, and open with Enter. */}
      <Link to={`/servers/${id}`} tabIndex={-1}>
        <code>{id}</code>
      </Link>
      {title && title !== id && <span className={classes.title}>{title}</span>}
    </span>
  );
}

function Tools({ id, count }: { id: string; count: number }) {
  const { number } = useFormats();
  return (
    <Link to={`/servers/${id}`} tabIndex={-1}>
      {number(count)}
    </Link>
  );
}

function Calls({ server }: { server: ServerView }) {
  const { servers, common } = useMessages();
  const { number } = useFormats();
  const { id, calls, errors, lastHour } = server;
  if (calls === 0) return null;
  const all = common.calls(calls, number(calls));
  const failed = common.errors(errors, number(errors));
  return (
    <span className={classes.calls} title={servers.callsSinceStart(all, failed)}>
      {lastHour && (
        <span className={classes.line}>
          <Sparkline label={servers.callsInLastHour(id)} values={lastHour} height={16} />
        </span>
      )}
      <Link to="/activity" search={{ server: id, span: '1h' }} tabIndex={-1}>
        {number(lastHourOf(server))}
      </Link>
    </span>
  );
}

function Latency({ server: { latency } }: { server: ServerView }) {
  const { servers } = useMessages();
  const { duration } = useFormats();
  if (!latency) return null;
  return (
    <span title={servers.latencyWhy}>
      {duration(latency.p50)} <span className={classes.quiet}>/ {duration(latency.p95)}</span>
    </span>
  );
}

function Stops({ server }: { server: ServerView }) {
  const { servers } = useMessages();
  const at = stopsAtOf(server);
  if (at === undefined) return null;
  return (
    <span title={servers.stopsWhy}>
      <TimeAgo at={at} />
    </span>
  );
}

function lastHourOf({ lastHour = [] }: ServerView): number {
  return lastHour.reduce((sum, count) => sum + count, 0);
}

/** When its last process stops if nobody uses it. */
function stopsAtOf({ instances }: ServerView): number | undefined {
  const times = instances.flatMap(({ stopsAt }) => (stopsAt === undefined ? [] : [stopsAt]));
  return times.length > 0 && times.length === instances.length ? Math.max(...times) : undefined;
}
