import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ServerDetails } from '../../../../src-shared/contract/servers.ts';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { Explained } from '../../../ui/explained.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useServerActions } from '../use-server-actions.ts';
import { useDetails } from './use-details.ts';
import classes from './with-details.module.css';

interface WithDetailsProps {
  server: ServerView;
  /** What is shown needs to be listed by the server first. */
  needsSurface?: boolean;
  children(details: ServerDetails): ReactNode;
}

/** A part of the page that shows what the hub knows of a server. */
export function WithDetails({ server, needsSurface = false, children }: WithDetailsProps) {
  const { data, error, refetch } = useDetails(server);
  if (data) {
    if (needsSurface && !server.surface) return <NotListed server={server} />;
    return children(data);
  }
  if (error) return <Failure error={error} retry={refetch} />;
  return (
    <div className={classes.outline} aria-busy="true">
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} height={20} />
      ))}
    </div>
  );
}

/** It has never run: nobody knows what it offers. */
function NotListed({ server }: { server: ServerView }) {
  const { servers } = useMessages();
  const { run, busy } = useServerActions();
  const { phase } = server.health;
  return (
    <Explained
      what={servers.notListed}
      action={
        phase === 'idle' && (
          <Button look="primary" busy={busy === 'start'} onClick={() => run('start', [server])}>
            {busy === 'start' ? servers.actions.starting : servers.startToSee}
          </Button>
        )
      }
    />
  );
}
