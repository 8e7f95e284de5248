import type { HubState } from '../hub-state.ts';

/** What the tray shows: which mark, and one line in words. */
export interface TrayFace {
  mark: 'ok' | 'attention' | 'off';
  line: string;
}

/** `serving` is false while the hub starts or stops. */
export function trayFace(state: HubState, serving: boolean): TrayFace {
  if (!serving) return { mark: 'off', line: 'Hub not serving' };
  const { servers, sessions, problems, pausedSince } = state;
  if (pausedSince !== undefined) return { mark: 'off', line: 'Paused' };
  const failed = servers.filter(({ health }) => health.phase === 'failed').length;
  const waiting = servers.filter(({ health }) => health.phase === 'waiting').length;
  const troubles = [
    ...(failed > 0 ? [`${count(failed, 'server')} failed`] : []),
    ...(waiting > 0 ? [`${count(waiting, 'server')} waiting`] : []),
    ...(problems.length > 0 ? [count(problems.length, 'problem')] : []),
  ];
  if (troubles.length > 0) return { mark: 'attention', line: troubles.join(' · ') };
  const counts = [count(servers.length, 'server'), count(sessions.length, 'session')];
  return { mark: 'ok', line: ['Hub running', ...counts].join(' · ') };
}

/** `1 server`, `2 servers`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
