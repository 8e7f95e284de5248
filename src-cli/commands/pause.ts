import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { withSpinner } from '../output/spinner.ts';

/** `loom pause` and `loom resume`. */
export function addPause(program: Command, context: Context): void {
  program
    .command('pause')
    .description('stop all servers, and start none until `loom resume`')
    .action(async () => {
      const { hub } = context;
      const paused = await withSpinner(context, 'Waiting for calls to finish', () =>
        hub.hub.pause(),
      );
      context.print(paused, () => 'Paused: no server runs until `loom resume`.');
    });
  program
    .command('resume')
    .description('let servers start again')
    .action(async () => {
      const { hub } = context;
      const resumed = await hub.hub.resume();
      context.print(resumed, () => 'Resumed: servers start when they are needed.');
    });
}
