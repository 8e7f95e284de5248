import { ORPCError } from '@orpc/client';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import type { HubClient } from './carrier.ts';

/** What the page knows of the hub. `state` is the last one known, however old. Times in ms. */
export type LiveState =
  | { phase: 'connecting'; since: number; state?: undefined }
  | { phase: 'live'; since: number; state: HubState }
  /** `answer`: what a hub said that is there and answers badly. */
  | { phase: 'offline'; since: number; answer: string | undefined; state: HubState | undefined }
  | { phase: 'no-session'; since: number; state: HubState | undefined };

/** Follows the hub's state and reconnects by itself; made for `useSyncExternalStore`. */
export interface Live {
  get(): LiveState;
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** Milliseconds before each further try; the last one repeats. */
const defaultDelays = [0, 250, 500, 1000, 2000, 3000];

export function createLive(
  client: { hub: Pick<HubClient['hub'], 'changes'> },
  delays: readonly number[] = defaultDelays,
): Live {
  const closing = new AbortController();
  const listeners = new Set<() => void>();
  let current: LiveState = { phase: 'connecting', since: Date.now() };
  void follow();
  return {
    get: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => closing.abort(),
  };

  async function follow(): Promise<void> {
    let failures = 0;
    while (!closing.signal.aborted) {
      const thrown = await followOnce(() => {
        failures = 0;
      });
      if (closing.signal.aborted) return;
      // A connection that was only dropped is taken up again at once, without a word.
      if (failures > 0 || current.phase === 'connecting') publish(explain(thrown, current));
      await pause(delays[Math.min(failures, delays.length - 1)] ?? 0, closing.signal);
      failures += 1;
    }
  }

  /** Resolves with what ended it: a throwable, or undefined where the hub closed the stream. */
  async function followOnce(onState: () => void): Promise<unknown> {
    try {
      const changes = await client.hub.changes(undefined, { signal: closing.signal });
      for await (const state of changes) {
        onState();
        publish({ phase: 'live', since: Date.now(), state });
      }
      return undefined;
    } catch (thrown) {
      return thrown;
    }
  }

  function publish(next: LiveState): void {
    current = next;
    for (const listener of listeners) listener();
  }
}

/** What a failed connection means, and since when. */
function explain(thrown: unknown, before: LiveState): LiveState {
  const { state } = before;
  if (thrown instanceof ORPCError && thrown.status === 401) {
    const since = before.phase === 'no-session' ? before.since : Date.now();
    return { phase: 'no-session', since, state };
  }
  const since = before.phase === 'offline' ? before.since : Date.now();
  const answer = thrown instanceof ORPCError ? thrown.message : undefined;
  return { phase: 'offline', since, answer, state };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
