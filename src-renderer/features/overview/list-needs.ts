import type { Drift } from '../../../src-shared/domain/client.ts';
import type { HubProblem, HubState, ServerView } from '../../../src-shared/domain/hub-state.ts';

/** Something that waits for a person. */
export type Need =
  | { kind: 'problem'; key: string; problem: HubProblem }
  | { kind: 'server'; key: string; server: ServerView }
  | { kind: 'drift'; key: string; drift: Drift };

/** The worst first: what was given up, what waits, what is broken, what drifted. */
export function listNeeds(state: HubState, drifts: readonly Drift[]): Need[] {
  const waiting = drifts.filter(({ outcome }) => outcome === 'waiting' || outcome === 'gave-up');
  // Drifts are among the hub's problems too, for those who only see these.
  const files = new Set(waiting.map(({ file }) => file));
  const servers = (phase: string) =>
    state.servers
      .filter(({ health }) => health.phase === phase)
      .map((server): Need => ({ kind: 'server', key: `server ${server.id}`, server }));
  return [
    ...servers('failed'),
    ...servers('waiting'),
    ...state.servers
      .filter(({ health, signIn }) => signIn?.phase === 'needed' && health.phase !== 'waiting')
      .map((server): Need => ({ kind: 'server', key: `server ${server.id}`, server })),
    ...state.problems
      .filter(({ file }) => file === undefined || !files.has(file))
      .map((problem): Need => {
        return {
          kind: 'problem',
          key: `${problem.code} ${problem.at} ${problem.message}`,
          problem,
        };
      }),
    ...waiting.map((drift): Need => ({ kind: 'drift', key: `drift ${drift.target}`, drift })),
    ...servers('backing-off'),
  ];
}
