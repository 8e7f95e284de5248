import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { LoomError } from '../../src-shared/errors.ts';
import type { Paths } from '../../src-shared/paths.ts';
import type { Context } from '../context.ts';
import { withSpinner } from '../output/spinner.ts';
import { findHub } from '../proxy/find-hub.ts';

const pollMs = 50;
const longestWaitMs = 30_000;

export function addStop(program: Command, context: Context): void {
  program
    .command('stop')
    .description('stop the hub and all servers')
    .action(async () => {
      const { hub } = context;
      const stopped = await hub.hub.stop();
      await withSpinner(context, 'Waiting for calls to finish', () => waitUntilGone(context.paths));
      context.print(stopped, () => `The hub (pid ${stopped.pid}) stopped.`);
    });
}

/** @throws LoomError 'server-timeout' where the hub runs on. */
export async function waitUntilGone(paths: Paths): Promise<void> {
  const deadline = Date.now() + longestWaitMs;
  for (let socket = await findHub(paths); socket; socket = await findHub(paths)) {
    socket.destroy();
    if (Date.now() > deadline) {
      throw new LoomError('server-timeout', 'The hub was told to stop, but still runs.', {
        remedy: 'Look at `loom logs`; `loom status` shows its pid.',
      });
    }
    await delay(pollMs);
  }
}
