import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { Context } from '../context.ts';
import { withSpinner } from '../output/spinner.ts';

const pollMs = 100;
const longestWaitMs = 60_000;

export function addRestart(program: Command, context: Context): void {
  program
    .command('restart')
    .description('stop the hub and all servers, and start it again as it was started')
    .action(async () => {
      const { startedAt } = await context.hub.hub.restart();
      const state = await withSpinner(context, 'Waiting for the hub', () =>
        untilRestarted(context, startedAt),
      );
      context.print({ pid: state.pid }, () => `The hub runs again (pid ${state.pid}).`);
    });
}

/** @throws LoomError 'hub-not-running' where it does not come back. */
async function untilRestarted({ hub }: Context, before: number): Promise<HubState> {
  const deadline = Date.now() + longestWaitMs;
  while (Date.now() < deadline) {
    await delay(pollMs);
    const state = await hub.hub.state().catch(() => undefined);
    if (state && state.startedAt !== before) return state;
  }
  throw new LoomError('hub-not-running', 'The hub was told to start again, but does not answer.', {
    remedy: 'Run `loom serve` to see why, or `loom doctor`.',
  });
}
