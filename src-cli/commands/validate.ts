import type { Command } from 'commander';
import type { HubProblem } from '../../src-shared/domain/hub-state.ts';
import type { SecretScan } from '../../src-shared/domain/secret-finding.ts';
import { errorCodes } from '../../src-shared/errors.ts';
import type { Context } from '../context.ts';
import { describeScan } from '../describe-findings.ts';
import { countOf } from '../output/units.ts';
import { formatProblem } from './status.ts';
import { addValidateConfigs } from './validate-configs.ts';

interface Options {
  registry?: string;
  config?: string;
  strict?: boolean;
}

export function addValidate(program: Command, context: Context): void {
  const validate = program
    .command('validate')
    .description(
      'check registry.yaml and config.yaml, without a hub, and look for secrets in plain text, in the ' +
        "clients' files too",
    )
    .option('--registry <file>', 'in place of the usual registry.yaml')
    .option('--config <file>', 'in place of the usual config.yaml')
    .option(
      '--strict',
      'fail where a secret stands in plain text, or a file cannot be looked through',
    )
    .action(async ({ strict, ...flags }: Options) => {
      const { validateFiles, scanSecrets } = await context.io.loadHeadless();
      const problems = await validateFiles({ flags });
      const secrets = await scanSecrets({ flags });
      const isClean = secrets.findings.length + secrets.unchecked.length === 0;
      if (strict && !isClean) context.exitCode = 1;
      if (problems.length > 0) context.exitCode = errorCodes['invalid-registry'].exit;
      context.print({ problems, secrets }, () => describe(problems, secrets, context));
    });
  addValidateConfigs(validate, context);
}

function describe(problems: readonly HubProblem[], secrets: SecretScan, { style }: Context) {
  const shown = problems.map((problem) => formatProblem(problem, style));
  const verdict =
    problems.length === 0
      ? 'registry.yaml and config.yaml are valid.'
      : `${countOf(problems.length, 'problem')}.`;
  return [...shown, verdict, describeScan(secrets, style)].filter(Boolean).join('\n\n');
}
