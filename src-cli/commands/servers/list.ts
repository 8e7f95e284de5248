import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { serverColumns, serverTroubles } from '../../describe-server.ts';
import { hubStarting } from '../../hub-starting.ts';
import { formatTable } from '../../output/table.ts';

export function addList(servers: Command, context: Context): void {
  servers
    .command('list')
    .description('all servers with their state')
    .action(async () => {
      const hub = await hubStarting(context);
      const list = await hub.servers.list();
      context.print(list, () => {
        if (list.length === 0) return 'No servers yet. Add one: loom servers add NAME -- COMMAND';
        const now = context.io.now();
        const table = formatTable(list, serverColumns(now), context.page);
        return [table, ...serverTroubles(list, now).map((trouble) => `\n${trouble}`)].join('\n');
      });
    });
}
