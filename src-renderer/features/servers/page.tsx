import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useLive } from '../../state/hub.tsx';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Explained } from '../../ui/explained.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { belongsTo, isShow, isTroubled, searchServers } from './filter-servers.ts';
import classes from './page.module.css';
import { ServersTable } from './servers-table.tsx';
import { ShowBar } from './show-bar.tsx';

const AddDialog = lazy(async () => ({
  default: (await import('./add/add-dialog.tsx')).AddDialog,
}));

/** Every server: which one is broken or slow, and what can be done about it. */
export function Page() {
  const { state } = useLive();
  const { frame, servers: words } = useMessages();
  const [query, setQuery] = useUrlState('q');
  const [show] = useUrlState('show', 'all');
  const [sort, setSort] = useUrlState('sort');
  const [adding, setAdding] = useUrlState('add');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  if (!state) return null;
  const { servers } = state;
  const part = isShow(show) ? show : 'all';
  const found = searchServers(servers, query);
  const rows = found.filter((server) => belongsTo(server, part));
  const chosen = servers.filter(({ id }) => selected.has(id));
  return (
    <PageFrame
      title={frame.pages.servers}
      wide
      state={<State />}
      search={
        servers.length > 0 && <SearchField value={query} onChange={setQuery} label={words.search} />
      }
      actions={
        <Button
          look={servers.length > 0 ? 'primary' : 'normal'}
          onClick={() => setAdding('command')}
        >
          {words.add}
        </Button>
      }
    >
      {servers.length === 0 && <Empty onAdd={setAdding} />}
      {servers.length > 0 && chosen.length === 0 && <ShowBar servers={found} show={part} />}
      {chosen.length > 0 && <BulkBar servers={chosen} onClear={() => setSelected(new Set())} />}
      {rows.length > 0 && (
        <ServersTable
          servers={rows}
          sort={sort}
          onSort={setSort}
          selected={selected}
          onSelect={setSelected}
        />
      )}
      {servers.length > 0 && rows.length === 0 && <NothingFound />}
      <Suspense>
        {adding !== '' && (
          <AddDialog way={adding} onWay={setAdding} onClose={() => setAdding('')} />
        )}
      </Suspense>
    </PageFrame>
  );
}

function State() {
  const { state } = useLive();
  const { common, servers: words } = useMessages();
  const { number } = useFormats();
  const all = state?.servers ?? [];
  const troubled = all.filter(isTroubled).length;
  return (
    <>
      <span>{common.servers(all.length, number(all.length))}</span>
      {troubled > 0 && (
        <Link to="/servers" search={{ show: 'trouble' }}>
          <StateMark tone="attention" word={words.needYou(troubled, number(troubled))} />
        </Link>
      )}
    </>
  );
}

function Empty({ onAdd }: { onAdd(way: string): void }) {
  const { servers: words } = useMessages();
  return (
    <Explained
      what={words.empty}
      action={
        <span className={classes.choices}>
          <LinkButton to="/presets" look="primary">
            {words.ways.presets}
          </LinkButton>
          <Button onClick={() => onAdd('import')}>{words.ways.import}</Button>
        </span>
      }
    >
      <p>{words.emptyExample}</p>
      <CopyLine
        name={words.fields.command}
        text="npx -y @modelcontextprotocol/server-filesystem ${project}"
      />
    </Explained>
  );
}

function NothingFound() {
  const { servers: words } = useMessages();
  const navigate = useNavigate();
  return (
    <Explained
      what={words.nothingFound}
      action={
        <Button onClick={() => void navigate({ to: '/servers', search: {} })}>
          {words.showAll}
        </Button>
      }
    />
  );
}
