import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { aboutServer } from '../../suggest.ts';

export function addDisable(servers: Command, context: Context): void {
  servers
    .command('disable')
    .description('stop a server and hide its tools; its entry stays')
    .argument('<server>', 'its name')
    .action(async (id: string) => {
      const hub = await hubStarting(context);
      const set = () => hub.servers.setEnabled({ id, enabled: false });
      const view = await aboutServer(hub, id, set);
      context.print(view, () => `${id} is disabled.`);
    });
}
