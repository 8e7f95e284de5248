import { resolve } from 'node:path';
import type { InferContractRouterOutputs } from '@orpc/contract';
import { type Command, Option } from 'commander';
import type { contract } from '../../../src-shared/contract/index.ts';
import type { Via } from '../../../src-shared/domain/client.ts';
import { pickClientVariables } from '../../../src-shared/domain/client-variables.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { plainText } from '../../output/style.ts';
import { formatTable } from '../../output/table.ts';

interface Options {
  target?: string[];
  out?: string;
  profile?: string;
  via?: Via;
  loomMode?: boolean;
  direct?: boolean;
}

type Generated = InferContractRouterOutputs<typeof contract>['clients']['generate'];

export function addConfigs(generate: Command, context: Context): void {
  generate
    .command('configs')
    .description(
      "write clients' configurations into a folder of their own; clients' files stay as they are",
    )
    .option('--target <clients...>', 'clients, or all that Loom knows; by default those installed')
    .option(
      '--out <folder>',
      "by default generated/mcp beside Loom's state; the profile's name is added",
    )
    .option('--profile <name>', 'what the clients are to see')
    .option('--loom-mode', 'one entry, which is Loom (the default)')
    .option('--direct', "an entry for every server; secrets as the client's own references only")
    .addOption(new Option('--via <way>', 'how clients reach Loom').choices(['proxy', 'http']))
    .action(async (options: Options) => {
      if (options.loomMode && options.direct) throw contradiction();
      const { target, out, profile, via, direct } = options;
      const hub = await hubStarting(context);
      const generated = await hub.clients.generate({
        env: pickClientVariables(context.io.env),
        mode: direct ? 'direct' : 'loom',
        ...(target && { targets: target }),
        ...(out !== undefined && { out: resolve(context.io.cwd, out) }),
        ...(profile !== undefined && { profile }),
        ...(via && { via }),
      });
      if (generated.refused.length > 0) context.exitCode = 1;
      context.print(generated, () => describe(generated, context));
    });
}

function contradiction(): LoomError {
  return new LoomError('usage', '--loom-mode and --direct contradict each other.', {
    remedy: 'Leave one of them out.',
  });
}

function describe({ files, refused, folder }: Generated, { page, style }: Context): string {
  const columns = [
    { heading: 'CLIENT', value: ({ target }: Generated['files'][number]) => target },
    { heading: 'FILE', value: ({ file }: Generated['files'][number]) => file },
  ];
  const remedies = [...new Set(refused.map(({ remedy }) => remedy))];
  return [
    files.length > 0 ? formatTable(files, columns, page) : `Nothing was written into ${folder}.`,
    ...refused.map(({ label, reason }) => style('yellow', plainText(`${label}: ${reason}`))),
    ...remedies.map((remedy) => `${style('cyan', '→')} ${plainText(remedy)}`),
  ].join('\n');
}
