import type { Command } from 'commander';
import { confirm } from '../../confirm.ts';
import type { Context } from '../../context.ts';
import { fromHub, type HubClient } from '../../hub-client.ts';
import { hubStarting } from '../../hub-starting.ts';
import { aboutSecret } from '../../suggest.ts';

export function addRm(secret: Command, context: Context): void {
  secret
    .command('rm')
    .description('forget a secret; warns where servers use it')
    .argument('<secret>', 'its name')
    .option('-f, --force', 'do not ask, even where it is in use')
    .action(async (name: string, { force = false }: { force?: boolean }) => {
      const hub = await hubStarting(context);
      const answer = await aboutSecret(hub, name, () => remove(context, hub, { name, force }));
      if (!answer) {
        context.note('Nothing was removed.');
        context.exitCode = 1;
        return;
      }
      context.print(answer, () => {
        const users = answer.usedBy.join(', ');
        return users ? `${name} is removed; missing it now: ${users}.` : `${name} is removed.`;
      });
    });
}

interface Removal {
  name: string;
  force: boolean;
}

/** Undefined where somebody was asked and answered no. */
async function remove({ io }: Context, hub: HubClient, removal: Removal) {
  try {
    return await hub.secrets.remove(removal);
  } catch (thrown) {
    const error = fromHub(thrown);
    if (error.code !== 'secret-in-use' || !io.stdin.isTTY) throw error;
    io.stderr.write(`${error.message}.\n`);
    if (!(await confirm(io, 'Remove it all the same?'))) return undefined;
    return await hub.secrets.remove({ ...removal, force: true });
  }
}
