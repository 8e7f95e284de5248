import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { countOf } from '../../output/units.ts';
import { isAgreed } from './is-agreed.ts';

export function addForget(sync: Command, context: Context): void {
  sync
    .command('forget')
    .description("delete the kept copies of clients' files, with the secrets in them")
    .argument('[clients...]', 'without any: all of them')
    .option('-y, --yes', 'do not ask')
    .action(async (clients: string[], _: unknown, command: Command) => {
      const { yes } = command.optsWithGlobals<{ yes?: boolean }>();
      const hub = await hubStarting(context);
      const question = 'Delete them? What Loom wrote so far cannot be undone then.';
      if (!(await isAgreed(context, question, yes))) {
        context.note('Nothing was deleted.');
        context.exitCode = 1;
        return;
      }
      const named = clients.filter((client) => client !== 'all');
      const result = await hub.clients.forget(named.length > 0 ? { targets: named } : {});
      context.print(result, () => `Forgot ${countOf(result.forgotten, 'write')}.`);
    });
}
