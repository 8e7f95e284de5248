import { setTimeout as pause } from 'node:timers/promises';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import type { HubService } from './hub-service.ts';
import { createWakeUp } from './wake-up.ts';

/** Milliseconds between two snapshots: at most ten a second reach a page. */
const interval = 100;

/**
 * The state at once, then again after changes; many changes in one interval give one snapshot.
 * Ends when `signal` aborts, and takes its listener along however it ends.
 */
export async function* followState(
  service: Pick<HubService, 'state' | 'onChange'>,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<HubState, void, void> {
  const changed = createWakeUp(signal);
  const unsubscribe = service.onChange(changed.wake);
  try {
    while (!signal.aborted) {
      yield service.state();
      await pause(interval, undefined, { signal }).catch(ignoreAbort);
      await changed.wait();
    }
  } finally {
    unsubscribe();
    changed.close();
  }
}

/** The loop looks at the signal itself. */
function ignoreAbort(): void {}
