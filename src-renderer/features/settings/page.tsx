import { Link } from '@tanstack/react-router';
import { useLive } from '../../state/hub.tsx';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Page as PageFrame } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { BrowserPart } from './browser-part.tsx';
import { HubPart } from './hub-part.tsx';
import { RestartDialog } from './restart-dialog.tsx';
import { useSettings } from './use-settings.ts';

/** How this browser shows the console, and how the hub works. */
export function Page() {
  const { frame, settings: words } = useMessages();
  const [query, setQuery] = useUrlState('q');
  const [show] = useUrlState('show');
  const [restart, setRestart] = useUrlState('restart');
  const live = useLive();
  return (
    <PageFrame
      title={frame.pages.settings}
      state={<Waiting />}
      search={<SearchField value={query} onChange={setQuery} label={words.search} />}
    >
      {query === '' && show === '' && <BrowserPart />}
      <HubPart query={query} onlyWaiting={show === 'waiting'} />
      {restart && live.state?.canRestart && <RestartDialog onClose={() => setRestart('')} />}
    </PageFrame>
  );
}

function Waiting() {
  const { settings: words } = useMessages();
  const { number } = useFormats();
  const count = useSettings().data?.settings.filter((one) => one.needsRestart).length ?? 0;
  if (count === 0) return null;
  return (
    <Link to="/settings" search={{ show: 'waiting' }}>
      <StateMark tone="attention" word={words.waiting(count, number(count))} />
    </Link>
  );
}
