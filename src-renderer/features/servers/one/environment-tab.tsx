import { useState } from 'react';
import type { ServerDetails } from '../../../../src-shared/contract/servers.ts';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { Definition } from './definition.tsx';
import { EditDefinition } from './edit-definition.tsx';
import { WithDetails } from './with-details.tsx';

/** What a server is run with, or connected to; secrets as their names. */
export function EnvironmentTab({ server }: { server: ServerView }) {
  return (
    <WithDetails server={server}>
      {(details) => <Environment server={server} details={details} />}
    </WithDetails>
  );
}

function Environment({ server, details }: { server: ServerView; details: ServerDetails }) {
  const { environment: words } = useMessages().servers;
  const [isEditing, setEditing] = useState(false);
  if (isEditing) {
    return (
      <EditDefinition server={server} entry={details.entry} onClose={() => setEditing(false)} />
    );
  }
  return (
    <Definition
      entry={details.entry}
      action={<Button onClick={() => setEditing(true)}>{words.edit}</Button>}
    />
  );
}
