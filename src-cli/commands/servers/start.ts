import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { describeStarted } from '../../describe-server.ts';
import { startServer } from '../../start-server.ts';
import { aboutServer } from '../../suggest.ts';

export function addStart(servers: Command, context: Context): void {
  servers
    .command('start')
    .description('start a server now and see what it offers')
    .argument('<server>', 'its name')
    .action(async (id: string) => {
      const { hub } = context;
      const start = () => startServer(context, hub, { id, how: 'start' });
      const view = await aboutServer(hub, id, start);
      context.print(view, () => describeStarted(view));
    });
}
