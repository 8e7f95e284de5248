import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { hubStarting } from '../hub-starting.ts';
import { aboutServer } from '../suggest.ts';

export function addSignOut(program: Command, context: Context): void {
  program
    .command('sign-out')
    .description('forget the sign-in to a remote server, and have it revoked')
    .argument('<server>', 'its name')
    .action(async (id: string) => {
      const hub = await hubStarting(context);
      const done = await aboutServer(hub, id, () => hub.servers.signOut({ id }));
      context.print(done, () =>
        done.isRevoked
          ? `Signed out of ${id}.`
          : `Signed out of ${id}; its authorization server has not been told or took no note.`,
      );
    });
}
