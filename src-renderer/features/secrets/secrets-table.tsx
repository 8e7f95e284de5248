import { Link } from '@tanstack/react-router';
import type { SecretView } from '../../../src-shared/domain/secret.ts';
import { useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { HealthMark } from '../../ui/health-mark.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './page.module.css';
import { ServerLinks } from './server-links.tsx';

interface SecretsTableProps {
  secrets: readonly SecretView[];
  onOpen(name: string): void;
  onSet(name: string): void;
}

export function SecretsTable({ secrets, onOpen, onSet }: SecretsTableProps) {
  const { secrets: words } = useMessages();
  const [sort, setSort] = useUrlState('sort');
  return (
    <DataTable
      label={words.tabs.secrets}
      columns={useColumns(onSet)}
      rows={secrets}
      rowKey={({ name }) => name}
      onOpen={({ name }) => onOpen(name)}
      sort={sort}
      onSort={setSort}
    />
  );
}

function useColumns(onSet: (name: string) => void): DataColumn<SecretView>[] {
  const { secrets: words, common } = useMessages();
  const { columns, sources, whySource } = words;
  return [
    {
      id: 'name',
      header: columns.name,
      width: '3fr',
      sortBy: ({ name }) => name,
      cell: ({ name }) => (
        <Link
          to="/secrets"
          search={(before: Record<string, unknown>) => ({ ...before, secret: name })}
          title={name}
        >
          <code>{name}</code>
        </Link>
      ),
    },
    {
      id: 'source',
      header: columns.source,
      width: 168,
      sortBy: ({ source }) => sources[source],
      cell: ({ source }) =>
        source === 'missing' ? (
          <HealthMark tone="attention" word={sources.missing} why={whySource.missing} />
        ) : (
          <span className={classes.quiet} title={whySource[source]}>
            {sources[source]}
          </span>
        ),
    },
    {
      id: 'used',
      header: columns.usedBy,
      width: '2fr',
      sortBy: ({ usedBy }) => -usedBy.length,
      cell: ({ usedBy }) => <ServerLinks servers={usedBy} />,
    },
    {
      id: 'changed',
      header: columns.changed,
      width: 112,
      wideOnly: true,
      sortBy: ({ changedAt }) => changedAt && -changedAt,
      cell: ({ changedAt, source }) => {
        if (changedAt !== undefined) return <TimeAgo at={changedAt} />;
        return source !== 'missing' && <span className={classes.quiet}>{common.unknown}</span>;
      },
    },
    {
      id: 'action',
      header: columns.action,
      hidesHeader: true,
      width: 88,
      align: 'end',
      cell: ({ name, source }) => {
        if (source === 'environment') return null;
        const isMissing = source === 'missing';
        const verb = isMissing ? words.set : words.replace;
        return (
          <Button
            look={isMissing ? 'normal' : 'quiet'}
            label={words.actionOf(verb, name)}
            onClick={() => onSet(name)}
          >
            {verb}
          </Button>
        );
      },
    },
  ];
}
