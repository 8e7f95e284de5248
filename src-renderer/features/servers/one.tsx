import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { useHealth } from '../../state/use-health.ts';
import { useUrlState } from '../../state/use-url-state.ts';
import { CutMiddle } from '../../ui/cut-middle.tsx';
import { Explained } from '../../ui/explained.tsx';
import { HealthMark } from '../../ui/health-mark.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { EnvironmentTab } from './one/environment-tab.tsx';
import { HistoryTab } from './one/history-tab.tsx';
import classes from './one/one.module.css';
import { ProcessesTab } from './one/processes-tab.tsx';
import { PromptsTab } from './one/prompts-tab.tsx';
import { RawTab } from './one/raw-tab.tsx';
import { ResourcesTab } from './one/resources-tab.tsx';
import { ServerActions } from './one/server-actions.tsx';
import { isTab, ServerTabs, type TabId } from './one/server-tabs.tsx';
import { SettingsTab } from './one/settings-tab.tsx';
import { ToolsTab } from './one/tools-tab.tsx';
import { useDetails } from './one/use-details.ts';
import { SignInPanel } from './sign-in/sign-in-panel.tsx';
import { Trouble } from './trouble.tsx';

const LogTab = lazy(async () => ({ default: (await import('./one/log-tab.tsx')).LogTab }));

/** One server: what it offers, says, gets, does. */
export function Page() {
  const { id = '' } = useParams({ strict: false });
  const { state } = useLive();
  const { servers: words } = useMessages();
  const server = state?.servers.find((one) => one.id === id);
  if (!state) return null;
  if (server) return <ServerPage key={id} server={server} />;
  return (
    <PageFrame title={id}>
      <Explained
        what={words.notFound(id)}
        action={<LinkButton to="/servers">{words.toList}</LinkButton>}
      />
    </PageFrame>
  );
}

function ServerPage({ server }: { server: ServerView }) {
  const [tab] = useUrlState('tab', 'tools');
  const current = isTab(tab) ? tab : 'tools';
  const { tone, word, why } = useHealth()(server);
  return (
    <PageFrame
      title={server.id}
      wide
      state={
        <>
          <HealthMark tone={tone} word={word} why={why} />
          <CutMiddle text={server.target} />
        </>
      }
      actions={<ServerActions server={server} />}
    >
      <ServerTabs server={server} current={current} />
      <div className={classes.body}>
        <SignInPanel server={server} />
        <div className={classes.trouble}>
          <Trouble server={server} isAlone />
          {current !== 'log' && <LastLines server={server} />}
        </div>
        <Suspense>
          <Tab server={server} tab={current} />
        </Suspense>
      </div>
    </PageFrame>
  );
}

/** What a server wrote before it failed is the best evidence there is. */
function LastLines({ server }: { server: ServerView }) {
  const { phase } = server.health;
  const { data } = useDetails(server);
  const lines = data?.stderr.slice(-5) ?? [];
  if ((phase !== 'failed' && phase !== 'backing-off') || lines.length === 0) return null;
  return <pre className={classes.stderr}>{lines.join('\n')}</pre>;
}

function Tab({ server, tab }: { server: ServerView; tab: TabId }) {
  switch (tab) {
    case 'tools':
      return <ToolsTab server={server} />;
    case 'resources':
      return <ResourcesTab server={server} />;
    case 'prompts':
      return <PromptsTab server={server} />;
    case 'log':
      return <LogTab server={server} />;
    case 'environment':
      return <EnvironmentTab server={server} />;
    case 'settings':
      return <SettingsTab server={server} />;
    case 'processes':
      return <ProcessesTab server={server} />;
    case 'history':
      return <HistoryTab server={server} />;
    case 'raw':
      return <RawTab server={server} />;
    default:
      return tab satisfies never;
  }
}
