import type { Command } from 'commander';
import type { AddCommand, Context } from '../../context.ts';
import { addAdopt } from './adopt.ts';
import { addGet } from './get.ts';
import { addList } from './list.ts';
import { addRekey } from './rekey.ts';
import { addRm } from './rm.ts';
import { addSet } from './set.ts';

const commands: readonly AddCommand[] = [addSet, addList, addGet, addRm, addAdopt, addRekey];

export function addSecret(program: Command, context: Context): void {
  const secret = program
    .command('secret')
    .description('values for ${secret:NAME} in registry.yaml');
  for (const add of commands) add(secret, context);
}
