import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { aboutServer } from '../../suggest.ts';

export function addRemove(servers: Command, context: Context): void {
  servers
    .command('remove')
    .description('stop a server and take it out of registry.yaml')
    .argument('<server>', 'its name')
    .action(async (id: string) => {
      const hub = await hubStarting(context);
      const answer = await aboutServer(hub, id, () => hub.servers.remove({ id }));
      const { bundleFolder } = answer;
      const unpacked = `What its bundle was unpacked into goes in ten minutes: ${bundleFolder}`;
      context.print(answer, () =>
        [`${id} is removed.`, ...(bundleFolder === undefined ? [] : [unpacked])].join('\n'),
      );
    });
}
