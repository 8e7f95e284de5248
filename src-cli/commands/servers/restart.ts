import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { describeStarted } from '../../describe-server.ts';
import { startServer } from '../../start-server.ts';
import { aboutServer } from '../../suggest.ts';

export function addRestart(servers: Command, context: Context): void {
  servers
    .command('restart')
    .description('stop and start a server, also one that was given up')
    .argument('<server>', 'its name')
    .action(async (id: string) => {
      const { hub } = context;
      const start = () => startServer(context, hub, { id, how: 'restart' });
      const view = await aboutServer(hub, id, start);
      context.print(view, () => describeStarted(view));
    });
}
