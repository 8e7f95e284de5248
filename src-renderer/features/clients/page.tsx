import { useState } from 'react';
import type { TargetView } from '../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useDisconnect } from './changes/use-take-back.ts';
import { ClientsTable } from './clients-table.tsx';
import { ConnectFromAddress } from './connect/connect-from-address.tsx';
import { Counts } from './counts.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { type ClientRow, filterRows, isConnectable, unconnected } from './list-rows.ts';
import classes from './page.module.css';
import { ProjectDialog } from './project/project-dialog.tsx';
import { useClients } from './use-clients.ts';

/** In the address: the files of a project are to be connected, whose folder follows. */
const projectPrefix = 'project:';

/** Every client that Loom knows: what stands in its file, and whether it uses it. */
export function Page() {
  const { clients, frame } = useMessages();
  const known = useClients();
  const [text, setText] = useUrlState('q');
  const [group, setGroup] = useUrlState('state');
  const [wanted, setWanted] = useUrlState('connect');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { listed, targets } = known;
  const rows = filterRows(listed?.here ?? [], { text, group });
  const chosen = chosenOf(rows, selected);
  const header = {
    title: frame.pages.clients,
    wide: true,
    state: listed && <Counts rows={listed.here} group={group} onGroup={setGroup} />,
    search: <SearchField value={text} onChange={setText} label={clients.searchLabel} />,
  };
  if (!listed || !targets) {
    return (
      <PageFrame {...header}>
        {known.error ? (
          <Failure error={known.error} retry={known.retry} />
        ) : (
          <ListSkeleton label={clients.table} />
        )}
      </PageFrame>
    );
  }
  return (
    <PageFrame
      {...header}
      {...(chosen.length > 0 && {
        state: <Selection count={chosen.length} onClear={() => setSelected(new Set())} />,
      })}
      actions={
        chosen.length > 0 ? (
          <BulkActions
            chosen={chosen}
            onConnect={(ids) => setWanted(ids.join(','))}
            onDone={() => setSelected(new Set())}
          />
        ) : (
          <>
            <LinkButton to="/servers" search={{ add: 'import' }}>
              {clients.import}
            </LinkButton>
            {unconnected(listed).length > 0 && (
              <Button look="primary" onClick={() => setWanted('all')}>
                {clients.connectAll}
              </Button>
            )}
          </>
        )
      }
    >
      {listed.here.length === 0 && <Explained what={clients.none}>{clients.noneExample}</Explained>}
      {listed.here.length > 0 && rows.length === 0 && <Explained what={clients.nothingFits} />}
      {rows.length > 0 && (
        <ClientsTable
          rows={rows}
          drifts={known.drifts}
          selected={selected}
          onSelect={setSelected}
          onConnect={setWanted}
        />
      )}
      {!group && (
        <p className={classes.project}>
          <span>{clients.project.why}</span>
          <Button onClick={() => setWanted(projectPrefix)}>{clients.project.connect}</Button>
        </p>
      )}
      {!group && (
        <Elsewhere rows={filterRows(listed.elsewhere, { text, group: '' })} isOpen={text !== ''} />
      )}
      {wanted.startsWith(projectPrefix) && (
        <ProjectDialog
          folder={wanted.slice(projectPrefix.length)}
          onFolder={(folder) => setWanted(`${projectPrefix}${folder}`)}
          onClose={() => setWanted('')}
        />
      )}
      {wanted && !wanted.startsWith(projectPrefix) && (
        <ConnectFromAddress
          key={wanted}
          wanted={wanted}
          targets={targets}
          listed={listed}
          onClose={() => setWanted('')}
        />
      )}
    </PageFrame>
  );
}

/** Rows that can be acted on together: a project's file is connected by itself. */
function chosenOf(rows: readonly ClientRow[], selected: ReadonlySet<string>): TargetView[] {
  return rows.flatMap(({ key, target }) => (target && selected.has(key) ? [target] : []));
}

function Selection({ count, onClear }: { count: number; onClear(): void }) {
  const { clients, common } = useMessages();
  const { number } = useFormats();
  return (
    <>
      <span>{common.selected(count, number(count))}</span>
      <Button look="quiet" onClick={onClear}>
        {clients.clear}
      </Button>
    </>
  );
}

interface BulkActionsProps {
  chosen: readonly TargetView[];
  onConnect(ids: string[]): void;
  onDone(): void;
}

function BulkActions({ chosen, onConnect, onDone }: BulkActionsProps) {
  const { clients } = useMessages();
  const disconnect = useDisconnect(onDone);
  const connectable = chosen.filter(isConnectable);
  return (
    <>
      <Button
        disabled={connectable.length === 0}
        onClick={() => onConnect(connectable.map(({ id }) => id))}
      >
        {clients.connect}
      </Button>
      <Button busy={disconnect.busy} onClick={() => disconnect.run(chosen)}>
        {clients.disconnect}
      </Button>
    </>
  );
}
