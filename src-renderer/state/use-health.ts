import type { ServerView } from '../../src-shared/domain/hub-state.ts';
import type { Messages } from '../messages/messages.ts';
import type { Tone } from '../ui/state-mark.tsx';
import { describeLack } from './describe-lack.ts';
import type { Formats } from './formats.ts';
import { useFormats, useMessages } from './messages.tsx';
import { useNow } from './now.ts';
import { type TroubleWords, useTrouble } from './use-trouble.ts';

/** A server's state in words: what, why and since when. */
export interface HealthWords {
  tone: Tone;
  word: string;
  /** The evidence, for hover and focus. */
  why: string;
  /** What a person should read without asking, where something is wrong. */
  trouble?: TroubleWords;
}

/** Puts a server's state into the reader's language; renders again as time passes. */
export function useHealth(): (server: ServerView) => HealthWords {
  const { health: words, common, recent } = useMessages();
  const trouble = useTrouble();
  const formats = useFormats();
  const now = useNow();
  return (server) =>
    describeHealth(server, { now, words, common, formats, trouble, lacks: recent.lacks });
}

interface Context {
  now: number;
  words: Messages['health'];
  common: Messages['common'];
  formats: Formats;
  trouble: ReturnType<typeof useTrouble>;
  lacks: Messages['recent']['lacks'];
}

export function describeHealth(server: ServerView, context: Context): HealthWords {
  const { now, words, formats, trouble, lacks } = context;
  const { health, warning } = server;
  const spot = warning && { what: words.warned, detail: warning.text };
  const since = 'since' in health ? formats.moment(health.since) : '';
  switch (health.phase) {
    case 'disabled':
      return { tone: 'off', word: words.disabled, why: words.whyDisabled };
    case 'idle':
      return {
        tone: 'off',
        word: words.idle,
        why: words.whyIdle(since),
        ...(spot && { trouble: spot }),
      };
    case 'starting': {
      const why = words.whyStarting(formats.span(now - health.since), since);
      return { tone: 'working', word: words.starting, why };
    }
    case 'ready':
      return {
        tone: spot ? 'attention' : 'ok',
        word: words.running,
        why: [words.whyRunning(since), ...processLines(server, context)].join('\n'),
        ...(spot && { trouble: spot }),
      };
    case 'backing-off': {
      const wait = health.retryAt - now;
      const told = trouble({ ...health, message: health.error });
      const again = wait > 0 ? words.retryIn(formats.span(wait)) : words.retryOnCall;
      return {
        tone: 'attention',
        word: words.retrying,
        why: words.whyRetrying(since, health.attempt),
        trouble: { ...told, remedy: [told.remedy, again].filter(Boolean).join(' ') },
      };
    }
    case 'waiting':
      return {
        tone: 'attention',
        word: words.waiting,
        why: words.whyWaiting(describeLack(health.lack, lacks) ?? health.awaits, since),
        trouble: trouble({ ...health, message: health.error }),
      };
    case 'failed':
      return {
        tone: 'failed',
        word: words.failed,
        why: words.whyFailed(since),
        trouble: trouble({ ...health, message: health.error }),
      };
    default:
      return health satisfies never;
  }
}

function processLines({ instances }: ServerView, { words, common, formats }: Context): string[] {
  return instances.map(({ key, pid, sessions, callsInFlight }) =>
    words.process(
      key,
      pid === undefined ? '' : words.pid(pid),
      common.sessions(sessions, formats.number(sessions)),
      words.inFlight(callsInFlight, formats.number(callsInFlight)),
    ),
  );
}
