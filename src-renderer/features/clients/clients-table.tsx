import { Link, useNavigate } from '@tanstack/react-router';
import type { Drift } from '../../../src-shared/domain/client.ts';
import { useLive } from '../../state/hub.tsx';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { HealthMark } from '../../ui/health-mark.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './clients-table.module.css';
import { standingRank, useRowWords } from './describe-row.ts';
import type { ClientRow } from './list-rows.ts';
import { RowAction } from './row-action.tsx';
import { hasTrouble, Trouble } from './trouble.tsx';
import { openDrift } from './use-clients.ts';

interface ClientsTableProps {
  rows: readonly ClientRow[];
  drifts: readonly Drift[];
  selected: ReadonlySet<string>;
  onSelect(selected: ReadonlySet<string>): void;
  onConnect(key: string): void;
}

/** Clients that are on this machine; those that need somebody say why below. */
export function ClientsTable({ rows, drifts, selected, onSelect, onConnect }: ClientsTableProps) {
  const { clients } = useMessages();
  const navigate = useNavigate();
  const [sort, setSort] = useUrlState('sort');
  return (
    <DataTable
      label={clients.table}
      columns={useColumns(drifts, onConnect)}
      rows={rows}
      rowKey={({ key }) => key}
      onOpen={({ client }) => void navigate({ to: `/clients/${client}` })}
      sort={sort}
      onSort={setSort}
      selected={selected}
      onSelect={onSelect}
      below={(row) =>
        row.target && hasTrouble(row) ? <Trouble target={row.target} drifts={drifts} /> : null
      }
    />
  );
}

function useColumns(
  drifts: readonly Drift[],
  onConnect: (key: string) => void,
): DataColumn<ClientRow>[] {
  const { columns, via } = useMessages().clients;
  const words = useRowWords();
  const { state } = useLive();
  const seen = new Map(state?.clients.map((client) => [client.client, client]));
  return [
    {
      id: 'client',
      header: columns.client,
      width: '1fr',
      sortBy: ({ label }) => label,
      cell: ({ label, key, client }) => (
        <span className={classes.client}>
          <Link to={`/clients/${client}`}>{label}</Link>
          <code title={key}>{key}</code>
        </span>
      ),
    },
    {
      id: 'state',
      header: columns.state,
      width: 128,
      sortBy: standingRank,
      cell: (row) => <HealthMark {...words.state(row)} />,
    },
    {
      id: 'seen',
      header: columns.seen,
      width: 160,
      sortBy: ({ target }) => target?.proof.phase,
      cell: ({ target }) => {
        const said = target && words.proof(target);
        return said && <HealthMark {...said} />;
      },
    },
    {
      id: 'profile',
      header: columns.profile,
      width: 96,
      wideOnly: true,
      sortBy: ({ target }) => target?.profile,
      cell: ({ target }) =>
        target?.entry && (
          <Link to={`/profiles/${target.profile ?? 'default'}`}>
            <code>{target.profile ?? 'default'}</code>
          </Link>
        ),
    },
    {
      id: 'via',
      header: columns.via,
      width: 72,
      wideOnly: true,
      sortBy: ({ target }) => target?.via,
      cell: ({ target }) => <span className={classes.quiet}>{target?.via && via[target.via]}</span>,
    },
    {
      id: 'last',
      header: columns.lastSeen,
      width: 96,
      wideOnly: true,
      sortBy: ({ client }) => -(seen.get(client)?.lastSeenAt ?? 0),
      cell: ({ client }) => <LastSeen client={client} at={seen.get(client)?.lastSeenAt} />,
    },
    {
      id: 'action',
      header: columns.action,
      hidesHeader: true,
      width: 96,
      align: 'end',
      cell: (row) => (
        <RowAction
          row={row}
          isAsked={row.target !== undefined && openDrift(drifts, row.target) !== undefined}
          onConnect={() => onConnect(row.key)}
        />
      ),
    },
  ];
}

function LastSeen({ client, at }: { client: string; at: number | undefined }) {
  const { moment } = useFormats();
  if (at === undefined) return null;
  return (
    <Link to="/activity" search={{ client }} title={moment(at)}>
      <TimeAgo at={at} />
    </Link>
  );
}
