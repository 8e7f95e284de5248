import type { ServerView } from '../../../src-shared/domain/hub-state.ts';

/** What a list of servers can be narrowed to. */
export const shows = ['all', 'trouble', 'running', 'idle', 'off'] as const;
export type Show = (typeof shows)[number];

export function isShow(text: string): text is Show {
  return shows.some((show) => show === text);
}

/** The rest of the order is the registry's: what is broken, what works, what does not run. */
const ranks: Record<ServerView['health']['phase'], number> = {
  failed: 0,
  waiting: 1,
  'backing-off': 2,
  starting: 3,
  ready: 4,
  idle: 5,
  disabled: 6,
};

/** How much a state matters; the most urgent first. */
export function rankOf({ health, warning }: ServerView): number {
  return warning && health.phase === 'ready' ? 2.5 : ranks[health.phase];
}

/** Servers that need a person or are being tried again. */
export function isTroubled({ health: { phase } }: ServerView): boolean {
  return phase === 'failed' || phase === 'waiting' || phase === 'backing-off';
}

/** Whether a server is among those of a narrowed list. */
export function belongsTo(server: ServerView, show: Show): boolean {
  const { phase } = server.health;
  switch (show) {
    case 'all':
      return true;
    case 'trouble':
      return isTroubled(server);
    case 'running':
      return phase === 'ready' || phase === 'starting';
    case 'idle':
      return phase === 'idle';
    case 'off':
      return phase === 'disabled';
    default:
      return show satisfies never;
  }
}

/** Every word must be in the name, the title, the command or the URL. */
export function searchServers(servers: readonly ServerView[], query: string): ServerView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return servers.filter(({ id, title = '', target, transport }) => {
    const text = `${id} ${title} ${target} ${transport}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
