import { useLive } from '../../state/hub.tsx';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { Page as PageFrame } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Attention } from './attention.tsx';
import { Connected } from './connected.tsx';
import { Endpoint } from './endpoint.tsx';
import { Figures } from './figures.tsx';
import { Guide } from './guide.tsx';
import { listNeeds } from './list-needs.ts';
import { Recent } from './recent.tsx';
import { Running } from './running.tsx';

/** Is everything all right, and if not, what to do. */
export function Page() {
  const { state } = useLive();
  const { frame, overview } = useMessages();
  const { number } = useFormats();
  const drifts = useHubQuery(['drifts'], (hub) => hub.clients.drifts(), { refetchMs: 10_000 });
  if (!state) return null;
  const needs = listNeeds(state, drifts.data ?? []);
  const word =
    needs.length > 0 ? overview.needed(needs.length, number(needs.length)) : overview.allRight;
  return (
    <PageFrame
      title={frame.pages.overview}
      state={<StateMark tone={needs.length > 0 ? 'attention' : 'ok'} word={word} />}
    >
      <Guide state={state} />
      <Attention needs={needs} />
      <Figures />
      <Running />
      <Endpoint endpoint={state.endpoint} />
      <Connected sessions={state.sessions} />
      <Recent />
    </PageFrame>
  );
}
