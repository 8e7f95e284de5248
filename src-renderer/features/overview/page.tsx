import { useEffect } from 'react';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { useLive } from '../../state/hub.tsx';
import { Connecting } from './connecting.tsx';
import { Endpoint } from './endpoint.tsx';
import { Header } from './header.tsx';
import { NoSession } from './no-session.tsx';
import { Offline } from './offline.tsx';
import classes from './page.module.css';
import { Problems } from './problems.tsx';
import { ServersTable } from './servers-table.tsx';
import { SessionsTable } from './sessions-table.tsx';

/** The whole console so far: what the hub is doing, live. */
export function OverviewPage() {
  const live = useLive();
  const troubles = live.state ? countTroubles(live.state) : 0;
  useEffect(() => {
    document.title = troubles > 0 ? `Loom (${troubles})` : 'Loom';
  }, [troubles]);

  return (
    <>
      <Header live={live} />
      <main className={classes.page} data-stale={live.phase !== 'live' || undefined}>
        {live.phase === 'connecting' && <Connecting since={live.since} />}
        {live.phase === 'no-session' && <NoSession />}
        {live.phase === 'offline' && <Offline live={live} />}
        {live.state && <Parts state={live.state} />}
      </main>
    </>
  );
}

function Parts({ state }: { state: HubState }) {
  return (
    <>
      <Problems problems={state.problems} />
      <Endpoint endpoint={state.endpoint} />
      <ServersTable servers={state.servers} registry={state.files.registry} />
      <SessionsTable sessions={state.sessions} />
    </>
  );
}

/** What needs a person: broken files, servers that were given up, and those that lack a secret. */
function countTroubles({ problems, servers }: HubState): number {
  const needy = servers.filter(({ health }) => ['failed', 'waiting'].includes(health.phase));
  return problems.length + needy.length;
}
