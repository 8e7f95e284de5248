import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import button from '../../ui/button.module.css';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { showToast } from '../../ui/toasts.tsx';
import { type ActivityQuery, filterOf } from './filter/activity-query.ts';
import classes from './log-actions.module.css';
import { useCountText, useWholeLog } from './use-whole-log.ts';

interface LogActionsProps {
  query: ActivityQuery;
  onCleared(): void;
}

/** What can be done with the log as a whole. */
export function LogActions({ query, onCleared }: LogActionsProps) {
  const { activity } = useMessages();
  const [isClearing, setIsClearing] = useState(false);
  const exportCalls = useExport(query);
  return (
    <>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className={button.button} aria-label={activity.actions}>
            <IconDots size={16} stroke={1.5} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          <Menu.Item onClick={exportCalls}>{activity.export.action}</Menu.Item>
          <Menu.Item onClick={() => setIsClearing(true)}>{activity.clear.action}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isClearing && <ClearDialog onCleared={onCleared} onClose={() => setIsClearing(false)} />}
    </>
  );
}

/** Saves what the list shows, with what is kept of arguments and results. */
function useExport(query: ActivityQuery): () => void {
  const { export: words } = useMessages().activity;
  const { number } = useFormats();
  const save = useAction((hub) => hub.activity.export({ filter: filterOf(query, Date.now()) }), {
    onDone({ text, calls, hasMore }) {
      const day = new Date().toISOString().slice(0, 10);
      saveFile(`loom-activity-${day}.jsonl`, text, 'application/jsonl');
      showToast(hasMore ? words.newest(number(calls)) : words.done(calls, number(calls)));
    },
  });
  return () => save.run();
}

function ClearDialog({ onCleared, onClose }: { onCleared(): void; onClose(): void }) {
  const { activity, common } = useMessages();
  const { number } = useFormats();
  const { clear: words } = activity;
  const whole = useWholeLog();
  const count = useCountText();
  const clear = useAction((hub) => hub.activity.clear(), {
    onDone({ removed }) {
      onCleared();
      onClose();
      showToast(words.done(removed, number(removed)));
    },
  });
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={clear.busy} onClick={() => clear.run()}>
            {clear.busy ? words.busy : words.confirm}
          </Button>
          <Button look="primary" autofocus onClick={onClose}>
            {words.keep}
          </Button>
        </>
      }
    >
      <p>{words.what(whole === undefined ? common.unknown : count(whole))}</p>
      <p>{words.stays}</p>
    </Dialog>
  );
}
