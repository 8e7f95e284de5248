import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { ThrownRefusal } from '../../../ui/refusal.tsx';
import { showToast } from '../../../ui/toasts.tsx';
import { DefinitionFields, FolderField } from '../entry/definition-fields.tsx';
import { draftOf, fillEntry } from '../entry/draft.ts';
import type { Entry } from '../entry/entry.ts';
import { RunsView } from '../entry/runs-view.tsx';
import { useDraft } from '../entry/use-draft.ts';
import classes from './one.module.css';

interface EditDefinitionProps {
  server: ServerView;
  entry: Entry;
  onClose(): void;
}

/** Changes what a server is run with; secrets go into the vault first. */
export function EditDefinition({ server, entry, onClose }: EditDefinitionProps) {
  const { servers: words, common } = useMessages();
  const { id } = server;
  const { draft, set, check, filled, problems, secrets } = useDraft(draftOf(id, entry), entry);
  const save = useAction(
    async (hub) => {
      for (const secret of filled.secrets) await hub.secrets.set(secret);
      const now = await hub.servers.get({ id });
      await hub.servers.update({ id, entry: fillEntry(draft, now.entry).entry });
    },
    {
      onDone() {
        showToast(words.environment.saved(id));
        onClose();
      },
      onError: () => undefined,
    },
  );
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (check()) save.run();
      }}
    >
      <DefinitionFields draft={draft} onChange={set} problems={problems} secrets={secrets} />
      {draft.kind === 'stdio' && <FolderField draft={draft} onChange={set} problems={problems} />}
      <RunsView entry={filled.entry} />
      <ThrownRefusal error={save.error} />
      <div className={classes.actions} data-action>
        <Button type="submit" look="primary" busy={save.busy}>
          {save.busy ? words.environment.saving : words.environment.save}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </form>
  );
}
