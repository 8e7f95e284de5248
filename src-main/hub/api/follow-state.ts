import { setTimeout as pause } from 'node:timers/promises';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import type { HubService } from './hub-service.ts';
import { createWakeUp } from './wake-up.ts';

/** Milliseconds between two snapshots: at most ten a second reach a page. */
const interval = 100;

/**
 * The state at once, then again after changes; many changes in one interval give one snapshot.
 * Ends when `signal` aborts, and takes its listener along however it ends.
 *
 * @param lookEveryMs - for who shows calls: they begin and end without a word, so that they cost
 * nothing where nobody watches. So often it is looked whether the state is another one.
 */
export async function* followState(
  service: Pick<HubService, 'state' | 'onChange'>,
  signal: AbortSignal = new AbortController().signal,
  lookEveryMs?: number,
): AsyncGenerator<HubState, void, void> {
  const changed = createWakeUp(signal);
  const unsubscribe = service.onChange(changed.wake);
  let shown: string | undefined;
  const look = () => shown === JSON.stringify(service.state()) || changed.wake();
  const timer = lookEveryMs === undefined ? undefined : setInterval(look, lookEveryMs);
  try {
    while (!signal.aborted) {
      const state = service.state();
      shown = timer && JSON.stringify(state);
      yield state;
      await pause(interval, undefined, { signal }).catch(ignoreAbort);
      await changed.wait();
    }
  } finally {
    clearInterval(timer);
    unsubscribe();
    changed.close();
  }
}

/** The loop looks at the signal itself. */
function ignoreAbort(): void {}
