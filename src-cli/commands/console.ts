import type { Command } from 'commander';
import type { Context } from '../context.ts';

export function addConsole(program: Command, context: Context): void {
  program
    .command('console')
    .description('a link to the console in the browser; it works once, for a minute')
    .option('--open', 'open it, when run in a terminal')
    .action(async ({ open }: { open?: boolean }) => {
      const { hub } = context;
      const link = await hub.hub.consoleLink();
      context.print(link, () => link.url);
      if (!open) return;
      if (context.io.stdout.isTTY) await context.io.openUrl(link.url);
      else context.note('Not opened: this is no terminal.');
    });
}
