import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { SyncPreview, SyncResult, TargetView } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { ChangeList } from '../changes/change-list.tsx';
import { dueOf } from '../changes/take-back.ts';
import classes from './connect-dialog.module.css';
import { ConnectResult } from './connect-result.tsx';
import { OptionFields } from './option-fields.tsx';
import { initialOptions, onlyChosen, requestOf } from './requests.ts';

interface ConnectDialogProps {
  targets: readonly TargetView[];
  /** Every known target: a client's id names all of its files, and nobody chose the others. */
  all: readonly TargetView[];
  /** Whether entries of servers that Loom serves are to go; a person may choose otherwise. */
  replace?: boolean;
  /** A project's folder, where these are its files. */
  project?: string;
  onClose(): void;
}

/** Shows every change whole before it is written; then whether it works. */
export function ConnectDialog(props: ConnectDialogProps) {
  const { targets, all, replace = false, project, onClose } = props;
  const { clients } = useMessages();
  const queries = useQueryClient();
  const [options, setOptions] = useState(() => initialOptions(targets, replace));
  const [result, setResult] = useState<SyncResult>();
  const request = useMemo(() => requestOf(targets, options, project), [targets, options, project]);
  const preview = usePreview(result ? undefined : request, targets, all);
  const apply = useAction(
    (hub, shown: SyncPreview) =>
      hub.clients.apply({
        request,
        seen: dueOf(shown).map(({ target, before, after }) => ({ target, before, after })),
      }),
    { onDone: setResult },
  );
  if (result) {
    return (
      <ConnectResult
        result={result}
        project={request.project}
        onClose={onClose}
        onLookAgain={() => {
          setResult(undefined);
          void queries.invalidateQueries({ queryKey: ['clients'] });
        }}
      />
    );
  }
  return (
    <PreviewDialog
      targets={targets}
      preview={preview}
      busy={apply.busy}
      onApply={apply.run}
      onClose={onClose}
    >
      <OptionFields targets={targets} options={options} onChange={setOptions} />
      {project !== undefined && <p className={classes.note}>{clients.project.ownPath}</p>}
    </PreviewDialog>
  );
}

type Preview = ReturnType<typeof usePreview>;

interface PreviewDialogProps {
  targets: readonly TargetView[];
  preview: Preview;
  busy: boolean;
  onApply(shown: SyncPreview): void;
  onClose(): void;
  children: React.ReactNode;
}

function PreviewDialog(props: PreviewDialogProps) {
  const { targets, preview, busy, onApply, onClose, children } = props;
  const { clients, common } = useMessages();
  const { dialog } = clients;
  const { number } = useFormats();
  const { shown, isCurrent, error } = preview;
  const due = shown ? dueOf(shown).length : 0;
  const [first] = targets;
  const title =
    targets.length === 1 && first
      ? dialog.title(first.label)
      : dialog.titleMany(targets.length, number(targets.length));
  return (
    <Dialog
      title={title}
      size="large"
      onClose={onClose}
      actions={
        <>
          {due > 0 && (
            <Button
              look="primary"
              busy={busy}
              disabled={!isCurrent}
              onClick={() => shown && onApply(shown)}
            >
              {busy ? dialog.writing : dialog.write(due, number(due))}
            </Button>
          )}
          <Button autofocus onClick={onClose}>
            {common.cancel}
          </Button>
        </>
      }
    >
      {children}
      <div className={classes.preview} aria-busy={!isCurrent} data-old={!isCurrent || undefined}>
        {error ? <Failure error={error} /> : null}
        {!shown && !error && <p role="status">{dialog.looking}</p>}
        {shown && due === 0 && shown.refused.length === 0 && <p>{dialog.nothing}</p>}
        {shown && !error && <ChangeList {...shown} />}
      </div>
    </Dialog>
  );
}

/** While another choice is looked at, the last preview stays, so that nothing jumps. */
function usePreview(
  request: ReturnType<typeof requestOf> | undefined,
  targets: readonly TargetView[],
  all: readonly TargetView[],
) {
  const last = useRef<SyncPreview>(undefined);
  const { data, error } = useHubQuery(
    ['clients', 'preview', request],
    (hub, signal) => hub.clients.preview(request ?? {}, { signal }),
    { enabled: request !== undefined },
  );
  const current = data && onlyChosen(data, targets, all);
  if (current) last.current = current;
  return { shown: current ?? last.current, isCurrent: current !== undefined, error };
}
