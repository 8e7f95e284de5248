import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ThrownTrouble } from '../../../ui/trouble-text.tsx';
import type { ToolRow } from './list-tools.ts';
import classes from './one.module.css';
import { renameTool } from './tool-rules.ts';
import { useUpdate } from './use-update.ts';

interface RenameToolProps {
  server: ServerView;
  tool: ToolRow;
  onClose(): void;
}

/** Gives a tool another name for every client. */
export function RenameTool({ server, tool, onClose }: RenameToolProps) {
  const { servers, common } = useMessages();
  const { tools: words } = servers;
  const { upstreamName, rule } = tool;
  const [name, setName] = useState(rule.renamed ?? '');
  const update = useUpdate(server, { onDone: onClose, onError: () => undefined });
  return (
    <Dialog title={words.renameOf(upstreamName)} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          update.run((entry) => renameTool(entry, upstreamName, name.trim()));
        }}
      >
        <p>{words.renameWhy(upstreamName, server.id)}</p>
        <TextInput
          label={words.newName}
          classNames={{ input: classes.mono ?? '' }}
          placeholder={upstreamName}
          autoComplete="off"
          data-autofocus
          value={name}
          error={update.error ? <ThrownTrouble error={update.error} /> : undefined}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <div className={classes.actions}>
          <Button type="submit" look="primary" busy={update.busy}>
            {common.save}
          </Button>
          <Button onClick={onClose}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
