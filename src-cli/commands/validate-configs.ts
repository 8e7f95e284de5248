import { resolve } from 'node:path';
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Command } from 'commander';
import type { contract } from '../../src-shared/contract/index.ts';
import { pickClientVariables } from '../../src-shared/domain/client-variables.ts';
import type { Context } from '../context.ts';
import { hubStarting } from '../hub-starting.ts';
import { plainText } from '../output/style.ts';
import { countOf } from '../output/units.ts';
import { formatPlace } from '../report-failure.ts';

interface Options {
  out?: string;
  project?: string;
}

type Checked = InferContractRouterOutputs<typeof contract>['clients']['check'];

/** `loom validate configs` */
export function addValidateConfigs(validate: Command, context: Context): void {
  validate
    .command('configs')
    .description(
      "check clients' files, and generated ones: syntax, Loom's entry, secrets in plain text",
    )
    .argument('[clients...]', 'clients or all (the default)')
    .option('--out <folder>', 'where files were generated, if not in the usual folder')
    .option('--project <folder>', "the project's files, in place of the user's")
    .action(async (targets: string[], { out, project }: Options) => {
      const { io } = context;
      const hub = await hubStarting(context);
      const checked = await hub.clients.check({
        env: pickClientVariables(io.env),
        ...(targets.length > 0 && { targets }),
        ...(out !== undefined && { out: resolve(io.cwd, out) }),
        ...(project !== undefined && { project: resolve(io.cwd, project) }),
      });
      if (checked.some(({ ok }) => !ok)) context.exitCode = 1;
      context.print(checked, () => describe(checked, context));
    });
}

const advice =
  '`loom import` moves secrets into the vault; `loom sync --replace` then takes them out of the files.';

function describe(checked: Checked, { style }: Context): string {
  const bad = checked.filter(({ ok }) => !ok);
  const lines = bad.flatMap(({ file, target, findings }) =>
    findings.map(({ text, line, column }) => {
      const place = plainText(formatPlace({ file, line, column }));
      return `${place} (${plainText(target)}) ${style('yellow', plainText(text))}`;
    }),
  );
  const verdict =
    bad.length === 0
      ? `${countOf(checked.length, 'file')} checked, nothing wrong.`
      : `${countOf(checked.length, 'file')} checked, something is wrong in ${bad.length}.`;
  const remedy = bad.length === 0 ? '' : `${style('cyan', '→')} ${advice}`;
  return [...lines, verdict, remedy].filter(Boolean).join('\n');
}
