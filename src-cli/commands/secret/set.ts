import type { Command } from 'commander';
import { isSecretName, secretNameRule } from '../../../src-shared/domain/secret.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { readSecret } from '../../read-secret.ts';
import { sourceText } from './list.ts';

export function addSet(secret: Command, context: Context): void {
  secret
    .command('set')
    .description('keep a secret; servers that use it restart')
    .argument('<secret>', 'its name, such as GITHUB_TOKEN')
    .usage('[options] <secret>     then type it, or pipe it in')
    .allowExcessArguments()
    .action(async (name: string, _options: object, command: Command) => {
      refuseArgument(name, command.args);
      const value = await readSecret(context.io, `Value of ${name} (not shown): `);
      if (value === undefined) {
        context.exitCode = 130;
        return;
      }
      const hub = await hubStarting(context);
      const view = await hub.secrets.set({ name, secret: value });
      context.print(view, () => {
        const users = view.usedBy.length > 0 ? `, used by ${view.usedBy.join(', ')}` : '';
        return `${name} is kept in ${sourceText(view)}${users}.`;
      });
      if (view.source !== 'environment') return;
      context.note('Note: a variable LOOM_SECRET_… of the hub decides as long as it is set.');
    });
}

/** Repeats nothing of what was given: it may be the secret itself. */
function refuseArgument(name: string, args: readonly string[]): void {
  if (args.length > 1 || name.includes('=')) {
    throw new LoomError(
      'usage',
      'A secret is never an argument: other programs can see it there.',
      {
        remedy:
          'Give only its name, then type it, or pipe it in: `loom secret set NAME < file`. Your shell may have kept what you typed just now.',
      },
    );
  }
  if (isSecretName(name)) return;
  throw new LoomError('invalid-secret-name', `The name of a secret has ${secretNameRule}.`);
}
