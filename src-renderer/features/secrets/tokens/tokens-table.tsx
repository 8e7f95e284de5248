import { Link } from '@tanstack/react-router';
import type { TokenView } from '../../../../src-shared/domain/token.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useNow } from '../../../state/now.ts';
import { useUrlState } from '../../../state/use-url-state.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import classes from '../page.module.css';
import { ServerLinks } from '../server-links.tsx';

interface TokensTableProps {
  tokens: readonly TokenView[];
  onShow(token: TokenView): void;
  onRevoke(token: TokenView): void;
}

export function TokensTable(props: TokensTableProps) {
  const { secrets } = useMessages();
  const [sort, setSort] = useUrlState('sort');
  return (
    <DataTable
      label={secrets.tabs.tokens}
      columns={useColumns(props)}
      rows={props.tokens}
      rowKey={({ id }) => id}
      sort={sort}
      onSort={setSort}
    />
  );
}

function useColumns({ onShow, onRevoke }: TokensTableProps): DataColumn<TokenView>[] {
  const { secrets } = useMessages();
  const { tokens: words } = secrets;
  const { columns } = words;
  return [
    {
      id: 'name',
      header: columns.name,
      width: '2fr',
      sortBy: ({ name }) => name,
      cell: ({ name }) => <code title={name}>{name}</code>,
    },
    {
      id: 'profile',
      header: columns.profile,
      width: '1fr',
      sortBy: ({ profile }) => profile,
      cell: ({ profile }) =>
        profile === undefined ? (
          <span className={classes.quiet}>{words.anyProfile}</span>
        ) : (
          <Link to={`/profiles/${profile}`}>
            <code>{profile}</code>
          </Link>
        ),
    },
    {
      id: 'servers',
      header: columns.servers,
      width: '2fr',
      sortBy: ({ servers }) => servers?.length,
      cell: ({ servers = [] }) => <ServerLinks servers={servers} none={words.allServers} />,
    },
    {
      id: 'used',
      header: columns.lastUsed,
      width: 104,
      sortBy: ({ lastUsedAt }) => lastUsedAt && -lastUsedAt,
      cell: ({ lastUsedAt }) => <When at={lastUsedAt} />,
    },
    {
      id: 'expires',
      header: columns.expires,
      width: 104,
      sortBy: ({ expiresAt }) => expiresAt,
      cell: ({ expiresAt }) => <Expiry at={expiresAt} />,
    },
    {
      id: 'created',
      header: columns.created,
      width: 104,
      wideOnly: true,
      sortBy: ({ createdAt }) => -createdAt,
      cell: ({ createdAt }) => <When at={createdAt} />,
    },
    {
      id: 'action',
      header: secrets.columns.action,
      hidesHeader: true,
      width: 136,
      align: 'end',
      cell: (token) => (
        <span className={classes.rowActions}>
          {token.key !== undefined && (
            <Button
              look="quiet"
              label={secrets.actionOf(words.show, token.name)}
              onClick={() => onShow(token)}
            >
              {words.show}
            </Button>
          )}
          <Button
            look="quiet"
            label={secrets.actionOf(words.revoke, token.name)}
            onClick={() => onRevoke(token)}
          >
            {words.revoke}
          </Button>
        </span>
      ),
    },
  ];
}

function When({ at }: { at: number | undefined }) {
  const { tokens: words } = useMessages().secrets;
  if (at === undefined) return <span className={classes.quiet}>{words.never}</span>;
  return <TimeAgo at={at} />;
}

function Expiry({ at }: { at: number | undefined }) {
  const { tokens: words } = useMessages().secrets;
  const { moment } = useFormats();
  const now = useNow();
  if (at === undefined || at > now) return <When at={at} />;
  return (
    <span title={moment(at)}>
      <StateMark tone="attention" word={words.expired} />
    </span>
  );
}
