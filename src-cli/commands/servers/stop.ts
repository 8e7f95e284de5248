import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { aboutServer } from '../../suggest.ts';

export function addStop(servers: Command, context: Context): void {
  servers
    .command('stop')
    .description('stop what runs of a server; it starts again when it is needed')
    .argument('<server>', 'its name')
    .action(async (id: string) => {
      const { hub } = context;
      const view = await aboutServer(hub, id, () => hub.servers.stop({ id }));
      context.print(view, () => `${id} is stopped; it starts again when it is needed.`);
    });
}
