import { Tooltip } from '@mantine/core';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import type { LiveState } from '../../state/live.ts';
import { useNow } from '../../state/now.ts';
import { LoomMark } from '../../ui/loom-mark.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { momentOf, spanOf } from '../../ui/time.ts';
import classes from './header.module.css';
import { count } from './health.ts';

/** Who is this, and is it well: one line that stays on top. */
export function Header({ live }: { live: LiveState }) {
  return (
    <header className={classes.header}>
      <h1 className={classes.name}>
        <LoomMark size={16} />
        Loom
      </h1>
      <HubLine live={live} />
    </header>
  );
}

function HubLine({ live }: { live: LiveState }) {
  switch (live.phase) {
    case 'live':
      return <Running state={live.state} />;
    case 'offline':
      return <StateMark tone="off" word="Hub not reachable" />;
    case 'no-session':
      return <StateMark tone="off" word="No access" />;
    case 'connecting':
      return null;
    default:
      return live satisfies never;
  }
}

function Running({ state }: { state: HubState }) {
  const now = useNow();
  const { servers, sessions, problems } = state;
  const failed = servers.filter(({ health }) => health.phase === 'failed').length;
  const waiting = servers.filter(({ health }) => health.phase === 'waiting').length;
  const evidence =
    `Loom ${state.version}, ${state.host === 'desktop' ? 'desktop app' : 'headless'}, ` +
    `pid ${state.pid}\nRunning for ${spanOf(now - state.startedAt)}, ` +
    `since ${momentOf(state.startedAt)}`;
  return (
    <>
      <Tooltip label={evidence}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: shows its evidence on focus, too */}
        <span tabIndex={0}>
          <StateMark tone="ok" word="Hub running" />
        </span>
      </Tooltip>
      <nav className={classes.counts} aria-label="On this page">
        {problems.length > 0 && (
          <a href="#problems">
            <StateMark tone="attention" word={count(problems.length, 'problem')} />
          </a>
        )}
        {failed > 0 && (
          <a href="#servers">
            <StateMark tone="failed" word={`${failed.toLocaleString()} failed`} />
          </a>
        )}
        {waiting > 0 && (
          <a href="#servers">
            <StateMark tone="attention" word={`${waiting.toLocaleString()} waiting`} />
          </a>
        )}
        <a href="#servers">{count(servers.length, 'server')}</a>
        <a href="#sessions">{count(sessions.length, 'session')}</a>
      </nav>
    </>
  );
}
