import type { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';

/** RFC 5424 severities, most verbose first (2025-11-25 server/utilities/logging). */
const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];

export function isLogLevel(level: string): boolean {
  return levels.includes(level);
}

/** Whether a message of this level is wanted by whoever asked for `wanted`, or for none. */
export function isWanted(level: string, wanted: string | undefined): boolean {
  const least = wanted === undefined ? -1 : levels.indexOf(wanted);
  return least >= 0 && levels.indexOf(level) >= least;
}

export interface LogLevelsOptions {
  instances(): readonly Instance[];
  session(id: string): Session | undefined;
}

/** Sets each server's logging level to the most verbose that one of its sessions asked for. */
export class LogLevels {
  readonly #options: LogLevelsOptions;

  constructor(options: LogLevelsOptions) {
    this.#options = options;
  }

  /** Returns false for a level that does not exist. */
  set(session: Session, level: string): boolean {
    if (!levels.includes(level)) return false;
    session.logLevel = level;
    for (const instance of this.#options.instances()) {
      if (instance.isReady && instance.served.has(session.id)) this.tell(instance);
    }
    return true;
  }

  /** An instance that is new, or has a new session, has to learn what its sessions asked for. */
  tell(instance: Instance): void {
    // A modern server is told with each request.
    if (instance.era === 'modern') return;
    const asked = [...instance.served].map((id) =>
      levels.indexOf(this.#options.session(id)?.logLevel ?? ''),
    );
    const wanted = asked.filter((rank) => rank >= 0);
    if (wanted.length === 0 || instance.answer?.capabilities.logging === undefined) return;
    const level = levels[Math.min(...wanted)];
    // A server that refuses a level goes on at its own; nobody is harmed.
    instance.peer.ask('logging/setLevel', { level }).catch(() => {});
  }
}
