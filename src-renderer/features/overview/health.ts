import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import type { Tone } from '../../ui/state-mark.tsx';
import { momentOf, spanOf } from '../../ui/time.ts';

/** A server's state in words: what, why and since when. */
export interface HealthWords {
  tone: Tone;
  word: string;
  /** The evidence, for hover and focus. */
  why: string;
  /** What a person should read without asking, where something is wrong. */
  trouble?: { what: string; remedy?: string };
}

export function healthWords(server: ServerView, now: number): HealthWords {
  const { health, warning } = server;
  const spot = warning && { what: warning.text };
  switch (health.phase) {
    case 'disabled':
      return { tone: 'off', word: 'Disabled', why: `Enable it: loom servers enable ${server.id}` };
    case 'idle': {
      const why = `No process runs; it starts on first use.\nIdle since ${momentOf(health.since)}.`;
      return { tone: 'off', word: 'Idle', why, ...(spot && { trouble: spot }) };
    }
    case 'starting':
      return {
        tone: 'working',
        word: 'Starting',
        why: `Starting for ${spanOf(now - health.since)}, since ${momentOf(health.since)}.`,
      };
    case 'ready':
      return {
        tone: spot ? 'attention' : 'ok',
        word: 'Running',
        why: `Answers since ${momentOf(health.since)}.${processes(server)}`,
        ...(spot && { trouble: spot }),
      };
    case 'backing-off': {
      const wait = health.retryAt - now;
      return {
        tone: 'attention',
        word: 'Retrying',
        why: `Failing since ${momentOf(health.since)}; ${health.attempt} tries so far.`,
        trouble: {
          what: health.error,
          remedy:
            wait > 0
              ? `Loom tries again in ${spanOf(wait)}.`
              : 'Loom tries again on the next call.',
        },
      };
    }
    case 'waiting':
      return {
        tone: 'attention',
        word: 'Waiting',
        why: `Waits for ${health.awaits}, since ${momentOf(health.since)}.`,
        trouble: { what: health.error, remedy: health.remedy },
      };
    case 'failed':
      return {
        tone: 'failed',
        word: 'Failed',
        why: `Given up since ${momentOf(health.since)}; nothing is tried until you restart it.`,
        trouble: { what: health.error, remedy: health.remedy },
      };
    default:
      return health satisfies never;
  }
}

function processes({ instances }: ServerView): string {
  const lines = instances.map(({ key, pid, sessions, callsInFlight }) => {
    const who = pid === undefined ? key : `${key}, pid ${pid}`;
    return `${who}: ${count(sessions, 'session')}, ${count(callsInFlight, 'call')} in flight`;
  });
  return lines.map((line) => `\n${line}`).join('');
}

/** `1 server`, `2 servers`; thousands are set apart. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString()} ${noun}${number === 1 ? '' : 's'}`;
}
