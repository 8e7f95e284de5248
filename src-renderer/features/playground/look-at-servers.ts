import type { ServerView } from '../../../src-shared/domain/hub-state.ts';

export interface LookedAt {
  /** They were never seen to offer anything, and something is wrong with them. */
  broken: ServerView[];
  /** Whether there are others that were never seen: what they offer may come yet. */
  hasUnseen: boolean;
}

/** What a list of everything waits for, and what it waits for in vain. */
export function lookAtServers(servers: readonly ServerView[]): LookedAt {
  const unseen = servers.filter(
    ({ surface, health }) => surface === undefined && health.phase !== 'disabled',
  );
  const broken = unseen.filter(({ health }) => 'error' in health);
  return { broken, hasUnseen: broken.length < unseen.length };
}
