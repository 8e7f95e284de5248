import { Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import type { LiveState } from '../state/live.ts';
import { useFormats, useMessages } from '../state/messages.tsx';
import { useNow } from '../state/now.ts';
import { useAction } from '../state/use-action.ts';
import { Button } from '../ui/button.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import classes from './hub-line.module.css';

/** Whether the hub runs, with the evidence; at the sidebar's foot, on every page. */
export function HubLine({ live }: { live: LiveState }) {
  const { frame } = useMessages();
  switch (live.phase) {
    case 'live':
      return <Running state={live.state} />;
    case 'offline':
      return <Line tone="off" word={frame.hubUnreachable} />;
    case 'no-session':
      return <Line tone="off" word={frame.noAccess} />;
    case 'connecting':
      return null;
    default:
      return live satisfies never;
  }
}

function Running({ state }: { state: HubState }) {
  const now = useNow();
  const { frame, common } = useMessages();
  const formats = useFormats();
  const { servers, sessions, startedAt } = state;
  const host = state.host === 'desktop' ? frame.desktop : frame.headless;
  const evidence = frame.evidence(
    state.version,
    host,
    state.pid,
    formats.span(now - startedAt),
    formats.moment(startedAt),
  );
  const counts = [
    common.servers(servers.length, formats.number(servers.length)),
    common.sessions(sessions.length, formats.number(sessions.length)),
  ].join(' · ');
  return (
    <Tooltip label={`${evidence}\n${counts}`} position="top-start">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: shows its evidence on focus, too */}
      <div tabIndex={0} className={classes.line}>
        {state.pausedSince === undefined ? (
          <StateMark tone="ok" word={frame.hubRunning} />
        ) : (
          <Paused />
        )}
        <span className={classes.counts}>{counts}</span>
        {state.canRestart && <Restart />}
      </div>
    </Tooltip>
  );
}

/** Says first what it ends. */
function Restart() {
  const { frame } = useMessages();
  return (
    <Link
      to="/settings"
      search={{ restart: 'ask' }}
      className={classes.restart}
      aria-label={frame.restart}
      title={frame.restart}
    >
      <IconRefresh size={16} stroke={1.5} aria-hidden />
    </Link>
  );
}

/** No server runs, and here is the way back. */
function Paused() {
  const { frame } = useMessages();
  const { run, busy } = useAction((hub) => hub.hub.resume());
  return (
    <>
      <StateMark tone="off" word={frame.hubPaused} />
      <Button busy={busy} label={frame.resume} onClick={() => run()}>
        <IconPlayerPlay size={16} stroke={1.5} aria-hidden />
        <span className={classes.resume}>{frame.resume}</span>
      </Button>
    </>
  );
}

function Line({ tone, word }: { tone: 'off'; word: string }) {
  return (
    <div className={classes.line}>
      <StateMark tone={tone} word={word} />
    </div>
  );
}
