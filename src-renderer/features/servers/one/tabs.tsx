import { Link } from '@tanstack/react-router';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import classes from './one.module.css';

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

/** The parts of a server's page, each at an address of its own. */
export function Tabs({ server, current }: { server: ServerView; current: TabId }) {
  const { tabs: words } = useMessages().servers;
  const { number } = useFormats();
  return (
    <nav aria-label={words.label} className={classes.tabs}>
      {tabs.map((tab) => {
        const count = countOf(server, tab);
        return (
          <Link
            key={tab}
            to={`/servers/${server.id}`}
            search={tab === 'tools' ? {} : { tab }}
            replace
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === current ? 'page' : undefined}
          >
            {words[tab]}
            {count !== undefined && <span>{number(count)}</span>}
          </Link>
        );
      })}
    </nav>
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
