import type { Command } from 'commander';
import type { AddCommand, Context } from '../../context.ts';
import { addConfigs } from './configs.ts';

const commands: readonly AddCommand[] = [addConfigs];

export function addGenerate(program: Command, context: Context): void {
  const generate = program
    .command('generate')
    .description('write files elsewhere, to look at or copy');
  for (const add of commands) add(generate, context);
}
