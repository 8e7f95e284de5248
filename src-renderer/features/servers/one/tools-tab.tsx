import { useMemo } from 'react';
import type { ServerDetails } from '../../../../src-shared/contract/servers.ts';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useUrlState } from '../../../state/use-url-state.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { Explained } from '../../../ui/explained.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { PlainSwitch } from '../entry/plain-switch.tsx';
import { listTools, type ToolRow } from './list-tools.ts';
import classes from './one.module.css';
import { ToolDetails } from './tool-details.tsx';
import { switchTools } from './tool-rules.ts';
import tools from './tools.module.css';
import { useUpdate } from './use-update.ts';
import { WithDetails } from './with-details.tsx';

/** What clients may use of a server, under which names, and what that costs a model. */
export function ToolsTab({ server }: { server: ServerView }) {
  return (
    <WithDetails server={server} needsSurface>
      {(details) => <Tools server={server} details={details} />}
    </WithDetails>
  );
}

function Tools({ server, details }: { server: ServerView; details: ServerDetails }) {
  const { servers, common } = useMessages();
  const { tools: words } = servers;
  const { number } = useFormats();
  const [query, setQuery] = useUrlState('q');
  const [open, setOpen] = useUrlState('tool');
  const [sort, setSort] = useUrlState('sort');
  const update = useUpdate(server);
  const rows = useMemo(() => listTools(details), [details]);
  const columns = useColumns((row) =>
    update.run((entry) => switchTools(entry, [row.upstreamName], !row.rule.isOn)),
  );
  if (rows.length === 0) return <Explained what={words.none} />;
  const shown = rows.filter(({ text }) => text.includes(query.toLowerCase()));
  const on = rows.filter(({ rule }) => rule.isOn);
  const cost = on.reduce((sum, { tokens }) => sum + tokens, 0);
  const all = shown.map(({ upstreamName }) => upstreamName);
  return (
    <>
      <div className={classes.bar}>
        <span>
          {words.summary(number(on.length), common.tools(rows.length, number(rows.length)))}
          <span className={classes.quiet} title={words.costWhy}>
            {' · '}
            {common.tokens(number(cost))}
          </span>
        </span>
        <SearchField value={query} onChange={setQuery} label={words.search} />
        <Button onClick={() => update.run((entry) => switchTools(entry, all, true))}>
          {words.allOn}
        </Button>
        <Button onClick={() => update.run((entry) => switchTools(entry, all, false))}>
          {words.allOff}
        </Button>
      </div>
      {shown.length === 0 && <p className={classes.quiet}>{servers.log.noHits}</p>}
      {shown.length > 0 && (
        <DataTable
          label={servers.tabs.tools}
          columns={columns}
          rows={shown}
          rowKey={({ upstreamName }) => upstreamName}
          sort={sort}
          onSort={setSort}
          onOpen={({ upstreamName }) => setOpen(upstreamName === open ? '' : upstreamName)}
          below={(row) => row.upstreamName === open && <ToolDetails server={server} tool={row} />}
        />
      )}
    </>
  );
}

function useColumns(onSwitch: (row: ToolRow) => void): DataColumn<ToolRow>[] {
  const { tools: words } = useMessages().servers;
  const { number } = useFormats();
  return [
    {
      id: 'on',
      header: words.on,
      width: 40,
      cell: (row) => (
        <PlainSwitch
          checked={row.rule.isOn}
          disabled={row.rule.pattern !== undefined}
          title={row.rule.pattern && words.pattern(row.rule.pattern)}
          aria-label={words.switch(row.upstreamName)}
          data-action
          onChange={() => onSwitch(row)}
        />
      ),
      sortBy: ({ rule }) => (rule.isOn ? 0 : 1),
    },
    {
      id: 'name',
      header: words.name,
      width: '2fr',
      cell: (row) => <ToolName row={row} />,
      sortBy: ({ upstreamName }) => upstreamName,
    },
    {
      id: 'description',
      header: words.description,
      width: '3fr',
      cell: ({ description }) => (
        <span className={classes.oneLine} title={description}>
          {description}
        </span>
      ),
    },
    {
      id: 'tokens',
      header: words.cost,
      width: 72,
      align: 'end',
      cell: ({ tokens }) => number(tokens),
      sortBy: ({ tokens }) => -tokens,
    },
  ];
}

function ToolName({ row: { upstreamName, rule, name } }: { row: ToolRow }) {
  const { tools: words } = useMessages().servers;
  return (
    <span className={tools.name} data-off={!rule.isOn || undefined}>
      <code title={name && words.called(name)}>{rule.renamed ?? upstreamName}</code>
      {rule.renamed && <code className={tools.original}>{upstreamName}</code>}
    </span>
  );
}
