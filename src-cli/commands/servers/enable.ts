import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { aboutServer } from '../../suggest.ts';

export function addEnable(servers: Command, context: Context): void {
  servers
    .command('enable')
    .description("offer a server's tools again")
    .argument('<server>', 'its name')
    .action(async (id: string) => {
      const hub = await hubStarting(context);
      const set = () => hub.servers.setEnabled({ id, enabled: true });
      const view = await aboutServer(hub, id, set);
      context.print(view, () => `${id} is enabled.`);
    });
}
