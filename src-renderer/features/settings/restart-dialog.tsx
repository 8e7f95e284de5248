import { useEffect, useState } from 'react';
import { useLive } from '../../state/hub.tsx';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { showToast } from '../../ui/toasts.tsx';
import classes from './settings.module.css';
import { useSettings } from './use-settings.ts';

/** What a restart ends; then stays until the hub that follows is there. */
export function RestartDialog({ onClose }: { onClose(): void }) {
  const { settings, common } = useMessages();
  const { restarting: words } = settings;
  const live = useLive();
  const [ended, setEnded] = useState<number>();
  const restart = useAction((hub) => hub.hub.restart(), {
    onDone: ({ startedAt }) => setEnded(startedAt),
  });
  const isBack = ended !== undefined && live.phase === 'live' && live.state.startedAt !== ended;
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when it is back
  useEffect(() => {
    if (!isBack) return;
    showToast(words.done);
    onClose();
  }, [isBack]);
  const isUnderWay = restart.busy || ended !== undefined;
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          {!isUnderWay && (
            <Button look="primary" onClick={() => restart.run()}>
              {words.confirm}
            </Button>
          )}
          <Button autofocus onClick={onClose}>
            {isUnderWay ? common.close : common.cancel}
          </Button>
        </>
      }
    >
      <div className={classes.restart}>
        {isUnderWay ? (
          <div role="status">
            <StateMark tone="working" word={words.busy} />
          </div>
        ) : (
          <What />
        )}
      </div>
    </Dialog>
  );
}

function What() {
  const { settings } = useMessages();
  const { restarting: words } = settings;
  const { number } = useFormats();
  const { state } = useLive();
  const running = (state?.sessions ?? []).reduce((sum, one) => sum + one.callsInFlight, 0);
  const moves = useSettings().data?.settings.some(
    ({ key, needsRestart }) => key === 'http.address' && needsRestart,
  );
  return (
    <>
      <p>{words.why}</p>
      {running > 0 && <p>{words.running(running, number(running))}</p>}
      {moves && (
        <p>
          {words.moves} <CopyLine name={settings.restartCommand} text="loom console" />
        </p>
      )}
    </>
  );
}
