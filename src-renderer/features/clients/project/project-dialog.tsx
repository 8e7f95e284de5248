import { useState } from 'react';
import type { TargetView } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { ListSkeleton } from '../../../ui/list-skeleton.tsx';
import { ConnectDialog } from '../connect/connect-dialog.tsx';
import { FolderForm } from './folder-form.tsx';
import classes from './project-dialog.module.css';
import { initiallyChosen } from './project-files.ts';
import { ProjectTargets } from './project-targets.tsx';

interface ProjectDialogProps {
  /** As it stands in the address; empty before one is chosen. */
  folder: string;
  onFolder(folder: string): void;
  onClose(): void;
}

/** Connects the files that clients keep in a project: its folder, then which, then every change. */
export function ProjectDialog({ folder, onFolder, onClose }: ProjectDialogProps) {
  const { clients, common } = useMessages();
  const { project: words } = clients;
  const { number } = useFormats();
  const { data, error } = useHubQuery(
    ['clients', 'targets of', folder],
    (hub) => hub.clients.list({ project: folder }),
    { enabled: folder !== '' },
  );
  const [own, setOwn] = useState<ReadonlySet<string>>();
  const [agreed, setAgreed] = useState<readonly TargetView[]>();
  if (agreed && data) {
    return <ConnectDialog targets={agreed} all={data} project={folder} onClose={onClose} />;
  }
  const targets = folder === '' ? undefined : data;
  const chosen = own ?? initiallyChosen(targets ?? []);
  return (
    <Dialog
      title={words.title}
      size="medium"
      onClose={onClose}
      actions={
        <>
          {targets && (
            <Button
              look="primary"
              disabled={chosen.size === 0}
              onClick={() => setAgreed(targets.filter(({ id }) => chosen.has(id)))}
            >
              {words.preview(chosen.size, number(chosen.size))}
            </Button>
          )}
          <Button onClick={onClose}>{common.cancel}</Button>
        </>
      }
    >
      <div className={classes.parts}>
        <FolderForm
          key={folder}
          folder={folder}
          onFolder={(next) => {
            setOwn(undefined);
            onFolder(next);
          }}
        />
        {error ? <Failure error={error} /> : null}
        {folder !== '' && !data && !error && <ListSkeleton label={words.files} />}
        {targets && <ProjectTargets targets={targets} chosen={chosen} onChoose={setOwn} />}
      </div>
    </Dialog>
  );
}
