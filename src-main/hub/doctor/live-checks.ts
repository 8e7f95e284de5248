import { causeOf } from '../../../src-shared/domain/cause.ts';
import type { HubState, ServerView } from '../../../src-shared/domain/hub-state.ts';
import type { CheckResult } from './facts.ts';

/** What the running hub knows of itself: its complaints, and servers that fail or wait. */
export function liveChecks(
  { version, pid, endpoint, problems, servers }: HubState,
  tryAgain: (serverId: string) => void,
): CheckResult[] {
  const found = `version ${version}, pid ${pid}, on ${endpoint.socket}`;
  return [
    {
      ...{ id: 'hub', title: 'Hub', verdict: 'ok', found },
      told: { finding: 'hub-ok', version, pid, address: endpoint.socket },
    },
    ...problems.map(
      ({ message, remedy, ...cause }, index): CheckResult => ({
        id: `problem ${index + 1}`,
        title: 'Notice',
        verdict: 'warn',
        found: message,
        remedy,
        ...causeOf(cause),
      }),
    ),
    ...servers.flatMap((server) => checkServer(server, tryAgain)),
  ];
}

function checkServer(
  { id, health }: ServerView,
  tryAgain: (serverId: string) => void,
): CheckResult[] {
  if (!('error' in health)) return [];
  const { error, remedy } = health;
  const about = {
    id: `server ${id}`,
    title: `Server ${id}`,
    found: error,
    remedy,
    ...causeOf(health),
  };
  // What lacks a secret starts by itself when it has it.
  if (health.phase === 'waiting') return [{ ...about, verdict: 'warn' }];
  const mend = { label: 'Try again', run: () => tryAgain(id) };
  return [{ ...about, verdict: health.phase === 'failed' ? 'fail' : 'warn', mend }];
}
