import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import classes from './page.module.css';
import { isUseful, type ServerVerb, useServerActions } from './use-server-actions.ts';

const verbs: readonly ServerVerb[] = ['start', 'stop', 'restart', 'enable', 'disable', 'remove'];

interface BulkBarProps {
  servers: readonly ServerView[];
  onClear(): void;
}

/** What can be done to all selected servers at once; each verb only to those that it would change. */
export function BulkBar({ servers, onClear }: BulkBarProps) {
  const { servers: words, common } = useMessages();
  const { number } = useFormats();
  const { run, busy } = useServerActions({ onRemoved: onClear });
  return (
    <div role="toolbar" aria-label={words.selectedActions} className={classes.bar} data-action>
      <span className={classes.selected}>
        {common.selected(servers.length, number(servers.length))}
      </span>
      {verbs.map((verb) => {
        const affected = servers.filter((server) => isUseful(verb, server));
        return (
          <Button
            key={verb}
            look={verb === 'remove' ? 'danger' : 'normal'}
            busy={busy === verb}
            disabled={affected.length === 0}
            onClick={() => run(verb, affected)}
          >
            {words.actions[verb]}
          </Button>
        );
      })}
      <Button look="quiet" onClick={onClear}>
        {words.clearSelection}
      </Button>
    </div>
  );
}
