import { useState } from 'react';
import type { SecretView } from '../../../src-shared/domain/secret.ts';
import { useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { DetailsDialog } from './details-dialog.tsx';
import { ListOutline } from './list-outline.tsx';
import { orderSecrets } from './order-secrets.ts';
import classes from './page.module.css';
import { PlainPart } from './plain/plain-part.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SecretsTable } from './secrets-table.tsx';
import { SetDialog } from './set-dialog.tsx';
import { useSecrets } from './use-lists.ts';

/** Every secret by its name; values go in here, and come out only when somebody asks. */
export function SecretsTab({ query }: { query: string }) {
  const { data, error, refetch } = useSecrets();
  const [show] = useUrlState('show');
  const [opened, setOpened] = useUrlState('secret');
  const [setting, setSetting] = useUrlState('set');
  const [adding, setAdding] = useUrlState('add');
  const [removing, setRemoving] = useState<SecretView>();
  if (!data) return error ? <Failure error={error} retry={refetch} /> : <ListOutline />;
  const rows = orderSecrets(data, { query, onlyMissing: show === 'missing' });
  const find = (name: string) => data.find((secret) => secret.name === name);
  return (
    <div className={classes.body}>
      {data.length === 0 && <Empty onAdd={() => setAdding('secret')} />}
      {data.length > 0 && rows.length === 0 && <NothingFound />}
      {rows.length > 0 && <SecretsTable secrets={rows} onOpen={setOpened} onSet={setSetting} />}
      <PlainPart />
      {opened !== '' && setting === '' && !removing && (
        <DetailsDialog
          key={opened}
          name={opened}
          secret={find(opened)}
          onClose={() => setOpened('')}
          onSet={() => setSetting(opened)}
          onRemove={() => setRemoving(find(opened))}
        />
      )}
      {(setting !== '' || adding === 'secret') && (
        <SetDialog
          key={setting}
          name={setting}
          secrets={data}
          onClose={() => (setting === '' ? setAdding('') : setSetting(''))}
        />
      )}
      {removing && (
        <RemoveDialog
          secret={removing}
          onClose={() => setRemoving(undefined)}
          onDone={() => setOpened('')}
        />
      )}
    </div>
  );
}

function Empty({ onAdd }: { onAdd(): void }) {
  const { secrets: words } = useMessages();
  return (
    <Explained what={words.empty} action={<Button onClick={onAdd}>{words.add}</Button>}>
      <p className={classes.quiet}>{words.emptyExample}</p>
      <CopyLine name={words.example} text="GITHUB_TOKEN: ${secret:GITHUB_TOKEN}" />
    </Explained>
  );
}

function NothingFound() {
  const { secrets: words } = useMessages();
  return <Explained what={words.nothingFound} />;
}
