import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Tabs } from '../../../ui/tabs.tsx';

const tabs = [
  'tools',
  'resources',
  'prompts',
  'log',
  'environment',
  'settings',
  'processes',
  'history',
  'raw',
] as const;
export type TabId = (typeof tabs)[number];

export function isTab(text: string): text is TabId {
  return tabs.some((tab) => tab === text);
}

/** The parts of a server's page. */
export function ServerTabs({ server, current }: { server: ServerView; current: TabId }) {
  const { tabs: words } = useMessages().servers;
  return (
    <Tabs
      label={words.label}
      to={`/servers/${server.id}`}
      tabs={tabs.map((id) => ({ id, text: words[id], count: countOf(server, id) }))}
      current={current}
    />
  );
}

function countOf({ surface, instances }: ServerView, tab: TabId): number | undefined {
  switch (tab) {
    case 'tools':
      return surface?.tools;
    case 'resources':
      return surface && surface.resources + surface.templates;
    case 'prompts':
      return surface?.prompts;
    case 'processes':
      return instances.length > 0 ? instances.length : undefined;
    default:
      return undefined;
  }
}
