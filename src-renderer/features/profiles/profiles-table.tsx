import { Link, useNavigate } from '@tanstack/react-router';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import classes from './profiles-table.module.css';
import { useDraftNames } from './use-draft.ts';
import { useDelete } from './use-profile-actions.ts';
import type { ProfileView } from './use-profiles.ts';

interface ProfilesTableProps {
  profiles: readonly ProfileView[];
  onDuplicate(profile: ProfileView): void;
}

export function ProfilesTable({ profiles: rows, onDuplicate }: ProfilesTableProps) {
  const { profiles } = useMessages();
  const navigate = useNavigate();
  const [sort, setSort] = useUrlState('sort');
  return (
    <DataTable
      label={profiles.table}
      columns={useColumns(onDuplicate)}
      rows={rows}
      rowKey={({ name }) => name}
      onOpen={({ name }) => void navigate({ to: `/profiles/${name}` })}
      sort={sort}
      onSort={setSort}
    />
  );
}

function useColumns(onDuplicate: (profile: ProfileView) => void): DataColumn<ProfileView>[] {
  const { profiles, common } = useMessages();
  const { columns } = profiles;
  const { list, number, compact } = useFormats();
  const drafts = useDraftNames();
  const open = (name: string, text: string) => <Link to={`/profiles/${name}`}>{text}</Link>;
  return [
    {
      id: 'name',
      header: columns.name,
      width: '1fr',
      sortBy: ({ name }) => name,
      cell: (row) => <Name row={row} isChanged={drafts.has(row.name)} />,
    },
    {
      id: 'servers',
      header: columns.servers,
      width: 80,
      align: 'end',
      sortBy: ({ profile: { servers } }) => (servers === '*' ? 1e9 : servers.length),
      cell: ({ profile: { servers } }) =>
        servers === '*' ? (
          <span className={classes.quiet}>{profiles.all}</span>
        ) : (
          <span title={list(servers)}>{number(servers.length)}</span>
        ),
    },
    {
      id: 'tools',
      header: columns.tools,
      width: 72,
      align: 'end',
      sortBy: ({ tools }) => tools,
      cell: ({ name, tools }) => open(name, number(tools)),
    },
    {
      id: 'tokens',
      header: columns.tokens,
      width: 112,
      align: 'end',
      sortBy: ({ tokens }) => tokens,
      cell: ({ name, tokens }) => open(name, common.tokens(compact(tokens))),
    },
    {
      id: 'clients',
      header: columns.clients,
      width: 72,
      align: 'end',
      wideOnly: true,
      sortBy: ({ clients }) => clients.length,
      cell: ({ name, clients }) =>
        clients.length > 0 && (
          <Link to="/clients" search={{ q: name }} title={list(clients)}>
            {number(clients.length)}
          </Link>
        ),
    },
    {
      id: 'bound',
      header: columns.boundTokens,
      width: 104,
      align: 'end',
      wideOnly: true,
      sortBy: ({ boundTokens }) => boundTokens.length,
      cell: ({ name, boundTokens }) =>
        boundTokens.length > 0 && (
          <Link to="/secrets" search={{ tab: 'tokens', q: name }} title={list(boundTokens)}>
            {number(boundTokens.length)}
          </Link>
        ),
    },
    {
      id: 'actions',
      header: columns.actions,
      hidesHeader: true,
      width: 160,
      align: 'end',
      cell: (row) => <Actions row={row} onDuplicate={() => onDuplicate(row)} />,
    },
  ];
}

function Name({ row: { name, isWritten }, isChanged }: { row: ProfileView; isChanged: boolean }) {
  const { profiles } = useMessages();
  return (
    <span className={classes.name}>
      <Link to={`/profiles/${name}`}>
        <code>{name}</code>
      </Link>
      {isChanged && <StateMark tone="attention" word={profiles.unsaved} />}
      {name === 'default' && (
        <span className={classes.quiet} title={isWritten ? '' : profiles.notWritten}>
          {profiles.everything}
        </span>
      )}
    </span>
  );
}

function Actions({ row, onDuplicate }: { row: ProfileView; onDuplicate(): void }) {
  const { profiles } = useMessages();
  const remove = useDelete();
  const { name, isWritten } = row;
  return (
    <span className={classes.actions}>
      <Button look="quiet" label={profiles.duplicateOf(name)} onClick={onDuplicate}>
        {profiles.duplicate}
      </Button>
      {isWritten && (
        <Button
          look="quiet"
          label={profiles.deleteOf(name)}
          busy={remove.busy}
          onClick={() => remove.run(row)}
        >
          {profiles.delete}
        </Button>
      )}
    </span>
  );
}
