import type { Command } from 'commander';
import { errorCodes } from '../../src-shared/errors.ts';
import type { Context } from '../context.ts';
import { countOf } from '../output/units.ts';
import { formatProblem } from './status.ts';

interface Options {
  registry?: string;
  config?: string;
}

export function addValidate(program: Command, context: Context): void {
  program
    .command('validate')
    .description('check registry.yaml and config.yaml, without a hub')
    .option('--registry <file>', 'in place of the usual registry.yaml')
    .option('--config <file>', 'in place of the usual config.yaml')
    .action(async (flags: Options) => {
      const { validateFiles } = await context.io.loadHeadless();
      const problems = await validateFiles({ flags });
      if (problems.length > 0) context.exitCode = errorCodes['invalid-registry'].exit;
      context.print({ problems }, () => {
        if (problems.length === 0) return 'registry.yaml and config.yaml are valid.';
        const shown = problems.map((problem) => formatProblem(problem, context.style));
        return [...shown, `${countOf(problems.length, 'problem')}.`].join('\n\n');
      });
    });
}
