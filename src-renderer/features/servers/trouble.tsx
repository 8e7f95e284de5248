import { useState } from 'react';
import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../state/messages.tsx';
import { useHealth } from '../../state/use-health.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { TroubleText } from '../../ui/trouble-text.tsx';
import { SetSecrets } from './set-secrets.tsx';
import classes from './trouble.module.css';
import { useServerActions } from './use-server-actions.ts';

interface TroubleProps {
  server: ServerView;
  /** On the server's own page, which has a log and the restart already. */
  isAlone?: boolean;
}

/** What is wrong with a server, and what to do; nothing where all is well. */
export function Trouble({ server, isAlone = false }: TroubleProps) {
  const { servers, signIn } = useMessages();
  const { actions } = servers;
  const { trouble } = useHealth()(server);
  const { run, busy } = useServerActions();
  const [isSetting, setSetting] = useState(false);
  // How that stands, and what to do, is above it on the server's own page.
  if (!trouble || (isAlone && wantsSignIn(server))) return null;
  const { id, health } = server;
  return (
    <div className={classes.trouble} data-phase={health.phase}>
      <div className={classes.text}>
        <TroubleText trouble={trouble} />
      </div>
      <div className={classes.actions}>
        {!isAlone && (
          <LinkButton to={`/servers/${id}`} search={{ tab: 'log' }} look="quiet">
            {actions.showLog}
          </LinkButton>
        )}
        {wantsSignIn(server) && !isAlone && (
          <LinkButton to={`/servers/${id}`}>{signIn.signIn}</LinkButton>
        )}
        {health.phase === 'waiting' && !wantsSignIn(server) && (
          <Button label={actions.of(actions.setSecret, id)} onClick={() => setSetting(true)}>
            {actions.setSecret}
          </Button>
        )}
        {!isAlone && (health.phase === 'failed' || health.phase === 'backing-off') && (
          <Button
            busy={busy === 'restart'}
            label={actions.of(actions.restart, id)}
            onClick={() => run('restart', [server])}
          >
            {busy === 'restart' ? actions.restarting : actions.restart}
          </Button>
        )}
      </div>
      {isSetting && <SetSecrets server={id} onClose={() => setSetting(false)} />}
    </div>
  );
}

function wantsSignIn({ health }: ServerView): boolean {
  return health.phase === 'waiting' && health.lack?.of === 'sign-in';
}
