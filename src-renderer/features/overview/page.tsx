import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Endpoint } from './endpoint.tsx';
import { Problems } from './problems.tsx';
import { ServersTable } from './servers-table.tsx';
import { SessionsTable } from './sessions-table.tsx';

/** What the hub is doing, live. */
export function Page() {
  const { state } = useLive();
  const { pages } = useMessages().frame;
  if (!state) return null;
  return (
    <PageFrame title={pages.overview}>
      <Problems problems={state.problems} />
      <Endpoint endpoint={state.endpoint} />
      <ServersTable servers={state.servers} registry={state.files.registry} />
      <SessionsTable sessions={state.sessions} />
    </PageFrame>
  );
}
