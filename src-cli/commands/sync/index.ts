import { type Command, Option } from 'commander';
import { errorCodes } from '../../../src-shared/errors.ts';
import type { Context } from '../../context.ts';
import { addForget } from './forget.ts';
import { addHeal } from './heal.ts';
import { runStatus } from './status.ts';
import { runSync, type SyncOptions } from './sync.ts';
import { addUndo } from './undo.ts';
import { runVerify } from './verify.ts';

interface Options extends SyncOptions {
  status?: boolean;
  verify?: boolean;
}

export function addSync(program: Command, context: Context): void {
  const sync = program
    .command('sync')
    .description("write Loom into clients' config files; shows every change and asks first")
    .argument('[clients...]', 'such as cursor or codex; all (as without any): what is installed')
    .option('--profile <name>', 'what the client is to see: a profile of registry.yaml')
    .option('--project <folder>', "the project's own files, in place of the user's")
    .addOption(
      new Option(
        '--via <way>',
        'how the client reaches the hub; as before, at first the proxy',
      ).choices(['proxy', 'http']),
    )
    .addOption(
      new Option('--loom-mode', 'one entry: Loom (as at first)').conflicts(['direct', 'remove']),
    )
    .option('--direct', 'every server of the profile as an entry of its own, past Loom')
    .option('--replace', 'take out entries of servers that Loom serves now')
    .addOption(new Option('--remove', "take Loom's entry out").conflicts(['direct', 'replace']))
    .option('--regen', 'write the generated files anew as well, as `loom generate configs`')
    .option('--dry-run', 'only show what would be done')
    .option('-y, --yes', 'do not ask')
    .option('--status', 'only show what stands in the files')
    .option('--verify', 'then try what the clients will run; without clients only that')
    .action(async (clients: string[], options: Options) => {
      if (options.status) return await runStatus(context, clients, options);
      if (!options.verify) return await runSync(context, clients, options);
      if (clients.length > 0) await runSync(context, clients, options);
      if (context.exitCode === errorCodes.usage.exit || options.dryRun) return;
      await runVerify(context, clients, options);
    });
  addUndo(sync, context);
  addHeal(sync, context);
  addForget(sync, context);
}
