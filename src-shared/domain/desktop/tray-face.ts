import type { HubState } from '../hub-state.ts';
import type { DesktopWords } from './words/en.ts';

/** What the tray shows: which mark, and one line in words. */
export interface TrayFace {
  mark: 'ok' | 'attention' | 'off';
  line: string;
}

/** `serving` is false while the hub starts or stops. */
export function trayFace(state: HubState, serving: boolean, { tray }: DesktopWords): TrayFace {
  if (!serving) return { mark: 'off', line: tray.notServing };
  const { servers, sessions, problems, pausedSince } = state;
  if (pausedSince !== undefined) return { mark: 'off', line: tray.paused };
  const failed = servers.filter(({ health }) => health.phase === 'failed').length;
  const waiting = servers.filter(({ health }) => health.phase === 'waiting').length;
  const troubles = [
    ...(failed > 0 ? [tray.failed(failed)] : []),
    ...(waiting > 0 ? [tray.waiting(waiting)] : []),
    ...(problems.length > 0 ? [tray.problems(problems.length)] : []),
  ];
  if (troubles.length > 0) return { mark: 'attention', line: troubles.join(' · ') };
  const counts = [tray.servers(servers.length), tray.sessions(sessions.length)];
  return { mark: 'ok', line: [tray.running, ...counts].join(' · ') };
}
